import type { Input } from '../../shared/contract/index.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import { parsePersonName } from '../../shared/korean/name.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { StoreLock } from '../store/connection.ts';
import type { StoreDesk } from '../store/desk.ts';
import { problemOf } from '../store/trouble.ts';
import type { DataFolder } from './dataFolder.ts';
import { folderProblem } from './dataFolder.ts';
import { isStrong, newVault, readVault, unlock, writeVault } from './vault.ts';

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

  /** First run: vault, encrypted store and the first 관리자 are made together. */
  async setUp(window: number, input: Input<'session.setUp'>): Promise<SessionState> {
    const { folder, open, now } = this.#options;
    if (readVault(folder.vault)) refuse('alreadySetUp');
    const fields = setUpProblems(input);
    if (Object.keys(fields).length > 0) refuse('checkFields', { fields });
    const loginId = normalizeText(input.loginId);
    const name = normalizeText(input.name);
    const { vault, lock } = await newVault(normalizeText(input.centre), loginId, input.password);
    // The key is safe on disk before anything is encrypted with it.
    writeVault(folder.vault, vault);
    const store = await open(folder.store, lock);
    this.#store = Promise.resolve(store);
    const actor = (await store.job(
      'writer',
      'staff.first',
      { loginId, name },
      { userId: 0, name, role: 'admin' },
      now(),
    )) as Actor;
    this.#actors.set(window, actor);
    return this.state(window);
  }

  /** Opens the store with the password, or joins the opened one; the account must exist in both vault and store. */
  async signIn(window: number, { loginId, password }: Input<'session.signIn'>): Promise<SessionState> {
    const { folder, open, now } = this.#options;
    const vault = readVault(folder.vault) ?? refuse('vaultMissing');
    const lock = await unlock(vault, loginId, password);
    this.#store ??= open(folder.store, lock);
    try {
      const store = await this.#store;
      const actor = (await store.job(
        'writer',
        'staff.signIn',
        { loginId: normalizeText(loginId) },
        nobody,
        now(),
      )) as Actor;
      this.#actors.set(window, actor);
    } catch (error) {
      // A store that did not open must be tried again after the cause is mended.
      if (error instanceof Refusal && error.problem.code !== 'wrongLogin') this.#store = undefined;
      throw error;
    }
    return this.state(window);
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

function setUpProblems(input: Input<'session.setUp'>): Record<string, string> {
  const fields: Record<string, string> = {};
  if (normalizeText(input.centre) === '') fields['centre'] = '센터 이름을 입력해 주십시오.';
  if (!parsePersonName(input.name).ok) fields['name'] = '담당자 성명을 입력해 주십시오.';
  if (!/^[a-z0-9._-]{3,30}$/i.test(normalizeText(input.loginId))) {
    fields['loginId'] = '아이디는 영문자와 숫자로 3자에서 30자까지 입력해 주십시오.';
  }
  if (!isStrong(input.password)) {
    fields['password'] = '비밀번호는 두 종류 이상의 문자로 10자 이상, 또는 세 종류 이상으로 8자 이상이어야 합니다.';
  } else if (input.password !== input.again) fields['again'] = '두 비밀번호가 다릅니다. 다시 입력해 주십시오.';
  return fields;
}
