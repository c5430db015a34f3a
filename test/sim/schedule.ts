/** A schedule from its seed: what happens, in which order, and when to look. */
import type { Page } from '../../shared/sync/exchange.ts';
import { request } from '../../shared/sync/exchange.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { checkEqual, checkErasure, checkNothingLost, checkScreen, Found } from './check.ts';
import type { Device } from './device.ts';
import { act } from './people.ts';
import {
  addDevice,
  ask,
  deliver,
  heldBy,
  makeWorld,
  newName,
  reach,
  upgrade,
  type World,
  type WorldOptions,
} from './world.ts';

export type Outcome = { readonly seed: number; readonly sets: number; readonly failure: string | undefined };

/** Runs one schedule. The failure text names the first thing that was wrong. */
export function runSchedule(seed: number, options: WorldOptions = {}): Outcome {
  const world = makeWorld(seed, options);
  try {
    const steps = 35 + world.actions.below(80);
    for (let step = 0; step < steps; step++) {
      happen(world);
      if (world.actions.chance(0.06)) look(world);
    }
    settle(world);
    finish(world);
    return { seed, sets: world.ledger.length, failure: undefined };
  } catch (error) {
    const failure = error instanceof Found ? error.message : `${String(error)}\n${(error as Error).stack ?? ''}`;
    return { seed, sets: world.ledger.length, failure };
  }
}

function look(world: World): void {
  const device = world.actions.pick(world.devices);
  checkScreen(world, device);
  checkErasure(world, device);
}

function happen(world: World): void {
  const { actions } = world;
  const device = actions.pick(world.devices);
  const other = actions.pick(world.devices);
  const dice = world.unlucky && actions.chance(0.12) ? 90 + actions.below(10) : actions.below(100);
  if (actions.chance(0.06)) device.fuse.steps = 1 + actions.below(12);
  if (dice < 55) {
    if (!device.isHub) act(world, device);
  } else if (dice < 72) pull(world, device, other);
  else if (dice < 82) push(world, device, other);
  else if (dice < 86) deliverLate(world);
  else if (dice < 90) part(world);
  else if (dice < 92) foldAt(world, device);
  else if (dice < 94) lend(world, device);
  else if (dice < 96 && device.model === 1 && actions.chance(0.4)) crashSafe(device, () => upgrade(world.core, device));
  else if (dice < 97) backUp(world, device);
  else if (dice < (world.unlucky ? 99 : 98)) restore(world);
  device.fuse.steps = 0;
  other.fuse.steps = 0;
}

function crashSafe(device: Device, work: () => void): void {
  device.fuse.steps = 0;
  work();
}

/** Asks, gets a page, and takes it in. Any of it can be lost, changed by a bad cable, or come again later. */
function pull(world: World, device: Device, from: Device): void {
  if (device === from || !reach(world, device, from)) return;
  const { actions } = world;
  from.fuse.steps = 0;
  const page = ask(world, from, device, world.core.request(device.replica));
  if (actions.chance(0.1)) return;
  if (actions.chance(0.15)) world.late.push({ to: device.name, page });
  if (actions.chance(0.1)) return;
  take(world, device, actions.chance(0.06) ? damaged(world, page) : page);
}

/** Sends what the other lacks, as last heard; the answer may be lost, and then the next push repeats. */
function push(world: World, device: Device, to: Device): void {
  if (device === to || !reach(world, device, to)) return;
  const { actions } = world;
  const key = `${device.name}>${to.name}`;
  device.fuse.steps = 0;
  const page = ask(world, device, to, world.beliefs.get(key) ?? { vector: new Map(), holes: [] });
  if (actions.chance(0.1)) return;
  if (actions.chance(0.1)) world.late.push({ to: to.name, page });
  take(world, to, page);
  if (actions.chance(0.8)) world.beliefs.set(key, world.core.request(to.replica));
}

function take(world: World, device: Device, page: Page): void {
  const receipt = deliver(world, device, page);
  if (receipt !== undefined && !receipt.ok && (receipt.reason === 'fork' || receipt.reason === 'erasure'))
    throw new Found(`${device.name} refused a page: ${receipt.reason} of ${receipt.device}`);
}

/** One byte of one body or header is not what was sent. */
function damaged(world: World, page: Page): Page {
  const { actions } = world;
  const [span] = page.spans;
  const sent = span?.sets[0];
  if (span === undefined || sent === undefined) return page;
  const flip = (bytes: Uint8Array): Uint8Array => {
    const changed = bytes.slice();
    const at = actions.below(bytes.length);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  };
  const inBody = actions.chance(0.7);
  const bodies = sent.bodies.map((body) => (inBody && typeof body !== 'string' ? flip(body) : body));
  const changed = { header: inBody ? sent.header : flip(sent.header), bodies };
  return { ...page, spans: [{ ...span, sets: [changed, ...span.sets.slice(1)] }, ...page.spans.slice(1)] };
}

function deliverLate(world: World): void {
  if (world.late.length === 0) return;
  const [message] = world.late.splice(world.actions.below(world.late.length), 1);
  const device = world.devices.find((one) => one.name === message?.to);
  if (message !== undefined && device !== undefined) take(world, device, message.page);
}

function part(world: World): void {
  if (world.actions.chance(0.4)) world.groups = new Map();
  else for (const device of world.devices) world.groups.set(device.name, world.actions.below(2));
}

/** Folds up to what all hold, or what all hold but one who has been away for long. */
function foldAt(world: World, device: Device): void {
  const away = world.actions.chance(0.4) ? world.actions.pick(world.devices) : undefined;
  device.fuse.steps = 0;
  world.core.fold(
    device.replica,
    world.devices
      .filter((one) => one !== away && one !== device && !one.isHub)
      .map((one) => ({ vector: vectorOf(one.replica.storage), model: one.model })),
  );
}

/** A laptop that held one scope gets the other: it has the headers, the bodies must come. */
function lend(world: World, device: Device): void {
  if (device.isHub || !world.actions.chance(0.5)) return;
  device.scopes.add('centre').add('fair');
}

function backUp(world: World, device: Device): void {
  // One disk a schedule: what is lost with the last disk that held it is not the protocol's to save.
  if (device.isHub || world.backups.length > 0) return;
  device.fuse.steps = 0;
  const pages: Page[] = [];
  const copy = addDevice(world, `copy${device.name}`, [...device.scopes], device.model, false);
  world.devices.pop();
  for (let round = 0; round < 200; round++) {
    const page = ask(world, device, device, request(copy.replica));
    if (page.spans.length === 0) break;
    pages.push(page);
    take(world, copy, page);
  }
  world.backups.push({ of: device.name, scopes: [...device.scopes], model: device.model, log: pages });
}

/** The laptop is lost; a backup of it starts again under a new name and knows what it knew then. */
function restore(world: World): void {
  const [backup] = world.backups;
  const old = world.devices.find((one) => one.name === backup?.of);
  if (backup === undefined || old === undefined || old.model !== backup.model || world.gone.size > 0) return;
  const had = heldBy(world, old);
  world.devices = world.devices.filter((one) => one !== old);
  const fresh = addDevice(world, world.core.restoredAs(old.name, newName(world)), backup.scopes, backup.model, false);
  for (const page of backup.log) take(world, fresh, page);
  for (const device of world.devices) for (const number of heldBy(world, device)) had.delete(number);
  for (const number of had) world.gone.add(number);
}

/** Everybody meets everybody until nobody lacks anything. */
function settle(world: World): void {
  world.groups = new Map();
  for (const device of world.devices) device.fuse.steps = 0;
  for (let round = 0; ; round++) {
    if (round > 400) throw new Found('the laptops never finish exchanging');
    let moved = 0;
    for (const device of world.devices)
      for (const other of world.devices) {
        if (device === other) continue;
        const page = ask(world, other, device, world.core.request(device.replica));
        if (page.spans.length === 0 && page.fills.length === 0) continue;
        const receipt = deliver(world, device, page);
        if (receipt?.ok !== true) throw new Found(`${device.name} refused ${other.name}: ${JSON.stringify(receipt)}`);
        moved += receipt.sets + receipt.fills;
      }
    if (moved === 0) break;
  }
  checkAll(world);
}

function checkAll(world: World): void {
  checkNothingLost(world);
  for (const device of world.devices) {
    checkScreen(world, device);
    checkErasure(world, device);
  }
  checkEqual(world);
}

/** After everything: all upgraded, what is spent folded, a new laptop started from one of them. */
function finish(world: World): void {
  for (const device of world.devices) if (device.model === 1) upgrade(world.core, device);
  checkAll(world);
  const giver = world.actions.pick(world.devices);
  if (giver.isHub || giver.scopes.size < 2) return;
  foldAll(world);
  const fresh = addDevice(world, newName(world), ['centre', 'fair'], 2, false);
  settle(world);
  if (fresh.table.size !== giver.table.size) throw new Found('a new laptop shows something else');
}

function foldAll(world: World): void {
  for (const device of world.devices) {
    const others = world.devices.filter((one) => one !== device);
    const live = others.map((one) => ({ vector: vectorOf(one.replica.storage), model: 2 }));
    if (!device.isHub) world.core.fold(device.replica, live);
  }
}
