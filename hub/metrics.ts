/** What the hub counts, as Prometheus reads it; on loopback only, without a name or an address. */
import http from 'node:http';
import type { Counts } from './store/hubStore.ts';
import type { RoomNow } from './store/room.ts';
import type { WireEvent } from './wire/server.ts';

const seconds = [0.005, 0.025, 0.1, 0.5, 2, 10] as const;

export type Metrics = {
  note(event: WireEvent): void;
  text(counts: Counts, room: RoomNow, connections: number): string;
};

export function metrics(): Metrics {
  const sums = new Map<string, number>();
  const add = (series: string, value = 1): void => void sums.set(series, (sums.get(series) ?? 0) + value);
  return {
    note(event) {
      if (event.kind === 'closed') add(`ppuri_hub_closed_total{why="${event.why}"}`);
      else if (event.kind === 'fault') add('ppuri_hub_faults_total');
      else if (event.kind === 'verdict') add(`ppuri_hub_verdicts_total{outcome="${event.outcome}"}`);
      else {
        const { route, status, ms, bytesIn, bytesOut } = event;
        add(`ppuri_hub_requests_total{route="${route}",status="${status}"}`);
        add('ppuri_hub_received_bytes_total', bytesIn);
        add('ppuri_hub_sent_bytes_total', bytesOut);
        // How long a pull waited for news says nothing about the hub.
        if (route === 'pull') return;
        for (const most of seconds) if (ms <= most * 1000) add(`ppuri_hub_request_seconds_bucket{le="${most}"}`);
        add('ppuri_hub_request_seconds_bucket{le="+Inf"}');
        add('ppuri_hub_request_seconds_sum', ms / 1000);
        add('ppuri_hub_request_seconds_count');
      }
    },
    text(counts, room, connections) {
      const gauges = [
        ['connections', connections],
        ['streams', counts.streams],
        ['sets', counts.sets],
        ['holes', counts.holes],
        ['erased', counts.erased],
        ['blobs', counts.blobs],
        ['blob_bytes', room.bytes],
        ['blob_room', room.isFull ? 0 : 1],
        ...(room.most === null ? [] : [['blob_bytes_limit', room.most] as const]),
        ...(room.free === null ? [] : [['disk_free_bytes', room.free] as const]),
        ['open_alarms', counts.openAlarms],
        ['open_invitations', counts.openInvitations],
        ...Object.entries(counts.devices).map(
          ([standing, count]) => [`devices{standing="${standing}"}`, count] as const,
        ),
      ] as const;
      const lines = [
        ...[...sums].map(([series, value]) => `${series} ${value}`).sort(),
        ...gauges.map(([name, value]) => `ppuri_hub_${name} ${value}`),
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

export type Health = {
  /** Asks the store something small; rejects when it does not answer. */
  alive(): Promise<unknown>;
  counts(): Promise<Counts>;
  room(): Promise<RoomNow>;
  connections(): number;
};

/** /health and /metrics over plain HTTP for this computer only. Rejects with the system's error when the port is taken. */
export async function startMetrics(
  port: number,
  counted: Metrics,
  health: Health,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    const answer = (status: number, type: string, text: string): void => {
      response.writeHead(status, { 'content-type': type });
      response.end(text);
    };
    const isHealth = request.url === '/health';
    if (request.method !== 'GET' || (!isHealth && request.url !== '/metrics')) {
      answer(404, 'text/plain', 'not found\n');
      return;
    }
    const asked = isHealth
      ? health.alive().then(() => answer(200, 'application/json', '{"ok":true}\n'))
      : Promise.all([health.counts(), health.room()]).then(([counts, room]) =>
          answer(200, 'text/plain; version=0.0.4', counted.text(counts, room, health.connections())),
        );
    asked.catch(() => answer(503, 'application/json', '{"ok":false}\n'));
  });
  server.headersTimeout = 5000;
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
