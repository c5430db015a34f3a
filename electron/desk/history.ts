import type { Input, Output } from '../../shared/contract/index.ts';
import { pastChange } from '../../shared/contract/history.ts';
import { companyFields } from '../../shared/model/company.ts';
import { personFields } from '../../shared/model/person.ts';
import { sectionFields } from '../../shared/model/personSections.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore } from '../store/store.ts';
import { needPerson } from '../store/visibility.ts';
import { laptopName } from './device.ts';
import { staffName } from './person.ts';

const most = 200;

/** The fields whose history is shown, in the order of the record; whose case it is and whether it is restricted too. */
const shown: Readonly<Record<'person' | 'company', readonly string[]>> = {
  person: [...Object.keys({ ...personFields.shape, ...sectionFields.shape }), 'counsellor', 'restricted'],
  company: Object.keys(companyFields.shape),
};

export function historyOfRecord(
  store: ReadableStore,
  actor: Actor,
  { type, id }: Input<'history.ofRecord'>,
): Output<'history.ofRecord'> {
  if (type === 'person') needPerson(store, actor, id);
  const text = (field: string, value: unknown): unknown =>
    field === 'counsellor' && typeof value === 'string' ? staffName(store, value) : (value ?? null);
  const changes = store
    .history(type, id)
    .map((write, index) =>
      pastChange.parse({
        at: write.at,
        who: staffName(store, write.actor),
        laptop: laptopName(store, write.device),
        made: index === 0,
        fields: shown[type]
          .filter((field) => field in write.patch)
          .map((field) => ({
            field,
            before: text(field, write.before[field]),
            after: text(field, write.patch[field]),
          }))
          .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after)),
      }),
    )
    .filter(({ fields }) => fields.length > 0);
  return { changes: changes.slice(-most).toReversed(), more: changes.length > most };
}
