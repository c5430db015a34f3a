import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';

/** Days of logs kept. */
const kept = 14;

export interface DeskLog {
  info(event: string): void;
  /** Something that was not foreseen. `cause` is a stack: code and SQL without values, never what a person typed. */
  trouble(event: string, cause: string): void;
}

/** Digits and quoted values that an error text might carry are blacked out before anything is written. */
export function withoutPersonalData(text: string): string {
  return text
    .replaceAll(/\d{2,4}[-. ]\d{3,4}[-. ]\d{4}|\d{6,}/g, '…')
    .replaceAll(/'[^'\n]*\p{Script=Hangul}[^'\n]*'|"[^"\n]*\p{Script=Hangul}[^"\n]*"/gu, '…');
}

/** One log file a day in the data folder, without personal data, kept two weeks. */
export function openLog(folder: string, today: string): DeskLog {
  const name = /^desk-\d{4}-\d{2}-\d{2}\.log$/;
  try {
    for (const old of readdirSync(folder)
      .filter((file) => name.test(file))
      .sort()
      .slice(0, -kept)) {
      rmSync(path.join(folder, old), { force: true });
    }
    const file = pino.destination({ dest: path.join(folder, `desk-${today}.log`), sync: true, mkdir: true });
    // A full disk: lines wait in memory until there is room. An error that is not heard would end the program, and who
    // waits for the answer that was about to be given would wait for ever.
    file.on('error', () => undefined);
    const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, file);
    return {
      info: (event) => log.info(event),
      trouble: (event, cause) => log.error({ cause: withoutPersonalData(cause) }, event),
    };
  } catch {
    // A folder that cannot be written is told on screen; there is nowhere to log it.
    return { info: () => undefined, trouble: () => undefined };
  }
}
