/** What the people at the laptops do: they see only their own screen. */
import type { Change, Row, Value } from '../../shared/sync/types.ts';
import type { Device, Form } from './device.ts';
import { mergeForms, openForm, save, type World } from './world.ts';

const NAMES = ['김철수', '이영희', '박민수'];
const BIRTHS = ['1990-01-01', '1985-05-05'];

function newId(world: World, kind: string): string {
  return `${kind}${++world.counter}-${world.ids.below(1e6).toString(36)}`;
}

function secret(world: World): string {
  return `secret${world.texts.below(1e9).toString(36)}-${++world.counter}`;
}

function textFor(world: World, field: string): Value {
  if (field === 'name') return world.texts.pick(NAMES);
  if (field === 'birth') return world.texts.pick(BIRTHS);
  if (field === 'result' || field === 'at' || field === 'count' || field === 'phone' || field === 'mobile')
    return world.texts.chance(0.1) ? null : `v${world.texts.below(4)}`;
  return secret(world);
}

const rowsOf = (device: Device, type: string): Row[] =>
  [...device.table.values()].filter((row) => row.type === type && row.mergedInto === undefined && !row.held);

/** One thing a person does at this laptop. Nothing, when the screen offers nothing to do it on. */
export function act(world: World, device: Device): void {
  const { actions } = world;
  const scope = actions.pick([...device.scopes]);
  const dice = actions.below(100);
  if (dice < 14) newPerson(world, device, scope);
  else if (dice < 48) edit(world, device);
  else if (dice < 64) newChild(world, device);
  else if (dice < 72) choose(world, device);
  else if (dice < 84) mergeTwo(world, device);
  else if (dice < 89) undoOne(world, device);
  else if (dice < 93) eraseOne(world, device);
  else if (dice < 97) twoScopes(world, device);
  else look(world, device);
}

function person(world: World, device: Device, id: string, scope: string): Change {
  const phone = device.model === 1 ? 'phone' : 'mobile';
  const patch: Record<string, Value> = {};
  for (const field of ['name', 'birth', phone, 'memo'])
    if (field === 'name' || world.actions.chance(0.6)) patch[field] = textFor(world, field);
  if (device.model === 2 && world.actions.chance(0.3)) patch['email'] = secret(world);
  world.rootOf.set(id, id);
  world.scopeOf.set(id, scope);
  return { op: 'put', type: 'person', id, scope, patch };
}

function newPerson(world: World, device: Device, scope: string): void {
  const id = newId(world, 'p');
  const changes = [person(world, device, id, scope)];
  if (world.actions.chance(0.4)) changes.push(child(world, 'consultation', newId(world, 'c'), 'person', id));
  if (world.actions.chance(0.1)) changes.push(person(world, device, newId(world, 'p'), scope));
  save(world, device, openForm(world, device, 'person', id), changes);
}

function child(world: World, type: string, id: string, field: string, parent: string): Change {
  world.rootOf.set(id, world.rootOf.get(parent) ?? parent);
  const patch: Record<string, Value> = { [field]: parent };
  const own = { consultation: ['text', 'result'], interview: ['at', 'result'], checkIn: ['door'], survey: ['score'] }[
    type
  ];
  for (const name of own ?? []) if (world.actions.chance(0.7)) patch[name] = textFor(world, name);
  return { op: 'put', type, id, patch };
}

function newChild(world: World, device: Device): void {
  const { actions } = world;
  const persons = rowsOf(device, 'person');
  const consultations = rowsOf(device, 'consultation');
  if (consultations.length > 0 && actions.chance(0.3)) {
    const row = actions.pick(consultations);
    const change = child(world, 'interview', newId(world, 'i'), 'consultation', row.id);
    save(world, device, openForm(world, device, 'consultation', row.id), [change]);
  } else if (persons.length > 0) {
    const row = actions.pick(persons);
    const type = actions.pick(
      device.model === 1 ? ['consultation', 'checkIn', 'checkIn'] : ['consultation', 'checkIn', 'survey'],
    );
    // Two desks may derive the same id for the first entry of one person: the event then exists once.
    const id = type === 'checkIn' && actions.chance(0.8) ? `first-${row.id}` : newId(world, 'c');
    const change = child(world, type, id, 'person', row.id);
    save(world, device, openForm(world, device, 'person', row.id), [change]);
  }
}

/** Edits what is on screen: now, or in a form that was opened earlier and left lying. */
function edit(world: World, device: Device): void {
  const { actions } = world;
  let form: Form | undefined;
  if (device.forms.length > 0 && actions.chance(0.35))
    form = device.forms.splice(actions.below(device.forms.length), 1)[0];
  if (form === undefined) {
    const rows = [...device.table.values()].filter(
      (row) => ['person', 'consultation', 'interview', 'booth'].includes(row.type) && row.mergedInto === undefined,
    );
    if (rows.length === 0) return;
    const row = actions.pick(rows);
    form = openForm(world, device, row.type, row.id);
    if (actions.chance(0.25)) {
      device.forms.push(form);
      return;
    }
  }
  const { type, id } = form;
  const fields = {
    person: [
      'name',
      'birth',
      device.model === 1 ? 'phone' : 'mobile',
      'memo',
      ...(device.model === 2 ? ['email'] : []),
    ],
    consultation: ['text', 'result'],
    interview: ['at', 'result'],
    booth: ['label', 'count'],
  }[type];
  if (fields === undefined) return;
  const patch: Record<string, Value> = {};
  for (let count = 1 + actions.below(2); count > 0; count--) {
    const field = actions.pick(fields);
    patch[field] = textFor(world, field);
  }
  if (device.replica.storage.record(type, id) !== undefined)
    save(world, device, form, [{ op: 'put', type, id, patch }]);
}

/** Chooses on a card: one of its values, and thereby against the others. */
function choose(world: World, device: Device): void {
  const rows = [...device.table.values()].filter((row) => row.cards.length > 0);
  if (rows.length === 0) return edit(world, device);
  const row = world.actions.pick(rows);
  const card = world.actions.pick(row.cards);
  const { value } = world.actions.pick(card.heads);
  const form = openForm(world, device, row.type, row.id);
  save(world, device, form, [{ op: 'put', type: row.type, id: row.id, patch: { [card.field]: value } }]);
}

/** Finds that two are one: chooses a value for every field in which they differ. */
function mergeTwo(world: World, device: Device): void {
  const { actions } = world;
  const persons = rowsOf(device, 'person');
  if (persons.length < 2) return;
  const to = actions.pick(persons);
  const others = persons.filter((row) => row.id !== to.id && row.scope === to.scope);
  if (others.length === 0) return;
  const from = actions.pick(others);
  const patch: Record<string, Value> = {};
  for (const field of new Set([...Object.keys(from.values), ...Object.keys(to.values)])) {
    const [a, b] = [from.values[field], to.values[field]];
    const chosen = a === undefined ? b : b === undefined ? a : actions.chance(0.5) ? a : b;
    if (JSON.stringify(a) !== JSON.stringify(b) && chosen !== undefined) patch[field] = chosen;
  }
  save(world, device, mergeForms(world, device, [from.id, to.id]), [
    { op: 'alias', type: 'person', from: from.id, to: to.id, patch },
  ]);
}

function undoOne(world: World, device: Device): void {
  const { actions } = world;
  const ids = [...device.table.values()].filter((row) => row.mergedInto !== undefined).map((row) => row.id);
  if (ids.length === 0) return;
  const id = actions.pick(ids);
  const [alias] = device.replica.storage.aliasesOf(id).filter((one) => one.from === id);
  if (alias === undefined) return;
  save(world, device, mergeForms(world, device, [alias.from, alias.to]), [
    { op: 'undo', type: 'person', alias: { device: alias.write.device, seq: alias.write.seq } },
  ]);
}

/** Erases a person with everyone merged into them, as this laptop knows it; sometimes only the one. */
function eraseOne(world: World, device: Device): void {
  const persons = rowsOf(device, 'person');
  if (persons.length === 0) return;
  const row = world.actions.pick(persons);
  const merged = [...device.table.values()].filter((one) => one.mergedInto === row.id).map((one) => one.id);
  const subjects = world.actions.chance(0.8) ? [row.id, ...merged] : [row.id];
  save(world, device, openForm(world, device, 'person', row.id), [{ op: 'erase', subjects }]);
}

/** One command over two scopes: a person and a booth. */
function twoScopes(world: World, device: Device): void {
  if (device.scopes.size < 2) return;
  const id = newId(world, 'b');
  world.rootOf.set(id, id);
  world.scopeOf.set(id, 'fair');
  const booth: Change = { op: 'put', type: 'booth', id, scope: 'fair', patch: { label: secret(world), count: 'v0' } };
  const changes = [booth, person(world, device, newId(world, 'p'), 'centre')];
  save(world, device, openForm(world, device, 'booth', id), changes);
}

function look(world: World, device: Device): void {
  const rows = [...device.table.values()];
  if (rows.length === 0) return;
  const row = world.actions.pick(rows);
  if (device.forms.length < 3 && row.type !== 'checkIn' && row.type !== 'survey')
    device.forms.push(openForm(world, device, row.type, row.id));
}
