/** The running hub: store, wire, metrics and logs, from the start to a graceful end. */
import { pino, type Logger } from 'pino';
import type { PeerLog } from '../shared/sync/peer.ts';
import { ownAddresses } from './addresses.ts';
import type { HubConfig } from './config.ts';
import { prepareFolder, readIdentity, takeOwnership } from './folder.ts';
import { storeGate } from './gate/storeGate.ts';
import { metrics, startMetrics } from './metrics.ts';
import { openStore } from './openStore.ts';
import { Sentence } from './sentence.ts';
import { HubBusy, type HubStore } from './store/hubStore.ts';
import type { RoomNow } from './store/room.ts';
import { startPeerServer, type PeerServer, type PeerServerOptions, type WireEvent } from './wire/server.ts';

/** What may be logged of an error: its kind and where it arose. A message can quote what somebody sent. */
function traceOf(error: unknown): { readonly name: string; readonly code?: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const at = (error.stack ?? '').split('\n').flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []);
  return { name: error.constructor.name, ...code, at: at.slice(0, 8) };
}

function noteIn(log: Logger, event: WireEvent): void {
  if (event.kind === 'fault') log.error({ route: event.route, ...traceOf(event.error) }, 'fault');
  else if (event.kind === 'closed') log.info({ why: event.why }, 'closed');
  else if (event.kind === 'verdict') {
    const { kind, ...rest } = event;
    log[event.outcome === 'set' ? 'info' : 'warn'](rest, kind);
  } else {
    const { kind, ms, ...rest } = event;
    const level = event.status >= 500 ? 'error' : event.status >= 400 ? 'warn' : 'debug';
    log[level]({ ...rest, ms: Math.round(ms) }, kind);
  }
}

/** The store, telling the log what it refused: forks, erasures that wait for a person, damaged pages. */
function told(store: HubStore, log: Logger): PeerLog {
  return {
    vector: () => store.vector(),
    async take(page, from) {
      const receipt = await store.take(page, from);
      if (!receipt.ok) log.warn({ device: from, stream: receipt.device, reason: receipt.reason }, 'page refused');
      return receipt;
    },
    pageFor: (asked, to) => store.pageFor(asked, to),
    introduce: (keys, by) => store.introduce(keys, by),
    introductions: () => store.introductions(),
    onNews: (listener) => store.onNews(listener),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why a port cannot be had, in words. */
function portSentence(error: unknown, port: number, setting: string): unknown {
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return new Sentence(
      `포트 ${port}을(를) 다른 프로그램이 쓰고 있습니다. 그 프로그램을 멈추거나 ${setting}에 다른 포트를 적으십시오.`,
    );
  if (code === 'EACCES')
    return new Sentence(`포트 ${port}을(를) 열 권한이 없습니다. ${setting}에 1024보다 큰 포트를 적으십시오.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Sentence('HUB_HOST는 이 컴퓨터의 주소가 아닙니다. 비워 두면 모든 주소에서 받습니다.');
  return error;
}

/** All addresses where there are both kinds; IPv4 alone where the system has no IPv6. */
async function listen(options: PeerServerOptions): Promise<PeerServer> {
  try {
    return await startPeerServer(options);
  } catch (error) {
    if (options.host !== '::' || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(codeOf(error)))
      throw portSentence(error, options.port, 'HUB_PORT');
    return listen({ ...options, host: '0.0.0.0' });
  }
}

function banner(config: HubConfig, port: number, netKey: string): string {
  const places = config.address === null ? ownAddresses() : [config.address];
  return [
    '뿌리데스크 허브가 켜졌습니다. 노트북들이 암호문을 주고받는 곳이며, 여기에는 읽을 수 있는 자료가 없습니다.',
    `  주소   ${places.length === 0 ? '(네트워크 없음)' : places.join(', ')}  포트 ${port}`,
    `  열쇠   ${netKey}`,
    `  저장   ${config.databaseUrl === null ? `${config.folder} (SQLite)` : 'PostgreSQL'}`,
    '  초대   npm run hub -- invite --note "상담실 노트북"',
    '  멈춤   Ctrl+C',
    '',
  ].join('\n');
}

/** Runs until it is told to stop. Rejects with a Sentence when it cannot start. */
export async function serve(config: HubConfig, stop: AbortSignal): Promise<void> {
  prepareFolder(config.folder);
  const identity = await readIdentity(config.folder);
  const ownership = config.databaseUrl === null ? takeOwnership(config.folder) : null;
  const log = pino({
    level: config.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  const ending: (() => Promise<void> | void)[] = [() => ownership?.release()];
  try {
    const store = await openStore(config);
    ending.push(() => store.close());
    const noteFull = ({ isFull, ...room }: RoomNow): void => {
      if (isFull) log.warn(room, 'no room for attachments');
      else log.info(room, 'room for attachments again');
    };
    const gate = storeGate(store, config.name, () => Date.now(), noteFull);
    const counted = metrics();
    const server = await listen({
      identity,
      log: told(store, log),
      gate,
      host: config.host,
      port: config.port,
      isBusy: (error) => error instanceof HubBusy,
      note(event) {
        counted.note(event);
        noteIn(log, event);
      },
    });
    ending.push(
      () => gate.flush(),
      () => server.close(),
    );
    const health = {
      alive: () => store.deviceByNetKey(identity.netKey),
      counts: () => store.counts(),
      room: () => store.blobRoom(),
      connections: () => server.connections(),
    };
    const watched =
      config.metricsPort === null
        ? null
        : await startMetrics(config.metricsPort, counted, health).catch((error: unknown) => {
            throw portSentence(error, config.metricsPort ?? 0, 'HUB_METRICS_PORT');
          });
    if (watched !== null) ending.push(() => watched.close());
    const { openAlarms, devices } = await store.counts();
    log.info(
      { port: server.port, metricsPort: watched?.port, netKey: server.netKey, devices, openAlarms },
      'listening',
    );
    process.stderr.write(banner(config, server.port, server.netKey));
    await new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener('abort', () => resolve(), { once: true });
    });
    log.info('stopping');
  } finally {
    // Backwards: first nobody comes in, then what runs is finished, then the store is closed.
    for (const end of ending.toReversed()) {
      try {
        await end();
      } catch (error) {
        log.error(traceOf(error), 'fault');
      }
    }
  }
  log.info('stopped');
}
