import type { Input } from '../../../shared/contract/index.ts';
import type { SessionState } from '../../../shared/contract/session.ts';
import { Refusal, refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { readNewPassword, readPin } from '../../../shared/model/staff.ts';
import { problemOf } from '../../store/trouble.ts';
import type { Sessions } from './session.ts';
import { sealPin } from './sessionPin.ts';
import type { SessionWindows } from './sessionWindows.ts';

export interface OwnLoginOptions {
  readonly sessions: Pick<
    Sessions,
    'actor' | 'leaver' | 'around' | 'signIns' | 'store' | 'state' | 'setPassword' | 'recheck'
  >;
  readonly windows: SessionWindows;
  /** What the laptop believes the time is, ms UTC. */
  readonly now: () => number;
}

/** What a person who is signed in changes of their own: password, PIN, and where this laptop is (자리). */
export class OwnLogin {
  readonly #sessions: OwnLoginOptions['sessions'];
  readonly #windows: SessionWindows;
  readonly #now: () => number;

  constructor({ sessions, windows, now }: OwnLoginOptions) {
    this.#sessions = sessions;
    this.#windows = windows;
    this.#now = now;
  }

  /** One's own password, in an open session or where it must be changed. Three in a row must be different. */
  async changePassword(window: number, input: Input<'session.changePassword'>): Promise<SessionState> {
    const session = this.#windows.awake(window);
    if (!session || session.phase === 'locked') return refuse('notSignedIn');
    const { loginId, actor } = session.standing;
    await this.#proveOwn(loginId, input.current, 'current');
    const reading = readNewPassword(input);
    if (!reading.ok) throw new Refusal(reading.problem);
    await this.#sessions.setPassword(loginId, reading.value, false);
    const { userId } = actor;
    const entry = { act: 'change', recordType: 'staff', ids: [userId], detail: { what: 'password' } } as const;
    await (await this.#sessions.store()).log({ userId, now: this.#now(), entry });
    if (!this.#windows.holds(window, session)) return refuse('notSignedIn');
    if (session.phase === 'newPassword') session.phase = 'open';
    this.#windows.passwordTyped(session);
    return this.#sessions.state(window);
  }

  /** One's own PIN on this laptop; an empty one takes it away. */
  async setPin(window: number, input: Input<'session.setPin'>): Promise<SessionState> {
    const reading = readPin(input);
    if (!reading.ok) throw new Refusal(reading.problem);
    const actor = await this.proveAgain(window, input.password);
    const kdf = reading.value === null ? null : await sealPin(actor.userId, reading.value);
    await (await this.#sessions.store()).job('writer', 'pin.set', { kdf }, actor, this.#now());
    this.#windows.setPin(actor.userId, kdf);
    return this.#sessions.state(window);
  }

  /** Asks the person in a window for their password again, before something that only they may do. */
  async proveAgain(window: number, password: string): Promise<Actor> {
    const session = this.#windows.awake(window);
    if (session?.phase !== 'open' && session?.phase !== 'leaving') return refuse('notSignedIn');
    await this.#proveOwn(session.standing.loginId, password, 'password');
    const { actor } = session.standing;
    return (this.#sessions.actor(window) ?? this.#sessions.leaver(window)) === actor ? actor : refuse('notSignedIn');
  }

  /** 현장 모드 on or off: every window of this laptop locks by the rule for the place. */
  async setPlace(window: number, { place }: Input<'session.setPlace'>): Promise<SessionState> {
    const actor = this.#sessions.actor(window) ?? refuse('notSignedIn');
    await (await this.#sessions.store()).job('writer', 'session.setPlace', { place }, actor, this.#now());
    await this.#sessions.recheck();
    return this.#sessions.state(window);
  }

  /** The person at the keyboard types their own password again; a wrong one is said at its field. */
  async #proveOwn(loginId: string, password: string, field: string): Promise<void> {
    const { signIns, around } = this.#sessions;
    await signIns.prove(loginId, password, around.rules.passwordTries).catch((error: unknown) => {
      if (problemOf(error).code !== 'wrongLogin') throw error;
      refuse('checkFields', { fields: { [field]: '지금 쓰는 비밀번호가 맞지 않습니다.' } });
    });
  }
}
