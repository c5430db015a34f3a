import type { Input, Output } from '../../shared/contract/index.ts';
import type { SecurityRules } from '../../shared/model/centre.ts';
import { centreFields, centreUuid, securityRules, usualRules } from '../../shared/model/centre.ts';
import { readCentre } from '../../shared/model/centreForm.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

/** What the set-up asks of the centre; the rest is filled in later, in 설정. */
export interface NewCentre {
  readonly name: string;
  readonly operator: string | null;
  /** 사무실 노트북: UUID of the laptop that keeps everything; none where it is left out. */
  readonly officeLaptop?: string | null;
}

/** Local id of the centre's record, null in a store from before there was one. */
function centreId(store: ReadableStore): number | null {
  return store.idOf('centre', centreUuid);
}

/** The centre's record, made with the usual rules where there is none; gives its local id. */
export function ensureCentre(store: WritableStore, { name, operator, officeLaptop = null }: NewCentre): number {
  return (
    centreId(store) ??
    store.insert(
      'centre',
      {
        name,
        operator,
        principal: null,
        address: null,
        phone: null,
        officer: null,
        notResident: null,
        officeLaptop,
        ...usualRules,
      },
      centreUuid,
    )
  );
}

/** Names the 사무실 노트북, in the place of whichever it was; null: none. */
export function nameOffice(store: WritableStore, officeLaptop: string | null): void {
  store.change('centre', centreId(store) ?? refuse('notFound'), { officeLaptop });
}

/** The centre's security rules; what a record of another version lacks or has out of range is as usual. */
export function rulesOf(store: ReadableStore): SecurityRules {
  const id = centreId(store);
  const doc: Record<string, unknown> = id === null ? {} : { ...store.get('centre', id) };
  const rules = Object.entries(securityRules.shape).map(([rule, schema]) => {
    const read = schema.safeParse(doc[rule]);
    return [rule, read.success ? read.data : usualRules[rule as keyof SecurityRules]];
  });
  return Object.fromEntries(rules) as SecurityRules;
}

/** The centre's name as it stands on forms, '' before there is a record. */
export function centreName(store: ReadableStore): string {
  const id = centreId(store);
  return id === null ? '' : store.need('centre', id).name;
}

export function getCentre(store: ReadableStore, _actor: Actor, _input: Input<'centre.get'>): Output<'centre.get'> {
  const id = centreId(store) ?? refuse('notFound');
  const fields = centreFields.parse({ ...store.need('centre', id), ...rulesOf(store) });
  return { id, fields, seen: store.formRead('centre', id) };
}

export function changeCentre(
  store: WritableStore,
  _actor: Actor,
  input: Input<'centre.change'>,
): Output<'centre.change'> {
  const id = centreId(store) ?? refuse('notFound');
  const reading = readCentre(input.centre);
  if (!reading.ok) throw new Refusal(reading.problem);
  store.change('centre', id, changedFields(readCentre(input.before), reading.value), input.seen);
  return { id };
}
