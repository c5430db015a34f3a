import type { FactoryFields } from '../../shared/model/factory.ts';
import type { ReadableStore } from '../store/store.ts';
import { factoryColumns } from './factoryColumns.ts';
import { factoryPlanner, type FactoryDecision, type FactoryDirectory, type KnownFactory } from './factoryPlan.ts';
import { doubts as doubtWords, refusals } from './factoryWords.ts';
import type { ImportKind, Judged } from './importKind.ts';
import type { SheetRow } from './cell.ts';

/** A line of the directory to be written: a new one, or one that is there with what the file says of it. */
export interface FactoryLine {
  readonly id: number | null;
  readonly fields: FactoryFields;
}

function known(row: unknown): KnownFactory {
  const { id, doc } = row as { id: number; doc: string };
  return { id, fields: JSON.parse(doc) as FactoryFields };
}

/** What of the directory the planner asks for, read from the store as it was before the import. */
function directoryOf(store: ReadableStore): FactoryDirectory {
  return {
    byNumber: (number) => {
      const row = store.sql('SELECT id, doc FROM factory WHERE factory_number = ? LIMIT 1').get(number);
      return row === undefined ? undefined : known(row);
    },
    byName: (key) =>
      store.sql('SELECT id, doc FROM factory WHERE name_key = ? ORDER BY id LIMIT 60').all(key).map(known),
  };
}

function judged({ line, cells }: SheetRow, decision: FactoryDecision): Judged<FactoryLine> {
  const base = { line, cells, name: '', about: '', district: null, complexGuessed: false, value: null };
  switch (decision.kind) {
    case 'refused':
      return {
        ...base,
        verdict: 'refused',
        reasons: decision.reasons.map(({ message }) => message),
        counted: decision.reasons.slice(0, 1).map(({ code }) => refusals[code]),
      };
    case 'same':
      return { ...base, verdict: 'same', reasons: [], counted: [] };
    case 'add':
    case 'update': {
      const { fields, doubts } = decision.row;
      return {
        ...base,
        verdict: decision.kind,
        name: fields.name,
        about: fields.address,
        reasons: fields.doubts,
        counted: doubts.map((code) => doubtWords[code]),
        district: fields.district,
        complexGuessed: fields.complexGuessed,
        value: { id: decision.kind === 'update' ? decision.id : null, fields },
      };
    }
  }
}

/** The 공장명부 (a list of registered factories that a city office sends). */
export const factoryKind: ImportKind<FactoryLine> = {
  list: 'factory',
  fields: factoryColumns,
  judge({ mapping, store }) {
    // The file comes from an office of this city, so a bare 서구 is Incheon's; an address that names another city is not.
    const planner = factoryPlanner({ mapping, assumeIncheon: true }, directoryOf(store));
    return (row) => judged(row, planner.take(row));
  },
};
