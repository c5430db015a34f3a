import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { attachmentDesk } from './files/attachmentDesk.ts';
import type { BackupDesk } from './backup/backupDesk.ts';
import type { CompareDesk } from './sync/compareDesk.ts';
import type { DataFolder } from './dataFolder.ts';
import type { WindowHandlers } from './gate.ts';
import type { HeldFiles } from './files/heldFiles.ts';
import type { HeldPages } from './files/heldPages.ts';
import { ImportDesk } from './files/importDesk.ts';
import { listDesk } from './files/listDesk.ts';
import { logDesk } from './logDesk.ts';
import { readLook, writeLook } from './look.ts';
import { pagesDesk } from './sync/pagesDesk.ts';
import { paperFacts } from './files/paperFacts.ts';
import { printDesk, sheetFonts } from './printing.ts';
import { RecoveryDesk } from './session/recoveryDesk.ts';
import type { Sessions } from './session/session.ts';
import { StaffDesk } from './session/staffDesk.ts';
import type { EventDesk } from './sync/eventDesk.ts';
import type { ExchangeDesk } from './sync/exchangeDesk.ts';
import type { LeaseDesk } from './lease/leaseDesk.ts';
import type { SyncDesk } from './sync/syncDesk.ts';

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
  /** Documents that are masked or looked at. */
  readonly held: HeldFiles;
  readonly backups: BackupDesk;
  readonly syncs: SyncDesk;
  readonly exchanges: ExchangeDesk;
  readonly events: EventDesk;
  readonly leases: LeaseDesk;
  readonly compares: CompareDesk;
}

/** The calls that main answers itself. */
export function windowHandlers({
  sessions,
  folder,
  now,
  clock,
  out,
  pages,
  held,
  backups,
  syncs,
  exchanges,
  events,
  leases,
  compares,
}: HandlersOptions): WindowHandlers {
  const imports = new ImportDesk(sessions, now);
  const factories = imports.of('factory');
  const people = imports.of('person');
  const companies = imports.of('company');
  const logs = logDesk(sessions, now);
  const exports = listDesk(sessions, now);
  const pagesIn = pagesDesk(sessions, now);
  const attachments = attachmentDesk({ sessions, held, now });
  /** What a window's person was working on goes with their session. */
  const left = <T>(state: T): T => {
    held.sweep();
    return state;
  };
  const staff = new StaffDesk({ sessions, now, random: randomBytes });
  const recovery = new RecoveryDesk({ sessions, folder, now });
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
      backup: () => backups.status(),
      verifyLog: (from) => logs.verify(from),
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
    'attachment.pick': (_input, from) => attachments.pick(from),
    'attachment.keep': (input, from) => attachments.keep(input, from),
    'attachment.drop': (input, from) => attachments.drop(input, from),
    'attachment.piece': (input, from) => attachments.piece(input, from),
    'attachment.save': (input, from) => attachments.save(input, from),
    'attachment.open': (input, from) => attachments.open(input, from),
    'attachment.saveAs': (input, from) => attachments.saveAs(input, from),
    'list.export': (input, from) => exports(input, from),
    'log.verify': (_input, from) => logs.verify(from),
    'log.review': (input, from) => logs.review(input, from),
    'log.signReview': (input, from) => logs.signReview(input, from),
    'log.export': (input, from) => logs.exportLines(input, from),
    'session.state': (_input, { window }) => sessions.state(window),
    'session.setUp': (input, { window }) => sessions.setUp(window, input),
    'session.signIn': (input, { window }) => sessions.signIn(window, input),
    'session.signOut': async (_input, { window }) => left(await sessions.signOut(window)),
    'session.lock': (_input, { window }) => left(sessions.lock(window)),
    'session.unlock': (input, { window }) => sessions.unlock(window, input),
    'session.active': (_input, { window }) => {
      sessions.active(window);
      return {};
    },
    'session.changePassword': (input, { window }) => sessions.own.changePassword(window, input),
    'session.setPin': (input, { window }) => sessions.own.setPin(window, input),
    'session.recover': (input, { window }) => sessions.recover(window, input),
    'session.setPlace': (input, { window }) => sessions.own.setPlace(window, input),
    'staff.list': (_input, from) => staff.list(who(from)),
    'staff.create': (input, from) => staff.create(input, who(from)),
    'staff.change': (input, from) => staff.change(input, who(from)),
    'staff.end': (input, from) => staff.end(input, who(from)),
    'staff.resetPassword': (input, from) => staff.resetPassword(input, who(from)),
    'staff.unlock': (input, from) => staff.unlock(input, who(from)),
    'staff.createHelpers': (input, from) => staff.createHelpers(input, who(from)),
    'recovery.state': () => recovery.state(),
    'recovery.issue': (input, { window }) => recovery.issue(window, input),
    'recovery.confirm': (input, { window }) => recovery.confirm(window, input),
    'store.rotateKey': (input, { window }) => recovery.rotate(window, input),
    'backup.status': () => backups.status(),
    'backup.warnings': () => backups.warnings(),
    'backup.list': (_input, from) => backups.list(from),
    'backup.now': (_input, from) => backups.now(who(from)),
    'backup.chooseFolder': (_input, from) => backups.chooseFolder(from),
    'backup.dropFolder': (_input, from) => backups.dropFolder(who(from)),
    'backup.chooseFile': (_input, from) => backups.chooseFile(from),
    'backup.rehearse': (input, from) => backups.rehearse(input, from),
    'backup.restore': (input, from) => backups.restore(input, from),
    'backup.makeJoinFile': (input, from) => backups.makeJoinFile(input, from),
    'backup.join': (input, from) => backups.join(input, from),
    'print.run': (input, from) => printing.run(input, from),
    'sync.state': () => syncs.state(),
    'sync.now': () => syncs.syncNow(),
    'sync.enrol': (input, from) => syncs.enrol(input, from),
    'sync.leave': (input, from) => syncs.leave(input, from),
    'sync.devices': (_input, from) => syncs.devices(from),
    'sync.recall': (input, from) => syncs.mark('recalled', input, from),
    'sync.revoke': (input, from) => syncs.mark('revoked', input, from),
    'sync.troubles': (_input, from) => syncs.troubles(from),
    'sync.comparison': () => compares.state(),
    'sync.compare': () => compares.compare(),
    'sync.retry': (input, from) => syncs.retry(input, from),
    'sync.exportTrouble': (input, from) => syncs.exportTrouble(input, from),
    'sync.importPages': (_input, from) => pagesIn.importPages(from),
    'sync.agree': (input, from) => syncs.agree(input, from),
    'sync.tasks': (_input, from) => syncs.tasks(from),
    'exchange.state': () => exchanges.state(),
    'exchange.now': () => exchanges.now(),
    'exchange.chooseFolder': (_input, from) => exchanges.chooseFolder(from),
    'exchange.dropFolder': (_input, from) => exchanges.dropFolder(from),
    'exchange.choose': (input, from) => exchanges.choose(input, from),
    'event.state': () => events.state(),
    'event.open': (_input, from) => events.open(from),
    'event.close': (_input, from) => events.close(from),
    'event.join': (input, from) => events.join(input, from),
    'event.leave': (_input, from) => events.leave(from),
    'lease.state': () => leases.state(),
    'lease.confirmDay': (input, from) => leases.confirmDay(input, from),
    'lease.extend': (input, from) => leases.extend(input, from),
    'factoryImport.choose': (_input, from) => factories.choose(from),
    'factoryImport.dryRun': (input, from) => factories.dryRun(input, from),
    'factoryImport.rows': (input, from) => factories.rows(input, from),
    'factoryImport.run': (input, from) => factories.run(input, from),
    'factoryImport.cancel': (input) => factories.cancel(input),
    'factoryImport.exportRefused': (input, from) => factories.exportRefused(input, from),
    'personImport.choose': (_input, from) => people.choose(from),
    'personImport.dryRun': (input, from) => people.dryRun(input, from),
    'personImport.rows': (input, from) => people.rows(input, from),
    'personImport.run': (input, from) => people.run(input, from),
    'personImport.cancel': (input) => people.cancel(input),
    'personImport.exportRefused': (input, from) => people.exportRefused(input, from),
    'companyImport.choose': (_input, from) => companies.choose(from),
    'companyImport.dryRun': (input, from) => companies.dryRun(input, from),
    'companyImport.rows': (input, from) => companies.rows(input, from),
    'companyImport.run': (input, from) => companies.run(input, from),
    'companyImport.cancel': (input) => companies.cancel(input),
    'companyImport.exportRefused': (input, from) => companies.exportRefused(input, from),
  };
}

/** The gate lets nobody through to a call with roles who has not signed in. */
function who({ actor }: { readonly actor: Actor | undefined }): Actor {
  return actor ?? refuse('notSignedIn');
}
