import { deviceUuid } from '../desk/device.ts';
import type { RunJob } from './index.ts';
import {
  choosePeers,
  exchangeFolder,
  exchangePeers,
  peerMemory,
  rememberPeer,
  setExchangeFolder,
} from '../store/exchangePeers.ts';
import { readVouch } from '../store/laptopSecrets.ts';
import { hearTime } from '../store/lease.ts';
import { syncTouched } from '../store/standing.ts';
import type { Engine } from '../store/store.ts';
import type { ExchangeJob, ExchangeJobMap } from '../sync/exchangePort.ts';

const as = <J extends ExchangeJob>(input: unknown): ExchangeJobMap[J]['input'] => input as ExchangeJobMap[J]['input'];

/** The jobs behind the exchange by file; all run in the writer. */
export function exchangeJobs(engine: Engine): Record<string, RunJob> {
  const inside = <T>(run: () => T): T => engine.db.transaction(run).immediate();
  const jobs: { readonly [J in ExchangeJob]: RunJob } = {
    'exchange.facts': () => ({
      value: {
        folder: exchangeFolder(engine),
        peers: exchangePeers(engine),
        vouch: readVouch(engine.db),
      } satisfies ExchangeJobMap['exchange.facts']['value'],
    }),
    'exchange.memory': ({ input }) => ({ value: peerMemory(engine, as<'exchange.memory'>(input).device) }),
    'exchange.remember': ({ input, now }) => {
      const { device, memory } = as<'exchange.remember'>(input);
      inside(() => {
        const { saidAt } = memory;
        if (saidAt !== null && saidAt !== peerMemory(engine, device).saidAt) hearTime(engine, device, saidAt, now);
        rememberPeer(engine, device, memory);
      });
      return { value: null, touched: [syncTouched] };
    },
    'exchange.setFolder': ({ input, actor, now }) => {
      const { folder } = as<'exchange.setFolder'>(input);
      inside(() => {
        setExchangeFolder(engine, folder);
        const detail = { part: 'folder', set: folder !== null };
        engine.log(actor.userId, now, { act: 'change', recordType: 'exchange', ids: [], detail });
      });
      return { value: null, touched: [syncTouched] };
    },
    'exchange.choose': ({ input, actor, now }) => {
      const { ids } = as<'exchange.choose'>(input);
      const store = engine.readable(now);
      const here = deviceUuid(store);
      const devices = ids.map((id) => store.uuidOf('device', id)).filter((device) => device !== here);
      inside(() => {
        choosePeers(engine, devices);
        engine.log(actor.userId, now, { act: 'change', recordType: 'exchange', ids: [], count: devices.length });
      });
      return { value: null, touched: [syncTouched] };
    },
  };
  return jobs;
}
