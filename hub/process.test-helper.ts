/** Real hub processes in folders of their own, and laptops that talk with them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isInvited, parseInvitation } from '../shared/sync/invitation.ts';
import { keyring, laptop } from '../shared/sync/replica.test-helper.ts';
import { peerClient } from './wire/client.ts';
import { makeIdentity } from './wire/identity.ts';
import { later, type Caller } from './wire/peer.test-helper.ts';

const main = path.join(import.meta.dirname, 'main.ts');
/** The program's own Node, whatever runs the tests. */
const node = path.join(import.meta.dirname, '..', 'node_modules', '.bin', 'node');

export type Settings = Readonly<Record<string, string>>;

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hub-'));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(args: readonly string[], settings: Settings): ChildProcess {
  return spawn(node, [main, ...args], {
    env: { PATH: process.env['PATH'], HUB_HOST: '127.0.0.1', HUB_PORT: '0', HUB_METRICS_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function heard(child: ChildProcess): {
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<Ended>;
} {
  let out = '';
  let err = '';
  child.stdout?.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => (err += piece.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { out: () => out, err: () => err, ended };
}

/** Runs one command to its end. */
export function hubCommand(settings: Settings, ...args: string[]): Promise<Ended> {
  return heard(start(args, settings)).ended;
}

export type RunningHub = {
  readonly port: number;
  readonly metricsPort: number;
  readonly netKey: string;
  readonly child: ChildProcess;
  /** What it has said on standard output so far. */
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<Ended>;
};

export type Line = Readonly<Record<string, unknown>>;
export const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Starts a hub and waits until it listens; what it says instead, when it does not. */
export async function startHub(settings: Settings): Promise<RunningHub> {
  const child = start([], settings);
  later(() => void child.kill('SIGKILL'));
  const { out, err, ended } = heard(child);
  const listening = new Promise<Line>((resolve) => {
    child.stdout?.on('data', () => {
      const said = out()
        .split('\n')
        .find((line) => line.includes('"msg":"listening"') && line.endsWith('}'));
      if (said !== undefined) resolve(JSON.parse(said) as Line);
    });
  });
  const first = await Promise.race([listening, ended]);
  if ('code' in first) throw new Error(String(first['err']));
  const { port, metricsPort, netKey } = first;
  return { child, out, err, ended, port: Number(port), metricsPort: Number(metricsPort), netKey: String(netKey) };
}

export const centreKeys = keyring();

/** Invites a laptop by the command, and enrols it by what the command printed; typed or pasted. */
export async function enrolled(
  hub: RunningHub,
  settings: Settings,
  device: string,
  how: 'typed' | 'pasted' = 'pasted',
): Promise<Caller> {
  const made = await hubCommand(
    { ...settings, HUB_ADDRESS: `127.0.0.1:${hub.port}` },
    'invite',
    '--note',
    `${device}의 노트북`,
  );
  const rows = made.out.split('\n').map((row) => row.trim());
  const typed = rows.flatMap((row) => /^(?:주소|초대) +(.*)$/.exec(row)?.[1] ?? []).join(' ');
  const invitation = parseInvitation(how === 'typed' ? typed : made.out);
  if (invitation === null) throw new Error(`no invitation in: ${made.out}${made.err}`);
  const identity = await makeIdentity();
  const { address, port } = invitation;
  const asking = peerClient({ identity, address, port, netKey: (shown) => isInvited(invitation, shown) });
  const { privateKey, publicKey } = centreKeys.device(device);
  const signKey = publicKey.export({ format: 'der', type: 'spki' });
  const given = await asking.enrol({ code: invitation.code, device, signing: privateKey, signKey });
  asking.close();
  if (!given.ok) throw new Error(JSON.stringify(given.trouble));
  return caller(hub, device, { identity, netKey: given.value.netKey });
}

/** A laptop with its identity, talking to a hub that may have been started anew. */
export function caller(
  hub: Pick<RunningHub, 'port'>,
  device: string,
  known: { identity: Caller['identity']; netKey: string; at?: Caller['at'] },
): Caller {
  const client = peerClient({
    identity: known.identity,
    address: '127.0.0.1',
    port: hub.port,
    netKey: known.netKey,
    connectMs: 30_000,
  });
  later(() => client.close());
  return { at: known.at ?? laptop(device, centreKeys), identity: known.identity, client };
}
