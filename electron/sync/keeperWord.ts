import type { PeerClient } from '../../hub/wire/client.ts';
import type { KeeperWord } from './leasePort.ts';
import type { AskStore } from './port.ts';
import { pairsOf } from './port.ts';

/**
 * What the other end of a line says when it is asked now: what it holds, which of the pages here it lacks, and what time it
 * is. Null when it does not answer, or is of an older program that tells no time.
 */
export async function askKeeper(
  client: Pick<PeerClient, 'state' | 'blobs'>,
  ask: AskStore,
  signal: AbortSignal,
): Promise<KeeperWord | null> {
  const said = await client.state({ signal });
  if (!said.ok || said.value.at === undefined) return null;
  const missing: string[] = [];
  for (let behind = 0; ;) {
    const rows = await ask('blob.held', { which: 'all', behind });
    const last = rows.at(-1);
    if (last === undefined) break;
    behind = last.id;
    const names = rows.map(({ name }) => name);
    const known = await client.blobs(names, { signal });
    if (!known.ok) return null;
    const held = new Set(known.value.held);
    missing.push(...names.filter((name) => !held.has(name)));
  }
  return { vector: pairsOf(said.value.vector), holes: said.value.holes, missing, at: said.value.at };
}
