import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { DataFolder } from './dataFolder.ts';
import type { WindowHandlers } from './gate.ts';
import type { HeldPages } from './heldPages.ts';
import { ImportDesk } from './importDesk.ts';
import { readLook, writeLook } from './look.ts';
import { paperFacts } from './paperFacts.ts';
import { printDesk, sheetFonts } from './printing.ts';
import type { Sessions } from './session.ts';

export interface HandlersOptions {
  readonly sessions: Sessions;
  readonly folder: DataFolder;
  readonly now: () => number;
  /** The sentence about a wrong clock, '' when it is right. */
  readonly clock: () => Promise<string>;
  /** The built app's folder. */
  readonly out: string;
  /** Where pages wait that are to be printed. */
  readonly pages: HeldPages;
}

/** The calls that main answers itself. */
export function windowHandlers({ sessions, folder, now, clock, out, pages }: HandlersOptions): WindowHandlers {
  const imports = new ImportDesk(sessions, now);
  const electron = process.versions['electron'];
  const printing = printDesk({
    sessions,
    now,
    pages,
    fonts: sheetFonts(path.join(out, 'renderer')),
    facts: paperFacts({
      folder,
      version: app.getVersion(),
      shell: electron === undefined ? '시험용 실행' : `Electron ${electron}`,
      host: hostname(),
      backup: () => Promise.resolve(null),
    }),
  });
  return {
    'app.about': () => ({
      version: app.getVersion(),
      standIn: process.versions['electron'] === undefined,
      demo: existsSync(path.join(folder.root, 'demo')),
      dataFolder: folder.root,
      licences: readFileSync(path.join(out, 'THIRD_PARTY_LICENSES.txt'), 'utf8'),
    }),
    'app.clock': async () => ({ message: await clock() }),
    'app.look': () => readLook(folder.look),
    'app.setLook': (chosen) => {
      writeLook(folder.look, chosen);
      return chosen;
    },
    'session.state': (_input, { window }) => sessions.state(window),
    'session.setUp': (input, { window }) => sessions.setUp(window, input),
    'session.signIn': (input, { window }) => sessions.signIn(window, input),
    'session.signOut': (_input, { window }) => sessions.signOut(window),
    'print.run': (input, from) => printing.run(input, from),
    'factoryImport.choose': (_input, from) => imports.choose(from),
    'factoryImport.dryRun': (input, from) => imports.dryRun(input, from),
    'factoryImport.rows': (input, from) => imports.rows(input, from),
    'factoryImport.run': (input, from) => imports.run(input, from),
    'factoryImport.cancel': (input) => imports.cancel(input),
    'factoryImport.exportRefused': (input, from) => imports.exportRefused(input, from),
  };
}
