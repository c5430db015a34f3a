import type { SyncPhase, SyncStatus } from '../../shared/contract/sync.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { Pairs, SyncFacts } from './port.ts';

/** What the loop knows of itself, beside what the store says. */
export interface LinkState {
  /** Null before the store has been asked for the first time. */
  readonly facts: SyncFacts | null;
  /** What the hub holds, as far as it has said. */
  readonly hub: ReadonlyMap<DeviceId, number>;
  readonly isConnected: boolean;
  readonly isBusy: boolean;
  /** The hub hung up on this laptop again and again: it does not know it any more. */
  readonly isShutOut: boolean;
  readonly isRecalled: boolean;
  /** The hub has no room for documents. */
  readonly isFull: boolean;
  /** Why the last try failed, a word of hub/wire/client.ts; null after a good one. */
  readonly failure: string | null;
  readonly nextTry: number | null;
  readonly lastContact: number | null;
}

const failures: Readonly<Record<string, string>> = {
  otherKey:
    '허브의 주소에서 다른 컴퓨터가 대답합니다. 아무것도 보내지 않았습니다. 관리자에게 알려 허브의 주소를 확인해 주십시오.',
  version: '허브의 버전이 이 프로그램과 맞지 않습니다. 관리자에게 알려 둘을 최신 버전으로 올려 주십시오.',
  malformed: '허브의 대답을 알아볼 수 없습니다. 관리자에게 알려 허브의 버전과 주소를 확인해 주십시오.',
};

/** Change sets go on, and the documents are kept here. */
const noRoom =
  '허브에 자리가 모자라 첨부 파일을 올리지 못하고 있습니다. 파일은 이 노트북에 그대로 있고 다른 변경은 계속 오갑니다. 허브를 맡은 사람에게 자리를 늘려 달라고 하십시오. 자리가 생기면 저절로 올라갑니다.';

/** The sentence for a line that does not come about; '' where it mends itself. */
function aboutFailure({ failure, isFull, facts }: LinkState): string {
  if (failure !== null) return failures[failure] ?? '';
  return isFull && facts?.hub && facts.files.toGo > 0 ? noRoom : '';
}

function phaseOf(state: LinkState, attention: number): SyncPhase {
  const { facts } = state;
  if (facts?.standing === 'revoked' || state.isShutOut) return 'revoked';
  if (facts?.standing === 'recalled' || state.isRecalled) return 'recalled';
  if (!facts?.hub) return attention > 0 ? 'attention' : 'noHub';
  if (attention > 0) return 'attention';
  if (!state.isConnected) return 'offline';
  return state.isBusy ? 'syncing' : 'upToDate';
}

function messageOf(state: LinkState, phase: SyncPhase): string {
  switch (phase) {
    case 'revoked':
      return state.facts?.standing === 'revoked'
        ? '센터가 이 노트북의 사용을 막았습니다. 관리자에게 전화해 주십시오.'
        : '허브가 이 노트북을 받지 않습니다. 노트북이 차단되었을 수 있으니 관리자에게 전화해 주십시오.';
    case 'recalled':
      return '이 노트북은 회수 중입니다. 보내지 않은 것을 모두 허브나 사무실 노트북에 넘긴 뒤 이 노트북의 자료를 비웁니다. 연결해 두십시오.';
    // What needs people is told item by item; that the hub does not answer must be told beside it.
    case 'attention':
    case 'offline':
    case 'syncing':
    case 'noHub':
    case 'upToDate':
      return aboutFailure(state);
  }
}

/** Change sets held here that another has not said it holds. */
function waitingFor(vector: Pairs, other: ReadonlyMap<DeviceId, number>): number {
  let waiting = 0;
  for (const [device, seq] of vector) waiting += Math.max(0, seq - (other.get(device) ?? 0));
  return waiting;
}

/**
 * Change sets held here that another laptop has not fetched, by what the hub has heard of it. What it wrote itself it has:
 * the hub hears of that up to half a minute later, with its next question.
 */
export function notFetched(vector: Pairs, device: DeviceId, heard: ReadonlyMap<DeviceId, number>): number {
  return waitingFor(
    vector.filter(([stream]) => stream !== device),
    heard,
  );
}

const nothing = { in: 0, applied: 0, held: 0, trouble: 0 };

/** How it all stands, for the frame. */
export function statusOf(state: LinkState): SyncStatus {
  const { facts, hub, nextTry, lastContact } = state;
  const attention = facts === null ? 0 : facts.troubles + facts.cards;
  const phase = phaseOf(state, attention);
  return {
    phase,
    waiting: facts?.hub ? waitingFor(facts.vector, hub) : 0,
    attention,
    items: facts?.items ?? nothing,
    files: { toCome: facts?.files.toCome ?? 0, toGo: facts?.hub ? facts.files.toGo : 0 },
    hub: facts?.hub
      ? {
          name: facts.hub.name,
          address: facts.hub.address,
          enrolledAt: facts.hub.enrolledAt,
          lastContact: lastContact ?? facts.hub.lastContact,
          nextTry,
        }
      : null,
    message: messageOf(state, phase),
  };
}
