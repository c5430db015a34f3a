import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEntry } from '../../../shared/contract/define.ts';
import type { Changed, Input } from '../../../shared/contract/index.ts';
import type { SessionState } from '../../../shared/contract/session.ts';
import { normalizeText } from '../../../shared/korean/text.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { problem, Refusal, refuse } from '../../../shared/model/problem.ts';
import { nobody } from '../../../shared/model/role.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { readNewPassword } from '../../../shared/model/staff.ts';
import type { Standing } from '../../desk/staff.ts';
import type { Entrance, Surroundings, Way } from '../../desk/entrance.ts';
import type { StoreLock } from '../../store/connection.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { problemOf } from '../../store/trouble.ts';
import type { DataFolder } from '../dataFolder.ts';
import { folderProblem } from '../dataFolder.ts';
import { dropKeys, setPassword, takeCentreName } from './accountKeys.ts';
import { BlockedWindows, blockedBy } from './blockedWindows.ts';
import { makeCentre } from './newCentre.ts';
import { OpenStore } from './openStore.ts';
import { OwnLogin } from './ownLogin.ts';
import type { Session } from './sessionWindows.ts';
import { SessionWindows } from './sessionWindows.ts';
import { SignInDesk } from './signIn.ts';
import type { ScryptCost } from '../vault/box.ts';
import { accountOf, recoveryOf } from '../vault/index.ts';
import type { OpenedVault } from '../vault/index.ts';
import { wasEmptied } from '../lease/wipeFolder.ts';

export interface SessionsOptions {
  readonly folder: DataFolder;
  readonly open: (file: string, lock: StoreLock) => Promise<StoreDesk>;
  /** What the laptop believes the time is, ms UTC. */
  readonly now: () => number;
  /** A clock that only goes forward, ms. */
  readonly monotonic?: () => number;
  /** Waits, ms. */
  readonly pause?: (ms: number) => Promise<void>;
  /** What a password costs; the usual unless a test cannot wait. */
  readonly cost?: ScryptCost;
  /** Hears of a session that main itself has changed. */
  readonly tell?: (window: number, state: SessionState) => void;
  /** Hears what went wrong beside what was asked for, and is tried again by itself. */
  readonly trouble?: (cause: string) => void;
}

/** Record types whose change may change a session. */
const ofSessions: readonly string[] = ['staff', 'centre', 'device'];

/**
 * Who is signed in, per window, and the one opened store behind them. Signing out or locking ends what the window may do;
 * the store stays open for what works without a person (backup, sync).
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #store: OpenStore;
  readonly #signIns: SignInDesk;
  readonly #windows: SessionWindows;
  readonly #blocked = new BlockedWindows();
  /** What a person changes of their own: password, PIN, place. */
  readonly own: OwnLogin;
  #settingUp = false;
  /** How often the store's files have been given into others' hands: who began before that does not go on after it. */
  #exchanges = 0;
  #exchanging = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    const { folder, now, pause = (ms) => sleep(ms), monotonic = () => performance.now() } = options;
    this.#store = new OpenStore(options);
    this.#signIns = new SignInDesk({ store: this.#store, folder, now, pause });
    this.#windows = new SessionWindows({
      clocks: { now, monotonic },
      tell: (window) => options.tell?.(window, this.state(window)),
      wrongPin: (userId, wrong) =>
        this.#log(userId, { act: 'loginFailed', recordType: 'staff', ids: [userId], detail: { by: 'pin', wrong } }),
    });
    this.own = new OwnLogin({ sessions: this, windows: this.#windows, now });
  }

  /** Who acts in this window; undefined when nobody has signed in, or the window is locked or has been idle too long. */
  actor(window: number): Actor | undefined {
    const session = this.#windows.awake(window);
    return session?.phase === 'open' ? session.standing.actor : undefined;
  }

  /** Who is at a window of a laptop that shows no record any more: they may hand over, and nothing else. */
  leaver(window: number): Actor | undefined {
    return this.#windows.leaver(window);
  }

  /** The opened store; refuses with `notSignedIn` before the first login. */
  store(): Promise<StoreDesk> {
    return this.#store.store();
  }

  /** The opened store with its keys and its vault: for main's own work (backup, accounts), never for a page. */
  get keeper(): OpenStore {
    return this.#store;
  }

  /** Whether a store is open (or opening): then it must be closed before the app ends. */
  get opened(): boolean {
    return this.#store.opened;
  }

  /** What holds now: the centre's rules and where the laptop is; the usual ones before the first login. */
  get around(): Surroundings {
    return this.#windows.around;
  }

  /** Wrong passwords and locked accounts of this laptop. */
  get signIns(): SignInDesk {
    return this.#signIns;
  }

  /** A window is gone: so is its session. */
  forget(window: number): void {
    this.#windows.end(window);
    this.#blocked.delete(window);
  }

  state(window: number): SessionState {
    const { folder } = this.#options;
    const inTheWay = folderProblem(folder) ?? this.#blocked.get(window);
    if (inTheWay) return blockedBy(inTheWay, folder.root);
    try {
      const vault = this.#store.vault();
      if (!vault) return { phase: 'firstRun', emptied: wasEmptied(folder) };
      return this.#windows.state(window, vault.centre, (recoveryOf(vault)?.confirmedAt ?? null) === null);
    } catch (error) {
      return blockedBy(problemOf(error), folder.vault);
    }
  }

  /** First run: makes the centre and signs its first 관리자 in. One at a time: a second press of the button is refused. */
  async setUp(window: number, input: Input<'session.setUp'>): Promise<{ state: SessionState; recoveryKey: string }> {
    if (this.#settingUp) refuse('alreadySetUp');
    // A restore or a joining puts a centre here; two at once would lose the key of one.
    if (this.#exchanging > 0) refuse('storeBusy');
    this.#settingUp = true;
    try {
      const { store, opened, recoveryKey } = await makeCentre(this.#options, input);
      this.#store.take(store, opened);
      await this.#enter(window, normalizeText(input.loginId), 'setUp');
      return { state: this.state(window), recoveryKey };
    } finally {
      this.#settingUp = false;
    }
  }

  /**
   * Opens the store with the password, or joins the opened one; the account must exist in both vault and store, and work.
   * What is wrong with the store or its vault is no refusal: it becomes the window's state.
   */
  async signIn(window: number, { loginId, password }: Input<'session.signIn'>): Promise<SessionState> {
    return await this.#orBlocked(window, async () => {
      await this.#open(await this.#prove(loginId, password));
      await this.#enter(window, normalizeText(loginId), 'password');
    });
  }

  /** With the centre's recovery key: a new password for an account that works, unlocked, and its owner signed in. */
  async recover(window: number, input: Input<'session.recover'>): Promise<SessionState> {
    const reading = readNewPassword(input);
    if (!reading.ok) throw new Refusal(reading.problem);
    return await this.#orBlocked(window, async () => {
      const store = await this.#open(await this.#signIns.proveRecovery(input.recoveryKey));
      const asked = { loginId: normalizeText(input.loginId) };
      const standing = await store.job('writer', 'session.mayRecover', asked, nobody, this.#now);
      const { loginId, actor } = standing as Standing;
      await this.setPassword(loginId, input.password, false);
      await this.#signIns.clear(loginId);
      this.#windows.endOf(actor.userId);
      return await this.#enter(window, loginId, 'recovery');
    });
  }

  /** Ends the session of this window. From `blocked` it tries again. */
  async signOut(window: number): Promise<SessionState> {
    const session = this.#windows.end(window);
    this.#blocked.delete(window);
    if (session && this.#store.opened) {
      const { userId } = session.standing.actor;
      // Who leaves leaves, whatever the disk says.
      await this.#log(userId, { act: 'logout', recordType: 'staff', ids: [userId] }).catch(() => undefined);
    }
    return this.state(window);
  }

  /** Locks a window by key. */
  lock(window: number): SessionState {
    this.#windows.lock(window);
    return this.state(window);
  }

  /** The laptop goes to sleep, or its screen is locked: every window locks. */
  lockAll(): void {
    this.#windows.lockAll();
  }

  /** The one who was here comes back, and nobody else: the PIN or password of the session's own account is asked. */
  async unlock(window: number, input: Input<'session.unlock'>): Promise<SessionState> {
    const session = this.#windows.awake(window);
    if (session?.phase !== 'locked') return this.state(window);
    const { loginId } = session.standing;
    const isPin = 'pin' in input;
    if (isPin) await this.#windows.tryPin(session, input.pin);
    else await this.#prove(loginId, input.password);
    return await this.#orBlocked(window, () => this.#enter(window, loginId, isPin ? 'pin' : 'password', session));
  }

  /** Somebody is at the keyboard. */
  active(window: number): void {
    this.#windows.active(window);
  }

  /** Locks and ends what is due; main calls it every few seconds. */
  tick(): void {
    this.#windows.tick();
  }

  /** Asks the person in a window for their password again, before something that only they may do. */
  proveAgain(window: number, password: string): Promise<Actor> {
    return this.own.proveAgain(window, password);
  }

  /** Gives an account a password, or a key where it has none here; refuses one of its last three. */
  async setPassword(loginId: string, password: string, mustChange: boolean): Promise<void> {
    const { cost } = this.#options;
    await setPassword(this.#store, { loginId, password, mustChange, now: this.#now, ...(cost ? { cost } : {}) });
  }

  /** What the store has told: accounts, rules or the laptop's place may be others now. */
  hear({ types }: Pick<Changed, 'types'>): void {
    if (types.some((type) => ofSessions.includes(type))) void this.recheck().catch(this.#trouble);
  }

  /** Takes in how accounts and rules stand in the store: ended sessions end, changed roles hold at once. */
  async recheck(): Promise<void> {
    if (!this.#store.opened) return;
    const all = this.#windows.all;
    const asked = { ids: all.map(([, { standing }]) => standing.actor.userId) };
    const found = await (await this.store()).job('heavy', 'session.recheck', asked, nobody, this.#now);
    const { standings, ...around } = found as Surroundings & { standings: (Standing | null)[] };
    await this.#take(around);
    this.#windows.stand(all, standings);
  }

  /** Ends every session of an account: its password is another's now. */
  endSessionsOf(userId: number): void {
    this.#windows.endOf(userId);
  }

  /** Ends every session, closes the store, and keeps it closed while its files are exchanged. */
  async whileClosed<T>(run: () => Promise<T>): Promise<T> {
    if (this.#settingUp) refuse('storeBusy');
    this.#blocked.clear();
    this.#exchanging += 1;
    try {
      return await this.#closedWhile(run, null);
    } finally {
      this.#exchanging -= 1;
    }
  }

  /**
   * A worker has met a damaged page: nothing more is written to this store, and every window that worked on it is shown
   * the way to a backup. Signing out tries the store again.
   */
  async harmed(): Promise<void> {
    await this.shut(problem('storeDamaged'));
  }

  /** Ends every session, closes the store, and shows why to every window that worked on it. */
  async shut(shown: Problem): Promise<void> {
    await this.#closedWhile(() => Promise.resolve(), shown);
  }

  /** The instant of the newest line in the access log, 0 while no store is open. */
  async lastEntry(): Promise<number> {
    if (!this.#store.opened) return 0;
    return (await (await this.store()).job('heavy', 'log.lastEntry', null, nobody, this.#now)) as number;
  }

  async close(): Promise<void> {
    this.#windows.endAll();
    await this.#store.close();
  }

  async #closedWhile<T>(run: () => Promise<T>, shown: Problem | null): Promise<T> {
    const windows = this.#windows.all.map(([window]) => window);
    this.#exchanges += 1;
    this.#windows.endAll();
    if (shown) for (const window of windows) this.#blocked.set(window, shown);
    try {
      return await this.#store.whileClosed(run);
    } finally {
      for (const window of windows) this.#options.tell?.(window, this.state(window));
    }
  }

  get #now(): number {
    return this.#options.now();
  }

  readonly #trouble = (error: unknown): void => this.#options.trouble?.(String(error));

  async #log(userId: number, entry: LogEntry): Promise<void> {
    await (await this.store()).log({ userId, now: this.#now, entry });
  }

  async #prove(loginId: string, password: string): Promise<OpenedVault> {
    return await this.#signIns.prove(loginId, password, this.around.rules.passwordTries);
  }

  /** Opens the store for somebody the vault has let in; what was typed wrong before becomes lines of its log. */
  async #open(keys: OpenedVault): Promise<StoreDesk> {
    const store = await this.#store.open(keys);
    await this.#signIns.carryOver();
    return store;
  }

  /** Lets an account into a window, or back into its locked session, if the store says that it works. */
  async #enter(window: number, loginId: string, way: Way, back?: Session): Promise<void> {
    // Ended, signed out or replaced while the password or the PIN was tried.
    const mayReturn = (): boolean => back === undefined || this.#windows.holds(window, back);
    if (!mayReturn()) refuse('notSignedIn');
    const exchanges = this.#exchanges;
    const store = await this.store();
    const vault = this.#store.vault() ?? refuse('vaultMissing');
    const asked = { loginId, centre: vault.centre, way };
    const entrance = (await store.job('writer', 'session.enter', asked, nobody, this.#now)) as Entrance;
    await this.#take(entrance);
    await dropKeys(this.#store, entrance.ended).catch(this.#trouble);
    if (!mayReturn()) refuse('notSignedIn');
    // The store that let them in was closed meanwhile: what lies there now may know nothing of them.
    if (exchanges !== this.#exchanges) refuse('storeBusy');
    const { standing, pin } = entrance;
    if (way !== 'pin') this.#windows.forgiveWrongPins(standing.actor.userId);
    const mustChange = accountOf(this.#store.vault() ?? vault, loginId)?.mustChange === true;
    const passwordAt = way === 'pin' ? back?.passwordAt : undefined;
    this.#windows.begin(window, { phase: mustChange ? 'newPassword' : 'open', standing, pin }, passwordAt);
  }

  async #take({ centre, rules, place, lease, pack }: Surroundings): Promise<void> {
    this.#windows.around = { centre, rules, place, lease, pack };
    await takeCentreName(this.#store, centre);
  }

  /** Runs a way in; what is wrong with the store itself becomes the state that is shown. */
  async #orBlocked(window: number, run: () => Promise<void>): Promise<SessionState> {
    await this.#blocked.orBlocked(window, run);
    return this.state(window);
  }
}
