/** One schedule: laptops, people at them, a bad network, and the ledger of all that was ever saved. */
import { RefusedCommand } from '../../shared/sync/commit.ts';
import type { Page, Receipt, Request } from '../../shared/sync/exchange.ts';
import { groupOf } from '../../shared/sync/people.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { Change } from '../../shared/sync/types.ts';
import { Crash, makeDevice, product, upgrade, type Core, type Device, type Form } from './device.ts';
import type { Entry, LedgerChange, LedgerPart } from './oracle.ts';
import { random, type Random } from './random.ts';
import { keyring, quickSuite, realSuite, type Keys } from './suite.ts';

export type World = {
  readonly core: Core;
  readonly actions: Random;
  readonly texts: Random;
  readonly ids: Random;
  readonly keys: Keys | undefined;
  devices: Device[];
  readonly ledger: Entry[];
  /** `device:seq` → number in the ledger. */
  readonly numbers: Map<string, number>;
  /** The person (or booth) each record belongs to. */
  readonly rootOf: Map<string, string>;
  readonly scopeOf: Map<string, string>;
  /** Texts that occur in one person's data only, to be searched for after an erasure. */
  readonly secrets: { readonly text: string; readonly subjects: readonly string[] }[];
  /** Pages under way, to be delivered late or twice. */
  readonly late: { readonly to: string; readonly page: Page }[];
  /** Two devices in different groups do not reach each other. */
  groups: Map<string, number>;
  /** What each believes the other to hold, from answers that arrived. */
  readonly beliefs: Map<string, Request>;
  /** Sets that existed only on a disk that is gone. */
  readonly gone: Set<number>;
  readonly backups: {
    readonly of: string;
    readonly scopes: readonly string[];
    readonly model: number;
    readonly log: readonly Page[];
  }[];
  /** A schedule in which disks fill, fail and come back from backups more than usual. */
  readonly unlucky: boolean;
  counter: number;
};

export type WorldOptions = { readonly core?: Core; readonly real?: boolean };

export function makeWorld(seed: number, options: WorldOptions = {}): World {
  const core = options.core ?? product;
  const actions = random(seed);
  const world: World = {
    core,
    actions,
    texts: random(seed ^ 0x5bd1e995),
    ids: random(seed ^ 0x1b873593),
    keys: options.real === true ? keyring() : undefined,
    devices: [],
    ledger: [],
    numbers: new Map(),
    rootOf: new Map(),
    scopeOf: new Map(),
    secrets: [],
    late: [],
    groups: new Map(),
    beliefs: new Map(),
    gone: new Set(),
    backups: [],
    unlucky: actions.chance(0.2),
    counter: 0,
  };
  const count = actions.chance(0.02) ? 20 : 2 + actions.below(4);
  const mixed = actions.chance(0.4);
  const narrow = actions.chance(0.4);
  for (let index = 0; index < count; index++) {
    const scopes = narrow && index > 0 && actions.chance(0.5) ? [actions.pick(['centre', 'fair'])] : ['centre', 'fair'];
    addDevice(
      world,
      newName(world),
      scopes,
      mixed && actions.chance(0.5) ? 1 : mixed ? 2 : 1 + actions.below(2),
      false,
    );
  }
  if (actions.chance(0.25)) addDevice(world, newName(world), [], 2, true);
  return world;
}

/** Names in no order, so that nothing hangs on who was there first. */
export function newName(world: World): string {
  return `d${world.ids.below(90) + 10}${++world.counter}`;
}

export function addDevice(
  world: World,
  name: string,
  scopes: readonly string[],
  model: number,
  isHub: boolean,
): Device {
  const suite = world.keys === undefined ? quickSuite(name, world.ids) : realSuite(name, world.keys);
  const clockYears = world.actions.chance(0.3) ? world.actions.below(41) - 20 : 0;
  const device = makeDevice(world.core, name, suite, { scopes, model, clockYears, isHub });
  world.devices.push(device);
  return device;
}

/** The numbers of all sets a device holds. */
export function heldBy(world: World, device: Device): Set<number> {
  const held = new Set<number>();
  for (const [name, seq] of vectorOf(device.replica.storage))
    for (let at = 1; at <= seq; at++) {
      const number = world.numbers.get(`${name}:${at}`);
      if (number !== undefined) held.add(number);
    }
  return held;
}

/** Does the device hold the body of this part? Read from the log, not from the merged state. */
export function stateOf(device: Device, entry: Entry, part: number): string {
  const set = device.replica.storage.sets(entry.device, entry.seq, entry.seq)[0];
  const stored = set?.parts[part];
  return stored === undefined ? 'absent' : stored.body === undefined ? stored.state : 'body';
}

/** What a person at this device can have before the eyes in a form about these subjects. */
function visibleIn(world: World, device: Device, subjects: ReadonlySet<string>): Set<number> {
  const held = heldBy(world, device);
  const erased = new Set([...held].flatMap((number) => world.ledger[number]?.erases ?? []));
  const holes: number[] = [];
  for (const number of held) {
    const entry = world.ledger[number];
    entry?.parts.forEach((part, index) => {
      if (!part.subjects.some((subject) => subjects.has(subject)) || !device.scopes.has(part.scope)) return;
      if (part.subjects.some((subject) => erased.has(subject))) return;
      if (stateOf(device, entry, index) === 'skeleton') holes.push(number);
    });
  }
  if (holes.length === 0) return held;
  const visible = new Set<number>();
  for (const number of held) {
    const known = world.ledger[number]?.known;
    if (!holes.some((hole) => hole === number || known?.has(hole) === true)) visible.add(number);
  }
  return visible;
}

/** Opens a form on a record, as a person does before thinking. */
export function openForm(world: World, device: Device, type: string, id: string): Form {
  const root = world.rootOf.get(id) ?? id;
  const subjects = groupOf(root, (at) => device.replica.storage.aliasesOf(at)).ids;
  return {
    type,
    id,
    token: world.core.readForm(device.replica, [root]),
    seen: visibleIn(world, device, subjects),
  };
}

export function mergeForms(world: World, device: Device, ids: readonly string[]): Form {
  const roots = ids.map((id) => world.rootOf.get(id) ?? id);
  const subjects = new Set<string>();
  for (const root of roots)
    for (const id of groupOf(root, (at) => device.replica.storage.aliasesOf(at)).ids) subjects.add(id);
  return {
    type: 'person',
    id: ids[0] ?? '',
    token: world.core.readForm(device.replica, roots),
    seen: visibleIn(world, device, subjects),
  };
}

/** Saves a command and notes it in the ledger, also when the power goes right after the commit. */
export function save(world: World, device: Device, form: Form, changes: readonly Change[]): boolean {
  const { storage } = device.replica;
  const known = heldBy(world, device);
  const seq = (storage.stream(device.name)?.seq ?? 0) + 1;
  const at = new Date(Date.UTC(2026 + device.clockYears, 5, 1) + world.ledger.length * 60_000).toISOString();
  const note = (): void => {
    const stored = storage.sets(device.name, seq, seq)[0];
    if (stored === undefined || world.numbers.has(`${device.name}:${seq}`)) return;
    const number = world.ledger.length;
    world.numbers.set(`${device.name}:${seq}`, number);
    const parts: LedgerPart[] = stored.parts.map((part) => ({
      scope: part.scope,
      subjects: [...part.subjects],
      model: device.model,
      seen: form.seen,
      changes: [],
    }));
    for (const change of combined(changes)) place(world, parts, change);
    const erases = changes.flatMap((change) => (change.op === 'erase' ? change.subjects : []));
    world.ledger.push({ number, device: device.name, seq, known, erases, parts });
  };
  try {
    storage.transact(() =>
      world.core.commit(device.replica, { seen: form.token, actor: 'u1', at, changes: [...changes] }),
    );
    note();
    return true;
  } catch (error) {
    if (error instanceof RefusedCommand) return false;
    if (!(error instanceof Crash)) throw error;
    device.forms = [];
    note();
    return false;
  }
}

/** Puts of one record in one command are one change. */
function combined(changes: readonly Change[]): readonly Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const at = result.findIndex((one) => one.op === 'put' && change.op === 'put' && one.id === change.id);
    const before = result[at];
    if (change.op === 'put' && before?.op === 'put')
      result[at] = { ...before, patch: { ...before.patch, ...change.patch } };
    else result.push(change);
  }
  return result;
}

function place(world: World, parts: readonly LedgerPart[], change: Change): void {
  if (change.op === 'erase') return;
  if (change.op === 'put') {
    const root = world.rootOf.get(change.id) ?? change.id;
    const part = parts.find((one) => one.subjects.length === 1 && one.subjects[0] === root);
    if (part === undefined) throw new Error(`the change of ${change.id} is not under ${root}`);
    part.changes.push({ op: 'put', type: change.type, id: change.id, patch: { ...change.patch } });
    for (const value of Object.values(change.patch))
      if (typeof value === 'string' && value.startsWith('secret'))
        world.secrets.push({ text: value, subjects: [root] });
    return;
  }
  const part = parts.find((one) => one.subjects.length > 1);
  if (part === undefined) throw new Error('a merge names both');
  const ledger: LedgerChange =
    change.op === 'alias'
      ? { op: 'alias', from: change.from, to: change.to, patch: { ...change.patch } }
      : { op: 'undo', alias: world.numbers.get(`${change.alias.device}:${change.alias.seq}`) ?? -1 };
  part.changes.push(ledger);
}

export function reach(world: World, a: Device, b: Device): boolean {
  return (world.groups.get(a.name) ?? 0) === (world.groups.get(b.name) ?? 0);
}

/** What the peer may hold is known from its enrolment, not from what it says. */
const allowed =
  (device: Device) =>
  (scope: string): boolean =>
    device.isHub || device.scopes.has(scope);

export function ask(world: World, from: Device, to: Device, asked: Request): Page {
  return world.core.pageFor(from.replica, asked, allowed(to));
}

/** Undefined when the receiver crashed on it. */
export function deliver(world: World, to: Device, page: Page): Receipt | undefined {
  try {
    return world.core.receive(to.replica, page);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    to.forms = [];
    return undefined;
  }
}

export { upgrade };
