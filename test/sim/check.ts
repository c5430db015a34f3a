/** The comparison: every row, card and task of a laptop against the oracle, and what must be gone or must be there. */
import { hash } from 'node:crypto';
import { plainBody } from '../../shared/sync/changeSet.ts';
import { addMerged, summaryText, type Sums } from '../../shared/sync/digest.ts';
import type { Row } from '../../shared/sync/types.ts';
import { tasksOf } from '../../shared/sync/view.ts';
import type { Device } from './device.ts';
import { expected, type ExpectedRow, type Holding } from './oracle.ts';
import { heldBy, stateOf, type World } from './world.ts';

export class Found extends Error {}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function holdingOf(world: World, device: Device): Holding {
  return {
    sets: heldBy(world, device),
    canRead: (entry, part) =>
      device.scopes.has(entry.parts[part]?.scope ?? '') && stateOf(device, entry, part) === 'body',
    model: device.model,
  };
}

function asExpected(row: Row): ExpectedRow {
  return {
    type: row.type,
    id: row.id,
    scope: row.scope,
    values: { ...row.values },
    cards: row.cards.map((card) => ({
      field: card.field,
      heads: card.heads.map(({ write, value }) => ({ device: write.device, seq: write.seq, value })),
    })),
    parent: row.parent,
    held: row.held,
    mergedInto: row.mergedInto,
  };
}

/** What the laptop shows must follow from what it holds, and from nothing else. */
export function checkScreen(world: World, device: Device): void {
  const wanted = expected(world.ledger, holdingOf(world, device));
  for (const key of new Set([...wanted.rows.keys(), ...device.table.keys()])) {
    const row = device.table.get(key);
    const shown = row === undefined ? 'nothing' : canonical(asExpected(row));
    const right = canonical(wanted.rows.get(key) ?? 'nothing').replace(/^"nothing"$/, 'nothing');
    if (shown !== right) throw new Found(`${device.name} shows ${key}\n  as     ${shown}\n  not as ${right}`);
  }
  const tasks = new Set<string>();
  for (const task of tasksOf(device.replica, device.table.values()))
    for (const a of task.ids)
      if (task.kind !== 'duplicate') tasks.add(`${task.kind} ${task.ids.join(' ')}`);
      else for (const b of task.ids) if (a < b) tasks.add(`duplicate ${a} ${b}`);
  const have = canonical([...tasks].sort());
  if (have !== canonical(wanted.tasks))
    throw new Found(`${device.name} has tasks\n  ${have}\n  not ${canonical(wanted.tasks)}`);
}

/** No byte of an erased person, in any body of any device. */
export function checkErasure(world: World, device: Device): void {
  const erased = new Set<string>();
  for (const number of heldBy(world, device))
    for (const subject of world.ledger[number]?.erases ?? []) erased.add(subject);
  if (erased.size === 0) return;
  const secrets = world.secrets.filter((one) => one.subjects.every((subject) => erased.has(subject)));
  if (secrets.length === 0) return;
  const { storage, suite } = device.replica;
  for (const head of storage.streams())
    for (const set of storage.sets(head.device, 1, head.seq))
      for (const part of set.parts) {
        const plain = plainBody(part, suite);
        const text = plain === undefined ? undefined : suite.decode(plain);
        for (const secret of secrets)
          if (text?.includes(`"${secret.text}"`) === true)
            throw new Found(`${device.name} still holds ${secret.text} in ${set.device}:${set.seq}`);
      }
  const tables = canonical([...device.table.values(), ...storage.records()]);
  for (const secret of secrets)
    if (tables.includes(`"${secret.text}"`)) throw new Found(`${device.name} still shows ${secret.text}`);
}

/** All that was saved is on every laptop, with every body that is its to read and that anybody still has. */
export function checkNothingLost(world: World): void {
  for (const device of world.devices) {
    const held = heldBy(world, device);
    for (const entry of world.ledger) {
      if (!held.has(entry.number)) {
        if (world.gone.has(entry.number)) continue;
        throw new Found(`${device.name} never got ${entry.device}:${entry.seq}`);
      }
      entry.parts.forEach((part, index) => {
        if (!device.scopes.has(part.scope) || stateOf(device, entry, index) !== 'skeleton') return;
        const owner = world.devices.find((other) => stateOf(other, entry, index) === 'body');
        if (owner !== undefined)
          throw new Found(`${device.name} lacks the body of ${entry.device}:${entry.seq} that ${owner.name} has`);
      });
    }
  }
}

/** What laptops compare by themselves: the digests of what they have merged, of the scopes that they read. */
function mergedText({ replica, scopes }: Device): string {
  const sums: Sums = new Map();
  for (const state of replica.storage.records())
    if (scopes.has(state.scope)) addMerged(sums, (text) => hash('sha256', text, 'buffer'), state);
  return summaryText(sums);
}

/** Laptops with the same scopes and program show the same, and their digests say so. */
export function checkEqual(world: World): void {
  const groups = new Map<string, Device>();
  for (const device of world.devices) {
    const key = `${[...device.scopes].sort().join()} ${device.model}`;
    const other = groups.get(key);
    if (other === undefined) groups.set(key, device);
    else {
      const [a, b] = [other, device].map((one) => canonical([...one.table].sort(([x], [y]) => (x < y ? -1 : 1))));
      if (a === b && mergedText(other) !== mergedText(device))
        throw new Found(`${other.name} and ${device.name} show the same and have other digests`);
      if (a === b) continue;
      const key = [...new Set([...other.table.keys(), ...device.table.keys()])].find(
        (one) => canonical(other.table.get(one)) !== canonical(device.table.get(one)),
      );
      const shown = [other, device].map((one) => canonical(one.table.get(key ?? '') ?? null));
      throw new Found(`${other.name} and ${device.name} differ in ${key}\n  ${shown.join('\n  ')}`);
    }
  }
}
