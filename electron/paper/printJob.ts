import type { LogEntry } from '../../shared/contract/define.ts';
import type { PrintDocument } from '../../shared/contract/print.ts';
import type { Actor } from '../../shared/model/role.ts';
import { deviceId } from '../desk/device.ts';
import type { Engine } from '../store/store.ts';
import { codedPages } from './documents/barcode.ts';
import { centreOf, footText } from './documents/common.ts';
import { makePaper } from './documents/index.ts';
import type { PaperDesk, PaperFacts } from './documents/paper.ts';
import { sheetPage } from './documents/sheet.ts';

/** What main gets of a document: all that it needs to put it on paper and to log it. */
export interface MadePaper {
  readonly title: string;
  /** The centre's name and the document's, for the PDF's file name. */
  readonly centre: string;
  readonly fileName: string;
  /** The whole page, HTML. */
  readonly page: string;
  /** What stands at the foot of every page. */
  readonly foot: string;
  /** The line of the access log, but for copies and destination. */
  readonly entry: LogEntry;
}

/** What main gives of its own beside the document. */
export interface PaperOrder {
  readonly document: PrintDocument;
  readonly facts: PaperFacts;
  /** The digits of its barcode, where it has one. */
  readonly code: string | null;
}

/** Makes a document's page in a reading worker; writes nothing, neither to the store nor to disk. */
export function makePrint(engine: Engine, { document, facts, code }: PaperOrder, actor: Actor, now: number): MadePaper {
  const store = engine.readable(now);
  const deviceRecord = deviceId(store);
  const desk: PaperDesk = {
    store,
    actor,
    facts,
    code,
    device: deviceRecord === null ? null : store.get('device', deviceRecord),
  };
  const { title, fileName, purpose, about, body } = makePaper(desk, document);
  const { name: centre } = centreOf(desk);
  return {
    title,
    centre,
    fileName,
    page: sheetPage(title, code === null ? body : codedPages({ centre, title, code }, body)),
    foot: footText(desk, code === null ? null : purpose),
    entry: { act: 'print', ...about, purpose, detail: { ...about.detail, ...(code === null ? {} : { paper: code }) } },
  };
}
