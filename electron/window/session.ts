import type { Input } from '../../shared/contract/index.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { StoreLock } from '../store/connection.ts';
import type { StoreDesk } from '../store/desk.ts';
import { problemOf } from '../store/trouble.ts';
import type { DataFolder } from './dataFolder.ts';
import { folderProblem } from './dataFolder.ts';
import { makeCentre } from './newCentre.ts';
import { readVault, unlock, writeVault } from './vault/index.ts';

export interface SessionsOptions {
  readonly folder: DataFolder;
  readonly open: (file: string, lock: StoreLock) => Promise<StoreDesk>;
  readonly now: () => number;
}

/**
 * Who is signed in, per window, and the one opened store behind them. Signing out ends the window's session; the store
 * stays open for what works without a person (backup, sync).
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #actors = new Map<number, Actor>();
  #store: Promise<StoreDesk> | undefined;
  #settingUp = false;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Who acts in this window; undefined when nobody has signed in. */
  actor(window: number): Actor | undefined {
    return this.#actors.get(window);
  }

  /** The opened store; refuses with `notSignedIn` before the first login. */
  store(): Promise<StoreDesk> {
    return this.#store ?? refuse('notSignedIn');
  }

  /** Whether a store is open (or opening): then it must be closed before the app ends. */
  get opened(): boolean {
    return this.#store !== undefined;
  }

  /** A window is gone: so is its session. */
  forget(window: number): void {
    this.#actors.delete(window);
  }

  state(window: number): SessionState {
    const { folder } = this.#options;
    const inTheWay = folderProblem(folder);
    if (inTheWay) return { phase: 'blocked', message: inTheWay.message, detail: folder.root };
    try {
      const vault = readVault(folder.vault);
      if (!vault) return { phase: 'firstRun' };
      const actor = this.#actors.get(window);
      return actor ? { phase: 'open', centre: vault.centre, actor } : { phase: 'signedOut', centre: vault.centre };
    } catch (error) {
      return { phase: 'blocked', message: problemOf(error).message, detail: folder.vault };
    }
  }

  /** First run: makes the centre and signs its first 관리자 in. One at a time: a second press of the button is refused. */
  async setUp(window: number, input: Input<'session.setUp'>): Promise<SessionState> {
    if (this.#settingUp) refuse('alreadySetUp');
    this.#settingUp = true;
    try {
      const { store, actor } = await makeCentre(this.#options, input);
      this.#store = Promise.resolve(store);
      this.#actors.set(window, actor);
    } finally {
      this.#settingUp = false;
    }
    return this.state(window);
  }

  /** Opens the store with the password, or joins the opened one; the account must exist in both vault and store. */
  async signIn(window: number, { loginId, password }: Input<'session.signIn'>): Promise<SessionState> {
    const { folder, now } = this.#options;
    const vault = readVault(folder.vault) ?? refuse('vaultMissing');
    const { lock, upgraded } = await unlock(vault, loginId, password, now());
    if (upgraded) writeVault(folder.vault, upgraded);
    const store = await this.#open(lock);
    const asked = { loginId: normalizeText(loginId) };
    const actor = (await store.job('writer', 'staff.signIn', asked, nobody, now())) as Actor;
    this.#actors.set(window, actor);
    return this.state(window);
  }

  #open(lock: StoreLock): Promise<StoreDesk> {
    if (this.#store) return this.#store;
    const { folder, open } = this.#options;
    // A store file that went away since the login screen came must not be replaced by an empty one.
    const inTheWay = folderProblem(folder);
    if (inTheWay) throw new Refusal(inTheWay);
    const opening = open(folder.store, lock);
    this.#store = opening;
    opening.catch(() => {
      // A store that did not open must be tried again after the cause is mended.
      if (this.#store === opening) this.#store = undefined;
    });
    return opening;
  }

  /** The instant of the newest line in the access log, 0 while no store is open. */
  async lastEntry(): Promise<number> {
    if (!this.#store) return 0;
    return (await (await this.#store).job('heavy', 'log.lastEntry', null, nobody, this.#options.now())) as number;
  }

  signOut(window: number): SessionState {
    this.#actors.delete(window);
    return this.state(window);
  }

  async close(): Promise<void> {
    const store = await this.#store?.catch(() => undefined);
    this.#store = undefined;
    this.#actors.clear();
    await store?.close();
  }
}

/** Stands in the log until the account is known. */
const nobody: Actor = { userId: 0, name: '', role: 'viewer' };
