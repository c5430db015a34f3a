import { mostPages } from '../../../shared/model/attachment.ts';
import { pdfFolder, pdfWorker } from '../../app/trustedTypes.ts';
import type { Opened } from './canvas.ts';
import { blankPage, wipe } from './canvas.ts';
import { longestPage, pageFor } from './maskBoxes.ts';

type PdfJs = typeof import('pdfjs-dist');

/** Gives pdf.js the files that lie beside the program (build/pdfParts.ts): character maps and the two symbol fonts. */
class PdfFiles {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const answer = await fetch(`${pdfFolder}${filename}`);
    if (!answer.ok) throw new Error(`no ${filename}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** So long a worker may take to say that it runs, ms. */
const longestStart = 10_000;

/**
 * The thread in which a PDF is taken apart. Null when it cannot be started: pdf.js then works in the page itself, which
 * only makes the page wait.
 */
async function startWorker(): Promise<Worker | null> {
  try {
    const worker = new Worker(pdfWorker, { type: 'module' });
    const runs = await new Promise<boolean>((done) => {
      // It says `ready` as soon as it has been read.
      worker.addEventListener('message', () => done(true), { once: true });
      worker.addEventListener('error', () => done(false), { once: true });
      setTimeout(() => done(false), longestStart);
    });
    if (runs) return worker;
    worker.terminate();
    return null;
  } catch {
    return null;
  }
}

function refusal(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return '암호가 걸린 PDF입니다. PDF 프로그램에서 암호를 풀어 저장하거나 그림으로 저장한 뒤 다시 골라 주십시오.';
  }
  return 'PDF를 읽을 수 없습니다. 파일이 손상되었을 수 있습니다. PDF 프로그램에서 열어 그림(JPEG)으로 저장한 뒤 다시 골라 주십시오.';
}

/**
 * A PDF, each page drawn as a picture: what is stored holds no text, no hidden layer and no attachment of it. Its
 * scripts are never run, and nothing in it is fetched.
 */
export async function openPdf(data: Uint8Array): Promise<Opened> {
  const { getDocument, GlobalWorkerOptions }: PdfJs = await import('pdfjs-dist');
  // By its whole address only for the page itself to import where no worker runs: the policy lets no worker start so.
  GlobalWorkerOptions.workerSrc = new URL(pdfWorker, document.baseURI).href;
  const thread = await startWorker();
  GlobalWorkerOptions.workerPort = thread;
  const task = getDocument({
    data,
    BinaryDataFactory: PdfFiles,
    cMapUrl: pdfFolder,
    standardFontDataUrl: pdfFolder,
    // Our CSP lets no code be compiled while running; the decoders of JBIG2 and JPEG 2000 are there as plain scripts too,
    // which the worker imports by their whole address.
    wasmUrl: new URL(pdfFolder, document.baseURI).href,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    verbosity: 0,
  });
  const close = (): void => {
    void task.destroy().finally(() => thread?.terminate());
  };
  try {
    const opened = await task.promise;
    if (opened.numPages > mostPages) {
      close();
      return {
        ok: false,
        message: `PDF가 ${opened.numPages}쪽입니다. ${mostPages}쪽까지 첨부할 수 있습니다. 필요한 쪽만 PDF로 저장하여 골라 주십시오.`,
      };
    }
    // One page at a time: twenty of them would be 300 MB of pixels.
    const draw = async (index: number): Promise<HTMLCanvasElement> => {
      const page = await opened.getPage(index + 1);
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: longestPage / Math.max(natural.width, natural.height) });
      const { canvas, pen } = blankPage(pageFor(viewport).page);
      await page.render({ canvas: null, canvasContext: pen, viewport }).promise;
      page.cleanup();
      return canvas;
    };
    // Whether anything can be drawn at all is known before masking begins.
    wipe(await draw(0));
    return { ok: true, pages: { count: opened.numPages, draw, close } };
  } catch (error) {
    close();
    return { ok: false, message: refusal(error) };
  }
}
