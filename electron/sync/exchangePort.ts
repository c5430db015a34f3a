import type { ExchangePeer, PeerMemory } from '../store/exchangePeers.ts';
import type { Hello } from './exchangeFile.ts';
import type { Ask } from './port.ts';

/** What the exchange by file asks of the store's writer, job by job (electron/jobs/exchangeJobs.ts). */
export interface ExchangeJobMap {
  'exchange.facts': {
    input: null;
    value: {
      readonly folder: string | null;
      readonly peers: readonly ExchangePeer[];
      readonly vouch: Hello['vouch'];
    };
  };
  'exchange.memory': { input: { readonly device: string }; value: PeerMemory };
  'exchange.remember': { input: { readonly device: string; readonly memory: PeerMemory }; value: null };
  'exchange.setFolder': { input: { readonly folder: string | null }; value: null };
  /** Local ids of laptops' records. */
  'exchange.choose': { input: { readonly ids: readonly number[] }; value: null };
}
export type ExchangeJob = keyof ExchangeJobMap;

export type AskExchange = Ask<ExchangeJobMap>;
