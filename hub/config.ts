/** What the hub is told by its environment. Nothing is read from anywhere else. */
import path from 'node:path';
import { HUB_PORT, parsePlace } from '../shared/sync/invitation.ts';
import { Sentence } from './sentence.ts';

export type HubConfig = {
  /** Identity, owner lock and, without PostgreSQL, the store. */
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  /** Loopback port of /health and /metrics; null: none. */
  readonly metricsPort: number | null;
  /** What invitations say; null: the first address of this computer. */
  readonly address: string | null;
  /** What the hub calls itself to the laptops. */
  readonly name: string;
  /** `postgres://…`; null: SQLite in the folder. */
  readonly databaseUrl: string | null;
  /** 32 bytes that encrypt the SQLite file; null: left as it is (bodies are ciphertext with or without it). */
  readonly key: Uint8Array | null;
  readonly logLevel: string;
  /** Bytes that attachments may take together; null: as many as come. */
  readonly blobBytes: number | null;
  /** Bytes that are left free on the disk of the SQLite file before attachments are taken. */
  readonly spareBytes: number;
};

const GB = 1e9;

/** Gigabytes as they are typed, in bytes; 0 for 0. */
function bytesOf(name: string, text: string | null, instead: number): number {
  const value = text === null ? instead : Number(text);
  if (!Number.isFinite(value) || value < 0 || value > 1_000_000)
    throw new Sentence(`${name}에는 크기를 GB로 적으십시오. 예: 50. 제한하지 않으려면 0을 적습니다.`);
  return Math.round(value * GB);
}

function numberOf(name: string, text: string | undefined, instead: number): number {
  const value = text === undefined || text === '' ? instead : Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new Sentence(`${name}에는 0에서 65535까지의 수를 적으십시오.`);
  return value;
}

function given(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}

/** Throws a Sentence when a setting cannot be understood. */
export function readConfig(env: NodeJS.ProcessEnv, cwd: string): HubConfig {
  const address = given(env['HUB_ADDRESS']);
  if (address !== null && parsePlace(address) === null)
    throw new Sentence(
      'HUB_ADDRESS에는 노트북이 찾아올 이름이나 IP 주소를 적으십시오. 예: hub.example 또는 192.0.2.10',
    );
  const key = given(env['HUB_KEY']);
  if (key !== null && !/^[0-9a-f]{64}$/i.test(key))
    throw new Sentence('HUB_KEY에는 16진수 64글자(32바이트)를 적으십시오. `openssl rand -hex 32`로 만들 수 있습니다.');
  const metrics = given(env['HUB_METRICS_PORT']);
  return {
    folder: path.resolve(cwd, given(env['HUB_DATA']) ?? 'hub-data'),
    host: given(env['HUB_HOST']) ?? '::',
    port: numberOf('HUB_PORT', env['HUB_PORT'], HUB_PORT),
    metricsPort: metrics === 'off' ? null : numberOf('HUB_METRICS_PORT', metrics ?? undefined, HUB_PORT + 1),
    address,
    name: given(env['HUB_NAME'])?.slice(0, 100) ?? '허브',
    databaseUrl: given(env['DATABASE_URL']),
    key: key === null ? null : Buffer.from(key, 'hex'),
    logLevel: given(env['HUB_LOG']) ?? 'info',
    blobBytes: bytesOf('HUB_BLOBS_GB', given(env['HUB_BLOBS_GB']), 50) || null,
    spareBytes: bytesOf('HUB_FREE_GB', given(env['HUB_FREE_GB']), 2),
  };
}
