import { randomUUID } from 'node:crypto';
import type { WebContents } from 'electron';
import type { BackupCounts, BackupStatus, FoundBackup } from '../../../shared/contract/backup.ts';
import type { SessionState } from '../../../shared/contract/session.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { laptopNameFault } from '../../../shared/model/device.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { theProgram } from '../../../shared/model/role.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { leavingOf } from '../../../shared/rules/lease.ts';
import { readLabel } from '../../store/backupFile.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { aboutBackup, backupsIn, folderTakes, sweepParts } from './backupFolder.ts';
import type { LyingBackup } from './backupFolder.ts';
import { backupStatus, backupWarnings, nextBackup } from './backupStanding.ts';
import type { Standing } from './backupStanding.ts';
import { BackupWriter } from './backupWriter.ts';
import { settleErasures } from '../sync/erasureSettle.ts';
import type { From } from '../from.ts';
import { makeJoinFile } from './joinFile.ts';
import { RestoreDesk } from './restoreDesk.ts';
import type { RestoreDeskOptions } from './restoreDesk.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';
import { sweepStaged } from './swapStore.ts';

/** The dialogs that a person answers; main's own, or a test's. Each gives a path, or null when it was cancelled. */
export interface BackupDialogs {
  openFile(sender: WebContents): Promise<string | null>;
  openFolder(sender: WebContents): Promise<string | null>;
  saveFile(sender: WebContents, name: string): Promise<string | null>;
}

export interface BackupDeskOptions extends Omit<RestoreDeskOptions, 'progress' | 'sessions'> {
  readonly sessions: Pick<Sessions, 'whileClosed' | 'keeper' | 'signIns' | 'state' | 'actor' | 'around'>;
  readonly dialogs: BackupDialogs;
  readonly version: string;
  readonly tell: {
    warnings(warnings: readonly string[]): void;
    progress(stage: string, done: number, total: number): void;
  };
  readonly trouble: (cause: string) => void;
}

/** Backups, from the schedule to the restore. One thing at a time. */
export class BackupDesk {
  readonly #options: BackupDeskOptions;
  readonly #restores: RestoreDesk;
  readonly #writer: BackupWriter;
  /** Handle → path: pages never see or name a path. */
  readonly #paths = new Map<string, string>();
  #busy = false;
  #warned = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BackupDeskOptions) {
    this.#options = options;
    this.#writer = new BackupWriter({ ...options, trouble: (error) => this.#trouble(error) });
    this.#restores = new RestoreDesk({
      ...options,
      progress: (stage, done, total) => options.tell.progress(stage, done, total),
    });
  }

  /** Clears what an earlier run left half-way, and looks every minute from now on whether a backup is due. */
  start(every = 60_000): void {
    const { folder } = this.#options;
    try {
      // What another program is writing there is not ours to clear.
      if ((folder.owner?.take() ?? null) === null) {
        sweepStaged(folder);
        sweepParts(folder.backups);
      }
    } catch (error) {
      // A folder that cannot be written is told on screen by itself.
      this.#trouble(error);
    }
    this.#timer = setInterval(() => void this.tick(), every);
    this.#timer.unref();
  }

  /** Makes the backup that is due, if one is; tells what should be seen to. Never throws. */
  async tick(): Promise<void> {
    try {
      if (!this.#options.sessions.keeper.opened || this.#busy) return;
      await this.#dueBackup(this.#writer.mayTry);
      if (this.#writer.mayTry) await this.#alone(() => this.#settleErasures());
      await this.#tellWarnings();
    } catch (error) {
      this.#trouble(error);
    }
  }

  /** The program ends: the backup that is due is made before the store closes. Never throws. */
  async atQuit(): Promise<void> {
    clearInterval(this.#timer);
    try {
      if (this.#options.sessions.keeper.opened && !this.#busy) await this.#dueBackup(true);
    } catch (error) {
      this.#trouble(error);
    }
  }

  async status(): Promise<BackupStatus> {
    return backupStatus(await this.#standing());
  }

  async warnings(): Promise<{ warnings: string[] }> {
    return { warnings: backupWarnings(await this.#standing()) };
  }

  async list(from: From): Promise<Output<'backup.list'>> {
    this.#mayRestore(from);
    const { folder } = this.#options;
    const own = backupsIn(folder.backups).map((each) => this.#found(each, 'own'));
    const { second } = from.actor ? await this.#writer.facts(from.actor) : { second: null };
    const others = second === null ? [] : backupsIn(second).map((each) => this.#found(each, 'second'));
    return { backups: [...own, ...others].toSorted((a, b) => b.created - a.created) };
  }

  async now(actor: Actor): Promise<BackupStatus> {
    await this.#alone(() => this.#writer.backUp(actor));
    await this.#tellWarnings();
    return await this.status();
  }

  async chooseFolder(from: From): Promise<Output<'backup.chooseFolder'>> {
    const { dialogs, sessions } = this.#options;
    const chosen = await dialogs.openFolder(from.sender);
    if (chosen === null) return { folder: null };
    const actor = stillHere(sessions, from);
    const inTheWay = folderTakes(chosen, false);
    if (inTheWay) refuse('fileNotWritten');
    await this.#setFolder(chosen, actor);
    return { folder: chosen };
  }

  async dropFolder(actor: Actor): Promise<BackupStatus> {
    await this.#setFolder(null, actor);
    return await this.status();
  }

  async chooseFile(from: From): Promise<Output<'backup.chooseFile'>> {
    this.#mayRestore(from);
    const file = await this.#options.dialogs.openFile(from.sender);
    if (file === null) return { found: null };
    // The dialog may have stood open over a window that somebody has signed in to, or out of, meanwhile.
    this.#mayRestore({ ...from, actor: this.#options.sessions.actor(from.window) });
    const { label, bytes } = readLabel(file);
    return { found: this.#found({ file, label, bytes }, 'picked') };
  }

  async rehearse({ handle, by }: Input<'backup.rehearse'>, from: From): Promise<Output<'backup.rehearse'>> {
    const actor = from.actor ?? refuse('notSignedIn');
    return await this.#alone(async () => {
      const store = await this.#store();
      const now = (await store.job('heavy', 'backup.counts', null, actor, this.#now)) as BackupCounts;
      const done = await this.#restores.rehearse(this.#path(handle), by, actor.userId, now);
      await store.job('writer', 'backup.rehearsed', { created: done.about.created }, actor, this.#now);
      return done;
    });
  }

  async restore({ handle, by }: Input<'backup.restore'>, from: From): Promise<Output<'backup.restore'>> {
    this.#mayRestore(from);
    await this.#alone(() => this.#restores.restore(this.#path(handle), by, from.actor?.userId));
    this.#writer.forgetFailure();
    return this.#options.sessions.state(from.window);
  }

  async join(input: Input<'backup.join'>, from: From): Promise<Output<'backup.join'>> {
    const { handle, loginId, password, name = '', place } = input;
    const fault = laptopNameFault(name);
    if (fault !== null) refuse('checkFields', { fields: { name: fault } });
    const laptop = { name, ...(place === undefined ? {} : { place }) };
    await this.#alone(() => this.#restores.join(this.#path(handle), { loginId, password }, laptop));
    return this.#options.sessions.state(from.window);
  }

  async makeJoinFile(input: Input<'backup.makeJoinFile'>, from: From): Promise<Output<'backup.makeJoinFile'>> {
    const { dialogs, folder, sessions, now } = this.#options;
    const alone = <T>(run: () => Promise<T>): Promise<T> => this.#alone(run);
    const desk = { dialogs, folder, sessions, writer: this.#writer, now, alone };
    return await makeJoinFile(desk, input, from);
  }

  async #dueBackup(mayTry: boolean): Promise<void> {
    // A laptop that shows no record any more (빌린 기간, 회수) puts none into new files either.
    if (leavingOf(this.#options.sessions.around.lease, this.#now) !== null) return;
    const isDue = this.#now >= nextBackup(await this.#standing());
    if (isDue && mayTry)
      await this.#alone(() => this.#writer.backUp(theProgram)).catch((error: unknown) => this.#trouble(error));
  }

  async #settleErasures(): Promise<void> {
    const { folder, now } = this.#options;
    const store = await this.#store();
    const facts = () => this.#writer.facts(theProgram);
    await settleErasures({ store, folder, facts, backUp: () => this.#writer.backUp(theProgram), now });
  }

  async #setFolder(second: string | null, actor: Actor): Promise<void> {
    const store = await this.#store();
    await store.job('writer', 'backup.setFolder', { second }, actor, this.#now);
    await this.#tellWarnings();
  }

  async #standing(): Promise<Standing> {
    return {
      folder: this.#options.folder,
      facts: await this.#writer.facts(theProgram),
      now: this.#now,
      failure: this.#writer.failure,
      running: this.#busy,
    };
  }

  async #tellWarnings(): Promise<void> {
    const { warnings } = await this.warnings();
    const said = warnings.join('\n');
    if (said !== this.#warned) this.#options.tell.warnings(warnings);
    this.#warned = said;
  }

  #found({ file, label, bytes }: LyingBackup, where: FoundBackup['where']): FoundBackup {
    const known = [...this.#paths].find(([, at]) => at === file)?.[0];
    const handle = known ?? randomUUID();
    this.#paths.set(handle, file);
    return { ...aboutBackup({ label, bytes }), handle, where };
  }

  #path(handle: string): string {
    return this.#paths.get(handle) ?? refuse('backupGone');
  }

  /**
   * A 관리자, or whoever stands before a program that has nothing to sign in to: the backup itself asks who they are. Not
   * before a login that works: there a backup would be a way around its five tries, and back to an account that has ended.
   */
  #mayRestore({ window, actor }: From): void {
    if (actor ? actor.role === 'admin' : isHelpless(this.#options.sessions.state(window))) return;
    refuse('notAllowed');
  }

  async #alone<T>(run: () => Promise<T>): Promise<T> {
    if (this.#busy) refuse('backupBusy');
    this.#busy = true;
    try {
      return await run();
    } finally {
      this.#busy = false;
    }
  }

  async #store(): Promise<StoreDesk> {
    return await this.#options.sessions.keeper.store();
  }

  get #now(): number {
    return this.#options.now();
  }

  #trouble(error: unknown): void {
    this.#options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Whether there is nothing to sign in to that works, and a backup would mend it. */
function isHelpless(state: SessionState): boolean {
  return state.phase === 'firstRun' || (state.phase === 'blocked' && state.canRestore);
}
