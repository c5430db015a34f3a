import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { LogEntry } from '../../../shared/contract/define.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { problem, refuse } from '../../../shared/model/problem.ts';
import { theProgram } from '../../../shared/model/role.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { BackupOrder } from '../../store/backup.ts';
import type { BackupLabel } from '../../store/backupFile.ts';
import type { BackupFacts, JoiningLaptop } from '../../store/backupFacts.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { problemOf } from '../../store/trouble.ts';
import { backupName, folderTakes, freeBytes, freePath, storeBytes, sweepParts, thinBackups } from './backupFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Sessions } from '../session/session.ts';
import type { Vault } from '../vault/index.ts';

export interface BackupWriterOptions {
  readonly folder: DataFolder;
  readonly sessions: Pick<Sessions, 'keeper'>;
  readonly version: string;
  readonly now: () => number;
  readonly tell: { progress(stage: string, done: number, total: number): void };
  readonly trouble: (error: unknown) => void;
}

const hour = 3_600_000;
/** A backup that could not be written is tried again after this long. */
const again = hour;
/** Left free for the store itself whatever a backup would like, bytes. */
const reserve = 8 * 1024 * 1024;

/** Writes backups of the opened store, and keeps why the last one could not be written. One at a time: the caller sees to it. */
export class BackupWriter {
  readonly #options: BackupWriterOptions;
  #failure: { readonly problem: Problem; readonly at: number } | null = null;

  constructor(options: BackupWriterOptions) {
    this.#options = options;
  }

  /** Why the last backup could not be made; null when it could. */
  get failure(): Problem | null {
    return this.#failure?.problem ?? null;
  }

  /** Whether the last failure is long enough ago, or there was none. */
  get mayTry(): boolean {
    return this.#failure === null || this.#now >= this.#failure.at + again || this.#now < this.#failure.at;
  }

  /** What could not be backed up is no longer what lies here. */
  forgetFailure(): void {
    this.#failure = null;
  }

  /** Makes one backup in the own folder, copies it to the second, and thins both. */
  async backUp(actor: Actor): Promise<void> {
    const { folder, tell, trouble } = this.#options;
    const store = await this.#store();
    try {
      const inTheWay = folderTakes(folder.backups, true);
      if (inTheWay) refuse(inTheWay.code);
      this.mustHaveRoom();
      const facts = await this.facts(actor);
      tell.progress('백업', 0, 2);
      const file = freePath(folder.backups, backupName(this.#now));
      const label = await this.write(store, 'backup.write', { file, kind: 'backup', vault: this.vault() });
      thinBackups(folder.backups, facts.devices);
      tell.progress('백업', 1, 2);
      await this.#copyToSecond(store, file, facts);
      const entry: LogEntry = { act: 'backup', recordType: 'store', ids: [], count: label.counts.people };
      this.#failure = null;
      tell.progress('백업', 2, 2);
      await store
        .log({ userId: actor.userId, now: this.#now, entry: { ...entry, detail: { bytes: label.bytes } } })
        .catch(trouble);
    } catch (error) {
      const known = problemOf(error);
      // The store was closed or took another key meanwhile: the next minute tries again.
      if (known.code === 'storeBusy' || known.code === 'notSignedIn') throw error;
      const shown =
        known.code === 'unexpected' || known.code === 'folderReadOnly' ? problem('backupNotWritten') : known;
      this.#failure = { problem: shown, at: this.#now };
      if (shown !== known) trouble(error);
      refuse(shown.code);
    }
  }

  /** Lets the heavy reader write; the vault must be the same before and after, or its key may be another. */
  async write(
    store: StoreDesk,
    job: 'backup.write' | 'backup.writeJoin',
    order: Omit<BackupOrder, 'created' | 'app'> & { readonly laptop?: JoiningLaptop },
  ): Promise<BackupLabel> {
    const input = { ...order, created: this.#now, app: this.#options.version };
    const label = (await store.job('heavy', job, input, theProgram, this.#now)) as BackupLabel;
    if (digest(this.vault()) !== digest(order.vault)) {
      rmSync(order.file, { force: true });
      refuse('storeBusy');
    }
    return label;
  }

  /** The vault as it lies there; not one that is being moved to another key. */
  vault(): Vault {
    const vault = this.#options.sessions.keeper.vault() ?? refuse('vaultMissing');
    return vault.format === 2 && vault.next !== null ? refuse('storeBusy') : vault;
  }

  /** What the opened store says of its backups. */
  async facts(actor: Actor): Promise<BackupFacts> {
    const store = await this.#store();
    return (await store.job('writer', 'backup.facts', null, actor, this.#now)) as BackupFacts;
  }

  /** Refuses with `diskFull` where a backup would take the room that saving needs. */
  mustHaveRoom(): void {
    const { root, store } = this.#options.folder;
    const free = freeBytes(root);
    if (free !== null && free < storeBytes(store) + reserve) refuse('diskFull');
  }

  /** A second folder that is not there now (a stick at home) keeps no backup from being good; it is told. */
  async #copyToSecond(store: StoreDesk, file: string, { second, devices }: BackupFacts): Promise<void> {
    if (second === null) return;
    try {
      sweepParts(second, this.#now - 24 * hour);
      const order = { from: file, to: freePath(second, path.basename(file)) };
      await store.job('heavy', 'backup.copy', order, theProgram, this.#now);
      thinBackups(second, devices);
    } catch (error) {
      this.#options.trouble(error);
    }
  }

  async #store(): Promise<StoreDesk> {
    return await this.#options.sessions.keeper.store();
  }

  get #now(): number {
    return this.#options.now();
  }
}

function digest(vault: unknown): string {
  return createHash('sha256').update(JSON.stringify(vault)).digest('hex');
}
