/** A laptop of the simulation: durable store, tables that roll back with it, and a life that can end between two steps. */
import { rebuild } from '../../shared/sync/apply.ts';
import { readForm } from '../../shared/sync/clip.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import { fold } from '../../shared/sync/fold.ts';
import { memoryStorage } from '../../shared/sync/memory.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import { protocolRules, type Rules } from '../../shared/sync/rules.ts';
import type { Storage } from '../../shared/sync/storage.ts';
import { LIMITS, type Row, type Suite, type Vector } from '../../shared/sync/types.ts';
import { upcasts } from '../../shared/sync/upcast.ts';
import { types1, types2, upcastRules } from './model.ts';

/** A store; one on a disk is told when its process ends, and is opened again at its next use. */
export type Disk = Storage & { readonly crash?: () => void };

/** Everything a schedule uses of the product. A planted bug is one entry exchanged. */
export type Core = {
  readonly rules: Rules;
  readonly memoryStorage: () => Disk;
  readonly commit: typeof commit;
  readonly readForm: typeof readForm;
  readonly request: typeof request;
  readonly pageFor: typeof pageFor;
  readonly receive: typeof receive;
  readonly fold: typeof fold;
  readonly rebuild: typeof rebuild;
  /** The stream a restored backup goes on with. */
  readonly restoredAs: (old: string, fresh: string) => string;
};
export const product: Core = {
  rules: protocolRules,
  memoryStorage,
  commit,
  readForm,
  request,
  pageFor,
  receive,
  fold,
  rebuild,
  restoredAs: (_old, fresh) => fresh,
};

/** Small, so that pages, spans and keyframes end often. */
const SIM_LIMITS = { ...LIMITS, pageSets: 7, pageBytes: 4000, spanSets: 4, keyframe: 4 };

/** The power went, or the process was killed. */
export class Crash extends Error {}

export type Form = {
  readonly type: string;
  readonly id: string;
  readonly token: Vector;
  readonly seen: ReadonlySet<number>;
};

export type Device = {
  name: string;
  replica: Replica;
  readonly scopes: Set<string>;
  model: number;
  /** The tables `project` made. */
  readonly table: Map<string, Row>;
  /** Open on screen: lost in a crash. */
  forms: Form[];
  readonly clockYears: number;
  /** Counts down over the steps of the store; a crash at zero. */
  readonly fuse: { steps: number };
  readonly isHub: boolean;
};

const MUTATORS = [
  'saveStream',
  'addSet',
  'savePart',
  'addSeal',
  'addErased',
  'saveRecord',
  'dropRecord',
  'link',
  'saveAlias',
  'dropAlias',
  'addUndone',
] as const;

/** The store with a fuse: any writing step, and the moment after the commit, can be the last. */
function fused(storage: Disk, table: Map<string, Row>, fuse: { steps: number }): Storage {
  const burn = (): void => {
    if (--fuse.steps !== 0) return;
    storage.crash?.();
    throw new Crash('crash');
  };
  const wrapped: Storage = {
    ...storage,
    transact(work) {
      const before = new Map(table);
      const kept = { done: false };
      try {
        const result = storage.transact(() => {
          const value = work();
          burn();
          kept.done = true;
          return value;
        });
        burn();
        return result;
      } catch (error) {
        if (!kept.done) {
          table.clear();
          for (const [key, row] of before) table.set(key, row);
        }
        throw error;
      }
    },
  };
  for (const name of MUTATORS) {
    const step = storage[name] as (...values: readonly unknown[]) => unknown;
    Object.assign(wrapped, {
      [name]: (...values: readonly unknown[]) => {
        burn();
        return step(...values);
      },
    });
  }
  return wrapped;
}

export function makeDevice(
  core: Core,
  name: string,
  suite: Suite,
  options: { scopes: readonly string[]; model: number; clockYears: number; isHub?: boolean; storage?: Storage },
): Device {
  const table = new Map<string, Row>();
  const fuse = { steps: 0 };
  const scopes = new Set(options.scopes);
  const storage = fused(options.storage ?? core.memoryStorage(), table, fuse);
  const isHub = options.isHub === true;
  const device: Device = {
    name,
    scopes,
    model: options.model,
    table,
    forms: [],
    clockYears: options.clockYears,
    fuse,
    isHub,
    replica: {
      device: name,
      storage,
      suite,
      ...modelOf(options.model),
      rules: core.rules,
      limits: SIM_LIMITS,
      keeps: (scope) => isHub || scopes.has(scope),
      reads: (scope) => scopes.has(scope),
      project: (row) => table.set(`${row.type}/${row.id}`, row),
      remove: (type, id) => table.delete(`${type}/${id}`),
    },
  };
  return device;
}

export function modelOf(model: number): Pick<Replica, 'types' | 'upcasts'> {
  return { types: model === 1 ? types1 : types2, upcasts: upcasts(model, upcastRules) };
}

/** New program, old data: the state is made again from the log. */
export function upgrade(core: Core, device: Device): void {
  device.model = 2;
  device.replica = { ...device.replica, ...modelOf(2) };
  device.forms = [];
  core.rebuild(device.replica);
}
