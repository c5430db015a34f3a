import type { SessionState } from '../../../shared/contract/session.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { usualRules } from '../../../shared/model/centre.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { afterOwn, leavingOf, notLent } from '../../../shared/rules/lease.ts';
import type { Standing } from '../../desk/staff.ts';
import type { Surroundings } from '../../desk/entrance.ts';
import type { Clocks, Moment } from './sessionLock.ts';
import { isIdle, lockMinutes, moment, pinOpens, pinTries } from './sessionLock.ts';
import { isPinOf } from './sessionPin.ts';

/** Somebody at a window. It stays this object until it ends: whoever waited compares it. */
export interface Session {
  /** `leaving`: open, but the laptop shows no record any more (빌린 기간, 회수). */
  phase: 'newPassword' | 'open' | 'leaving' | 'locked';
  standing: Standing;
  /** What their PIN is compared with; null when they have none on this laptop. */
  pin: string | null;
  /** When the password was last typed, and when somebody was last seen at the keyboard. */
  passwordAt: Moment;
  activeAt: Moment;
}

export interface SessionWindowsOptions {
  readonly clocks: Clocks;
  /** Hears of a window whose session time or a 관리자 has changed. */
  readonly tell: (window: number) => void;
  /** Writes a wrong PIN into the access log. */
  readonly wrongPin: (userId: number, wrong: number) => Promise<void>;
}

/** Who sits at which window, and what time does to them: idle windows lock, last days end sessions, PINs run out. */
export class SessionWindows {
  readonly #options: SessionWindowsOptions;
  readonly #sessions = new Map<number, Session>();
  /** Wrong PINs since the password was last typed, by account: another window is no fresh start. */
  readonly #wrongPins = new Map<number, number>();
  #pins: Promise<unknown> = Promise.resolve();
  /** What holds on this laptop: rules, place and lease; the usual ones before the first login. */
  around: Surroundings = { centre: '', rules: usualRules, place: 'office', lease: notLent, pack: null };

  constructor(options: SessionWindowsOptions) {
    this.#options = options;
  }

  /** The session of a window after what time has done to it: locked when idle, over after its last day, leaving with the laptop. */
  awake(window: number): Session | undefined {
    const session = this.#sessions.get(window);
    if (!session) return undefined;
    const { clocks, tell } = this.#options;
    const { endsOn } = session.standing;
    if (endsOn !== null && endsOn < todayInSeoul(clocks.now())) {
      this.#sessions.delete(window);
      tell(window);
      return undefined;
    }
    if (session.phase !== 'locked' && isIdle(session.activeAt, this.#lockMinutes, clocks)) {
      this.lock(window);
      tell(window);
    }
    this.around = { ...this.around, lease: afterOwn(this.around.lease, clocks.now()) };
    const phase = leavingOf(this.around.lease, clocks.now()) === null ? 'open' : 'leaving';
    if (session.phase !== phase && (session.phase === 'open' || session.phase === 'leaving')) {
      session.phase = phase;
      tell(window);
    }
    return this.#sessions.get(window);
  }

  /** Who is at a window of a laptop that is leaving. */
  leaver(window: number): Actor | undefined {
    const session = this.awake(window);
    return session?.phase === 'leaving' ? session.standing.actor : undefined;
  }

  /** Whether this is still the session of the window. */
  holds(window: number, session: Session): boolean {
    return this.#sessions.get(window) === session;
  }

  get all(): readonly (readonly [number, Session])[] {
    return [...this.#sessions];
  }

  /** Somebody begins at a window, in the place of whoever was there. */
  begin(window: number, session: Omit<Session, 'passwordAt' | 'activeAt'>, passwordAt = this.#moment): void {
    this.#sessions.set(window, { ...session, passwordAt, activeAt: this.#moment });
  }

  /** Ends a window's session; gives what it was. */
  end(window: number): Session | undefined {
    const session = this.#sessions.get(window);
    this.#sessions.delete(window);
    return session;
  }

  endAll(): void {
    this.#sessions.clear();
  }

  /** Ends every session of an account and tells its windows. */
  endOf(userId: number): void {
    for (const [window, { standing }] of this.all) {
      if (standing.actor.userId !== userId) continue;
      this.#sessions.delete(window);
      this.#options.tell(window);
    }
  }

  /** Locks an open window; one that waits for a new password is signed out. */
  lock(window: number): void {
    const session = this.#sessions.get(window);
    if (session?.phase === 'open' || session?.phase === 'leaving') session.phase = 'locked';
    if (session?.phase === 'newPassword') this.#sessions.delete(window);
  }

  /** The laptop goes to sleep, or its screen is locked: every window locks. */
  lockAll(): void {
    for (const [window, { phase }] of this.all) {
      if (phase === 'locked') continue;
      this.lock(window);
      this.#options.tell(window);
    }
  }

  /** Locks and ends what is due. */
  tick(): void {
    for (const [window] of this.all) this.awake(window);
  }

  /** Somebody is at the keyboard. A window that is due to lock locks all the same: it was idle for too long. */
  active(window: number): void {
    const session = this.awake(window);
    if (session?.phase === 'open' || session?.phase === 'leaving') session.activeAt = this.#moment;
  }

  /** The password of this session was just typed, and holds. */
  passwordTyped(session: Session): void {
    session.passwordAt = this.#moment;
    session.activeAt = this.#moment;
    this.forgiveWrongPins(session.standing.actor.userId);
  }

  /** Takes in how the accounts of these sessions stand now (null: gone); tells their windows. */
  stand(all: readonly (readonly [number, Session])[], standings: readonly (Standing | null)[]): void {
    for (const [index, [window, session]] of all.entries()) {
      if (!this.holds(window, session)) continue;
      const standing = standings[index] ?? null;
      if (!standing || standing.ended) this.#sessions.delete(window);
      else session.standing = standing;
      this.#options.tell(window);
    }
  }

  /** The PIN of an account is another one from now on, in all its windows. */
  setPin(userId: number, pin: string | null): void {
    for (const [, session] of this.all) if (session.standing.actor.userId === userId) session.pin = pin;
    this.forgiveWrongPins(userId);
  }

  forgiveWrongPins(userId: number): void {
    this.#wrongPins.delete(userId);
  }

  /**
   * Tries a PIN; refuses with `wrongPin`, and with `pinOver` from the third wrong one on, and where the PIN has run out.
   * One guess after the other, so that many at once are no more than three.
   */
  tryPin(session: Session, typed: string): Promise<void> {
    const { userId } = session.standing.actor;
    const tried = this.#pins.then(async () => {
      const { pin } = session;
      if (pin === null || !this.#mayPin(session)) return refuse('pinOver');
      if (await isPinOf(userId, pin, typed)) return this.forgiveWrongPins(userId);
      const wrong = (this.#wrongPins.get(userId) ?? 0) + 1;
      this.#wrongPins.set(userId, wrong);
      await this.#options.wrongPin(userId, wrong);
      return refuse(wrong < pinTries ? 'wrongPin' : 'pinOver');
    });
    this.#pins = tried.catch(() => undefined);
    return tried;
  }

  /** What a window shows; `recoveryMissing` is the vault's to say. */
  state(window: number, centre: string, recoveryMissing: boolean): SessionState {
    const session = this.awake(window);
    if (!session) return { phase: 'signedOut', centre };
    const { actor, loginId } = session.standing;
    switch (session.phase) {
      case 'newPassword':
        return { phase: 'newPassword', centre, loginId };
      case 'locked':
        return { phase: 'locked', centre, name: actor.name, by: this.#mayPin(session) ? 'pin' : 'password' };
      case 'open':
      case 'leaving': {
        const { place, lease, pack } = this.around;
        const { lentUntil } = lease;
        const shown = {
          centre,
          actor,
          place,
          lockMinutes: this.#lockMinutes,
          pinSet: session.pin !== null,
          lentUntil,
          pack,
        };
        const why = leavingOf(lease, this.#options.clocks.now()) ?? 'lease';
        return session.phase === 'open'
          ? { phase: 'open', ...shown, recoveryMissing }
          : { phase: 'leaving', ...shown, recoveryMissing, why };
      }
    }
  }

  get #moment(): Moment {
    return moment(this.#options.clocks);
  }

  get #lockMinutes(): number {
    return lockMinutes(this.around.rules, this.around.place);
  }

  #mayPin({ pin, passwordAt, standing }: Session): boolean {
    const wrong = this.#wrongPins.get(standing.actor.userId) ?? 0;
    return pinOpens({ pin, wrong, passwordAt }, this.around.rules.pinHours, this.#options.clocks);
  }
}
