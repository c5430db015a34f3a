/** The log's rows: how streams, sets and vectors stand in the tables (schema.ts). */
import { isName } from '../../shared/sync/changeSet.ts';
import type { DeviceId, Dot, Vector } from '../../shared/sync/types.ts';
import { unpackBodies } from './bodies.ts';
import { dotKey, type KeptSet } from './judge.ts';
import { perStream } from './schema.ts';
import { ask, type Script } from './script.ts';

/** The hub's numbers of streams, both ways. */
export type Numbers = { readonly of: Map<DeviceId, number>; readonly named: Map<number, DeviceId> };
export type StreamEnd = {
  readonly id: number;
  readonly device: DeviceId;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly known: string;
};

export const placeOf = (stream: number, seq: number): number => stream * perStream + seq;

export function dotOf(place: number, { named }: Numbers): Dot {
  const device = named.get(Math.floor(place / perStream));
  if (device === undefined) throw new Error('the log holds a set of no stream');
  return { device, seq: place % perStream };
}

export function* streamEnds(): Script<readonly StreamEnd[]> {
  return yield* ask<StreamEnd>('SELECT id, device, seq, hash, known FROM stream ORDER BY id');
}

export function numbersOf(ends: readonly StreamEnd[]): Numbers {
  const numbers: Numbers = { of: new Map(), named: new Map() };
  for (const { id, device } of ends) {
    numbers.of.set(device, id);
    numbers.named.set(id, device);
  }
  return numbers;
}

export function vectorOf(ends: readonly StreamEnd[]): Map<DeviceId, number> {
  return new Map(ends.map(({ device, seq }) => [device, seq]));
}

/** A closed vector in few bytes: it names only streams that are held, so their numbers do. */
export function knownText(known: Vector, { of }: Numbers): string {
  return [...known].map(([device, seq]) => `${of.get(device) ?? ''}:${seq}`).join(',');
}

export function knownFrom(text: string, { named }: Numbers): Vector {
  const known = new Map<DeviceId, number>();
  for (const entry of text === '' ? [] : text.split(',')) {
    const [stream, seq] = entry.split(':');
    const device = named.get(Number(stream));
    if (device === undefined) throw new Error('the log holds a vector of no stream');
    known.set(device, Number(seq));
  }
  return known;
}

/** A vector that a device told: any names. */
export const vectorText = (vector: Vector): string => JSON.stringify([...vector]);

export function vectorFrom(text: string): Vector {
  const vector = new Map<DeviceId, number>();
  for (const entry of JSON.parse(text) as readonly (readonly [unknown, unknown])[])
    if (isName(entry[0]) && Number.isSafeInteger(entry[1])) vector.set(entry[0], Number(entry[1]));
  return vector;
}

export type SetRow = { readonly at: number; readonly header: Uint8Array; readonly bodies: Uint8Array };

export function* setsAt(places: readonly number[], numbers: Numbers): Script<Map<string, KeptSet>> {
  const sets = new Map<string, KeptSet>();
  if (places.length === 0) return sets;
  const rows = yield* ask<SetRow>('SELECT at, header, bodies FROM change_set WHERE at = ANY($1::bigint[])', places);
  for (const { at, header, bodies } of rows) {
    const dot = dotOf(at, numbers);
    sets.set(dotKey(dot), { ...dot, header, bodies: unpackBodies(bodies) });
  }
  return sets;
}
