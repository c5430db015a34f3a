import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { PrintDocument } from '../../shared/contract/print.ts';
import type { Actor } from '../../shared/model/role.ts';
import { deviceId } from '../desk/device.ts';
import { walkLog } from '../store/logVerdict.ts';
import type { Engine } from '../store/store.ts';
import { centreOf, footText } from './documents/common.ts';
import { makePaper } from './documents/index.ts';
import type { LogVerdict, PaperDesk, PaperFacts } from './documents/paper.ts';
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
}

async function followLog(engine: Engine): Promise<LogVerdict> {
  const { lines, wrong } = await walkLog(engine, null, () => nextTurn());
  return wrong === 0
    ? { whole: true, sentence: `${lines.toLocaleString('ko')}줄이 처음부터 끝까지 이어져 있습니다.` }
    : { whole: false, sentence: `${wrong.toLocaleString('ko')}곳이 맞지 않습니다. 접속기록 화면에서 확인하십시오.` };
}

/** Makes a document's page in a reading worker; writes nothing, neither to the store nor to disk. */
export async function makePrint(
  engine: Engine,
  { document, facts }: PaperOrder,
  actor: Actor,
  now: number,
): Promise<MadePaper> {
  const store = engine.readable(now);
  const deviceRecord = deviceId(store);
  const desk: PaperDesk = {
    store,
    actor,
    facts,
    device: deviceRecord === null ? null : store.get('device', deviceRecord),
    verifyLog: () => followLog(engine),
  };
  const { title, fileName, purpose, about, body } = await makePaper(desk, document);
  return {
    title,
    centre: centreOf(desk).name,
    fileName,
    page: sheetPage(title, body),
    foot: footText(desk),
    entry: { act: 'print', ...about, purpose },
  };
}
