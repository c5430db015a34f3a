import { decodePage, encodePage } from '../../shared/sync/bytes.ts';
import type { PeerLog, PushReceipt } from '../../shared/sync/peer.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { AskEvent } from './eventPort.ts';
import type { AskStore, RefusedStream } from './port.ts';
import { pairsOf, vectorOfPairs } from './port.ts';

const reasons = ['gap', 'notReady', 'malformed', 'signature', 'fork', 'erasure'] as const;

/**
 * This laptop's own replica as a peer serves it. Unlike a hub it keeps what it can of a page: a stream that is refused is an
 * item of 확인 필요 here and is told to the sender, who leaves it out for a while and goes on with the others.
 */
export function eventLog(ask: AskStore, askEvent: AskEvent, onNews: PeerLog['onNews']): PeerLog {
  const vector = async (): Promise<Map<string, number>> => vectorOfPairs(await askEvent('event.vector', null));
  const refusal = async ({ device, reason }: RefusedStream): Promise<PushReceipt> => {
    if (reason === 'signature') {
      // A stream whose key was never told looks like one with a wrong key; the sender is to introduce it.
      const known = await ask('sync.introductions', null);
      if (!known.some((keys) => keys.device === device)) return { ok: false, reason: 'unknownDevice', device };
    }
    return { ok: false, reason: reasons.find((one) => one === reason) ?? 'malformed', device };
  };
  return {
    vector,
    async take(page) {
      const taken = await ask('sync.receive', { bytes: encodePage(page, plainText) });
      const first = taken.refused.find(({ follows }) => !follows) ?? taken.refused[0];
      if (first !== undefined) return await refusal(first);
      return { ok: true, sets: taken.sets, fills: taken.fills, vector: await vector() };
    },
    async pageFor({ vector: held, holes }, to) {
      const page = await ask('sync.pageFor', { held: pairsOf(held), without: [], to, holes });
      return (page === null ? undefined : decodePage(page.bytes, plainText)) ?? { spans: [], fills: [] };
    },
    introduce: async (keys) => ({ refused: await ask('sync.learn', { keys }) }),
    introductions: () => ask('sync.introductions', null),
    onNews,
  };
}
