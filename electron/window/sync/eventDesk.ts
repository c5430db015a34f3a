import { performance } from 'node:perf_hooks';
import { noEvent } from '../../../shared/contract/event.ts';
import type { EventStatus } from '../../../shared/contract/event.ts';
import type { Changed, Input } from '../../../shared/contract/index.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { theProgram } from '../../../shared/model/role.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { OtherWord, ScopeWord } from '../../../shared/sync/digest.ts';
import { eventUri, parseEventAddress } from '../../../shared/sync/eventAddress.ts';
import type { EventAddress } from '../../../shared/sync/eventAddress.ts';
import { printPlace } from '../../../shared/sync/invitation.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { joinEvent } from '../../sync/eventGuest.ts';
import type { EventGuest, EventGuestStanding } from '../../sync/eventGuest.ts';
import { openEventHost } from '../../sync/eventHost.ts';
import type { EventHost } from '../../sync/eventHost.ts';
import type { AskEvent, EventJobMap } from '../../sync/eventPort.ts';
import type { AskLease, LeaseJobMap } from '../../sync/leasePort.ts';
import type { AskStore, SyncJobMap } from '../../sync/port.ts';
import { askWriter } from './askWriter.ts';
import type { From } from '../from.ts';
import { pause } from '../pause.ts';

type By = Pick<From, 'actor'>;

export interface EventDeskOptions {
  readonly now: () => number;
  /** Addresses of this computer in its local networks, now. */
  readonly addresses: () => readonly string[];
  /** Tells the windows that somebody uses that how it stands has changed. */
  readonly tell: () => void;
  readonly trouble: (cause: string) => void;
}

type On =
  | { readonly role: 'host'; readonly host: EventHost }
  | { readonly role: 'guest'; readonly guest: EventGuest; readonly address: EventAddress };

/** What a guest's person can do, by the word of the last failure. */
function guestSentence({ connected, failure, refused }: EventGuestStanding): string {
  if (connected)
    return refused > 0
      ? '연 노트북이 일부 변경을 받지 않았습니다. 버려진 것은 없습니다. 그 노트북의 확인 필요를 살펴봐 주십시오.'
      : '';
  switch (failure) {
    case null:
      return '';
    case 'otherKey':
      return '그 주소에서 이 센터의 노트북이 아닌 컴퓨터가 대답합니다. 아무것도 보내지 않았습니다. 주소를 다시 확인해 주십시오.';
    case 'closed':
      return '그 노트북이 이 노트북을 아직 모르거나 막았습니다. 관리자에게 알리고, 파일 교환으로 먼저 맞추어 주십시오.';
    case 'version':
    case 'malformed':
      return '두 노트북의 프로그램 버전이 맞지 않습니다. 둘을 최신 버전으로 올려 주십시오.';
    default:
      return '연 노트북이 대답하지 않습니다. 저절로 다시 시도합니다. 같은 와이파이인지, 주소가 맞는지 확인하고, 그 노트북이 없어졌으면 다른 노트북에서 열어 그 주소로 참여해 주십시오. 방화벽이 막는 곳에서는 파일 교환으로 맞춥니다.';
  }
}

function statusOf(on: On | null): EventStatus {
  if (on === null) return noEvent;
  if (on.role === 'guest') {
    const standing = on.guest.standing();
    const { host, connected } = standing;
    const addresses = on.address.places.map(printPlace);
    return { ...noEvent, role: 'guest', addresses, host, connected, message: guestSentence(standing) };
  }
  const { port, netKey } = on.host;
  const places = on.host.addresses().map((address) => ({ address, port }));
  const message =
    places.length === 0 ? '네트워크가 끊겼습니다. 와이파이나 공유기에 다시 연결하면 저절로 이어집니다.' : '';
  return {
    ...noEvent,
    role: 'host',
    addresses: places.map(printPlace),
    port,
    qr: places.length === 0 ? '' : eventUri({ places, netKey }),
    guests: [...on.host.guests()],
    connected: places.length > 0,
    message,
  };
}

/** The event network as main has it: what this laptop has opened or joined, and the calls of its screen. */
export class EventDesk {
  readonly #options: EventDeskOptions;
  #store: StoreDesk | null = null;
  #on: On | null = null;
  /** One deed after the other: what is opened must not be opened twice. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: EventDeskOptions) {
    this.#options = options;
  }

  attach(store: StoreDesk): void {
    this.#store = store;
  }

  /** The store is about to close: nothing more is asked of it. */
  async detach(): Promise<void> {
    this.#store = null;
    await this.#inTurn(() => this.#end());
  }

  /** Something was committed here, by whoever. */
  heard({ types }: Changed): void {
    if (this.#on?.role === 'host') this.#on.host.heard(types);
    if (this.#on?.role === 'guest') this.#on.guest.heard(types);
  }

  /** The computer is awake again. */
  resumed(): void {
    if (this.#on?.role === 'guest') this.#on.guest.resumed();
  }

  /** What the laptop that has opened it says when it is asked now; null where this one is no guest, or none answers. */
  async hostWord(): Promise<Awaited<ReturnType<EventGuest['word']>>> {
    return this.#on?.role === 'guest' ? await this.#on.guest.word() : null;
  }

  /** What the laptop that has opened it tells of its records; none where this one is no guest. */
  async compareAtHost(word: ScopeWord): Promise<readonly OtherWord[]> {
    return this.#on?.role === 'guest' ? await this.#on.guest.compare(word) : [];
  }

  state(): EventStatus {
    return statusOf(this.#on);
  }

  async open({ actor }: By): Promise<EventStatus> {
    return await this.#inTurn(async () => {
      if (this.#on?.role === 'host') return this.state();
      const { ask, askEvent } = this.#asks();
      const own = (await askEvent('event.laptops', null)).find(({ here }) => here);
      if (own?.inUse !== true) refuse('eventShutOut');
      await this.#end();
      const { now, addresses, tell, trouble } = this.#options;
      const shutOut = (): void => void this.#inTurn(() => this.#end()).then(tell, trouble);
      const host =
        (await openEventHost({ ask, askEvent, addresses, now, pause, tell, shutOut, trouble })) ??
        refuse('eventNoNetwork');
      this.#on = { role: 'host', host };
      return await this.#done('open', actor);
    });
  }

  async close({ actor }: By): Promise<EventStatus> {
    return await this.#inTurn(async () => {
      if (this.#on?.role !== 'host') return this.state();
      await this.#end();
      return await this.#done('close', actor);
    });
  }

  async join({ address: text }: Input<'event.join'>, { actor }: By): Promise<EventStatus> {
    const address = parseEventAddress(text) ?? refuse('eventAddressUnreadable');
    return await this.#inTurn(async () => {
      if (this.#on?.role === 'host') refuse('eventOpenHere');
      const asks = this.#asks();
      await this.#end();
      const { tell, trouble } = this.#options;
      const guest = joinEvent({
        ...asks,
        address,
        monotonic: () => performance.now(),
        random: Math.random,
        pause,
        recalled: async () => void (await asks.askLease('lease.recalled', null)),
        tell,
        trouble,
      });
      this.#on = { role: 'guest', guest, address };
      return await this.#done('join', actor);
    });
  }

  async leave({ actor }: By): Promise<EventStatus> {
    return await this.#inTurn(async () => {
      if (this.#on?.role !== 'guest') return this.state();
      await this.#end();
      return await this.#done('leave', actor);
    });
  }

  async #done(did: EventJobMap['event.note']['input']['did'], actor: Actor | undefined): Promise<EventStatus> {
    await this.#asks(actor ?? refuse('notSignedIn')).askEvent('event.note', { did });
    this.#options.tell();
    return this.state();
  }

  async #end(): Promise<void> {
    const on = this.#on;
    this.#on = null;
    if (on?.role === 'host') await on.host.close();
    else await on?.guest.stop();
  }

  async #inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(deed);
    this.#last = turn.catch(() => undefined);
    return await turn;
  }

  #asks(actor = theProgram): { readonly ask: AskStore; readonly askEvent: AskEvent; readonly askLease: AskLease } {
    const store = this.#store ?? refuse('notSignedIn');
    const { now } = this.#options;
    return {
      ask: askWriter<SyncJobMap>(store, actor, now),
      askEvent: askWriter<EventJobMap>(store, actor, now),
      askLease: askWriter<LeaseJobMap>(store, actor, now),
    };
  }
}
