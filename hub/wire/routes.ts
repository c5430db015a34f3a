/** What a server of the wire answers to whom (docs/protocol.md §13). No answer tells more of a refusal than its code. */
import { hash } from 'node:crypto';
import { decodePage, decodeRequest, encodePage } from '../../shared/sync/bytes.ts';
import { scopeWord } from '../../shared/sync/digest.ts';
import type { PeerLog } from '../../shared/sync/peer.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { z } from '../../shared/zod.ts';
import { parseJson } from './codec.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { Gate, Guest, Judged, Standing, Verdict } from './gate.ts';
import type { WireLimits } from './limits.ts';
import {
  blobQuestion,
  blobSubject,
  checkEnrolment,
  enrolment,
  holesJson,
  introduction,
  keysJson,
  receiptJson,
  report,
  vectorJson,
  verdict,
} from './messages.ts';
import type { Waits } from './waits.ts';

/** The codes of refusals. Part of the protocol: never renamed. */
export type Refusal =
  | 'malformed'
  | 'tooLarge'
  | 'encoding'
  | 'notFound'
  | 'erased'
  | 'recalled'
  | 'notInvited'
  | 'tooMany'
  | 'busy'
  | 'full'
  | 'internal';

export type Answer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: 200; readonly bytes: Uint8Array };

export function refusal(status: number, error: Refusal): Answer {
  return { status, json: { error } };
}

const ok = (json: unknown): Answer => ({ status: 200, json });

/** A word on another's standing that came over the wire, and what became of it; device names are random ids. */
export type VerdictEvent = {
  readonly kind: 'verdict';
  readonly device: DeviceId;
  readonly standing: Verdict;
  readonly by: DeviceId;
  readonly outcome: Judged;
};

type World = {
  readonly log: PeerLog;
  readonly gate: Gate;
  readonly waits: Waits;
  readonly limits: WireLimits;
  readonly note: (event: VerdictEvent) => void;
};

type Call = {
  readonly guest: Guest;
  readonly netKey: string;
  readonly body: Uint8Array;
  /** What the path carries behind the route's own name. */
  readonly rest: string;
  readonly query: URLSearchParams;
  /** Aborted when the caller has gone. */
  readonly gone: AbortSignal;
};

type Route = {
  /** How it is called in logs and metrics. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: RegExp;
  readonly standings: readonly Standing[];
  readonly bodyBytes: keyof Pick<WireLimits, 'unpackedBytes' | 'smallBytes'>;
  /** Undefined: not a word. */
  readonly answer: (world: World, call: Call) => Promise<Answer | undefined>;
};

function json<T extends z.ZodType>(schema: T, bytes: Uint8Array): z.output<T> | undefined {
  const read = schema.safeParse(parseJson(bytes));
  return read.success ? read.data : undefined;
}

const all: readonly Standing[] = ['enrolled', 'recalled'];
const inGoodStanding: readonly Standing[] = ['enrolled'];
const malformed = refusal(400, 'malformed');

async function pull({ gate, waits, limits }: World, call: Call): Promise<Answer | undefined> {
  const asked = decodeRequest(call.body, plainText);
  const wait = call.query.get('wait') ?? '0';
  if (asked === undefined || !/^\d{1,9}$/.test(wait)) return malformed;
  const { device } = call.guest;
  // What it asks ahead of its own commit it does not hold yet.
  await gate.seen(device, call.query.get('ahead') === '1' ? undefined : asked.vector);
  const ms = Math.min(Number(wait), limits.waitMs);
  const page = await waits.pull(asked, device, ms, call.gone);
  // Half a minute may have passed: what counts is what the device may now.
  const now = ms === 0 ? call.guest : await gate.who(call.netKey);
  if (now === null || now.standing === 'revoked') return undefined;
  if (now.standing === 'recalled') return refusal(403, 'recalled');
  return { status: 200, bytes: encodePage(page, plainText) };
}

async function push({ log, gate, waits }: World, call: Call): Promise<Answer> {
  const page = decodePage(call.body, plainText);
  if (page === undefined) return malformed;
  const { device } = call.guest;
  await gate.seen(device);
  waits.pushes(device, page);
  const receipt = await log.take(page, device);
  // What it has sent is not here after all: its waiting pull is to ask again.
  if (!receipt.ok) waits.end(device);
  return ok(receiptJson(receipt));
}

const knownRoutes: readonly Route[] = [
  {
    name: 'pull',
    method: 'POST',
    path: /^\/v1\/pull$/,
    standings: inGoodStanding,
    bodyBytes: 'unpackedBytes',
    answer: pull,
  },
  { name: 'push', method: 'POST', path: /^\/v1\/push$/, standings: all, bodyBytes: 'unpackedBytes', answer: push },
  {
    name: 'introduce',
    method: 'POST',
    path: /^\/v1\/introduce$/,
    standings: all,
    bodyBytes: 'smallBytes',
    async answer({ log }, { guest, body }) {
      const keys = json(introduction, body);
      return keys === undefined ? malformed : ok(await log.introduce(keys, guest.device));
    },
  },
  {
    name: 'introductions',
    method: 'GET',
    path: /^\/v1\/introductions$/,
    standings: inGoodStanding,
    bodyBytes: 'smallBytes',
    answer: async ({ log }) => ok({ keys: (await log.introductions()).map(keysJson) }),
  },
  {
    name: 'state',
    method: 'GET',
    path: /^\/v1\/state$/,
    standings: all,
    bodyBytes: 'smallBytes',
    async answer({ log, gate }, { guest: { device, standing } }) {
      await gate.seen(device);
      const vector = vectorJson(await log.vector());
      const holes = holesJson(await gate.holes());
      return ok({ name: gate.name, device, standing, vector, at: Date.now(), holes });
    },
  },
  {
    name: 'devices',
    method: 'GET',
    path: /^\/v1\/devices$/,
    standings: inGoodStanding,
    bodyBytes: 'smallBytes',
    async answer({ gate }) {
      const known = await gate.devices();
      return ok({ devices: known.map((one) => ({ ...one, vector: vectorJson(one.vector) })) });
    },
  },
  {
    name: 'standing',
    method: 'POST',
    path: /^\/v1\/standing$/,
    standings: inGoodStanding,
    bodyBytes: 'smallBytes',
    async answer({ gate, waits, note }, { guest, body }) {
      const said = json(verdict, body);
      if (said === undefined || said.device === guest.device) return malformed;
      const outcome = await gate.judge(said.device, said.standing, guest.device);
      note({ kind: 'verdict', ...said, by: guest.device, outcome });
      // Not told apart: a laptop of before there were wardens goes on after this word, and would not after another.
      if (outcome !== 'set') return refusal(404, 'notFound');
      // It may be waiting for news, of which it gets none any more.
      waits.end(said.device);
      return ok({});
    },
  },
  {
    name: 'report',
    method: 'POST',
    path: /^\/v1\/report$/,
    standings: all,
    bodyBytes: 'smallBytes',
    async answer({ gate }, { guest, body }) {
      const said = json(report, body);
      if (said === undefined) return malformed;
      await gate.report(guest.device, said);
      return ok({});
    },
  },
  {
    name: 'blobs',
    method: 'POST',
    path: /^\/v1\/blobs$/,
    standings: all,
    bodyBytes: 'smallBytes',
    async answer({ gate }, { body }) {
      const asked = json(blobQuestion, body);
      return asked === undefined ? malformed : ok(await gate.whichBlobs(asked.names));
    },
  },
  {
    name: 'putBlob',
    method: 'PUT',
    path: /^\/v1\/blob\/([0-9a-f]{64})$/,
    standings: all,
    bodyBytes: 'unpackedBytes',
    async answer({ gate }, { rest, body, query }) {
      const subject = blobSubject.safeParse(query.get('subject'));
      if (!subject.success || hash('sha256', body, 'hex') !== rest) return malformed;
      const taken = await gate.putBlob(rest, body, subject.data);
      switch (taken) {
        case 'kept':
          return ok({});
        case 'erased':
          return refusal(410, 'erased');
        case 'unwanted':
          return refusal(404, 'notFound');
        case 'full':
          return refusal(507, 'full');
      }
    },
  },
  {
    name: 'getBlob',
    method: 'GET',
    path: /^\/v1\/blob\/([0-9a-f]{64})$/,
    standings: inGoodStanding,
    bodyBytes: 'smallBytes',
    async answer({ gate }, { rest }) {
      const bytes = await gate.getBlob(rest);
      return bytes === undefined ? refusal(404, 'notFound') : { status: 200, bytes };
    },
  },
  {
    name: 'digest',
    method: 'POST',
    path: /^\/v1\/digest$/,
    standings: inGoodStanding,
    bodyBytes: 'smallBytes',
    async answer({ gate }, { guest, body }) {
      const word = json(scopeWord, body);
      return word === undefined ? malformed : ok({ others: await gate.compare(guest.device, word) });
    },
  },
];

export type Found = { readonly route: Route; readonly rest: string };

/** The route of a request by a device that is known; undefined: there is none. */
export function routeOf(method: string, path: string): Found | undefined {
  for (const route of knownRoutes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match !== null) return { route, rest: match[1] ?? '' };
  }
  return undefined;
}

/** The one thing a stranger may ask. The same newcomer may ask again: an answer can be lost. */
export async function enrol(gate: Gate, body: Uint8Array, netKey: string): Promise<Answer> {
  const asked = json(enrolment, body);
  if (asked === undefined) return malformed;
  const shown = {
    code: asked.code,
    device: asked.device,
    signKey: Buffer.from(asked.signKey, 'base64'),
    proof: Buffer.from(asked.proof, 'base64'),
  };
  if (!checkEnrolment(shown, netKey)) return refusal(403, 'notInvited');
  const { device, signKey } = shown;
  const outcome = await gate.enrol(shown.code, { device, signKey, netKey, scopes: asked.scopes });
  return outcome === 'enrolled' ? ok({ hub: gate.name, device }) : refusal(403, 'notInvited');
}
