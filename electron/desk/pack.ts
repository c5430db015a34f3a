import type { Input, Output } from '../../shared/contract/index.ts';
import { readPackName } from '../../shared/model/pack.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

/** What a 자료 묶음 is called; null for none, `자료 묶음` where its record is not here (yet). */
export function packName(store: ReadableStore, pack: string | null): string | null {
  if (pack === null) return null;
  const id = store.idOf('pack', pack);
  return id === null ? '자료 묶음' : store.need('pack', id).name;
}

/** The 자료 묶음 that this laptop was given (UUID); null: all of the centre. */
export function ownPack(store: ReadableStore): string | null {
  const device = String(store.sql('SELECT device FROM device_key').pluck().get());
  const id = store.idOf('device', device);
  return id === null ? null : store.need('device', id).pack;
}

/** A pack that is there already, by its local id, or a new one by its name. */
export type NewPack = NonNullable<Input<'backup.makeJoinFile'>['pack']>;

/**
 * The pack that a new laptop is given (UUID); one of this name is made where there is none, `made` is its local id then.
 * Refuses with `checkFields`.
 */
export function packFor(
  store: WritableStore,
  { id, name }: NewPack,
): { readonly pack: string; readonly made: number | null } {
  if (id !== null) return { pack: store.uuidOf('pack', id), made: null };
  const read = readPackName(name);
  if (!read.ok) return refuse('checkFields', { fields: { packName: read.problem } });
  const same = store.sql(`SELECT uuid FROM pack WHERE doc ->> '$.name' = ? ORDER BY id`).pluck().get(read.name);
  if (typeof same === 'string') return { pack: same, made: null };
  const made = store.insert('pack', { name: read.name });
  return { pack: store.uuidOf('pack', made), made };
}

export function listPacks(store: ReadableStore, _actor: Actor, _input: Input<'pack.list'>): Output<'pack.list'> {
  const rows = store.sql(`SELECT id, doc ->> '$.name' AS name FROM pack ORDER BY name_sort, id`).all();
  return { packs: rows as Output<'pack.list'>['packs'], own: packName(store, ownPack(store)) };
}
