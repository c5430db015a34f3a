/** Storage in memory, for the simulator and for tests: the same promises as on disk, transactions included. */
import type { AliasState, PartRef, RecordState, Seal, Storage, StoredPart, StoredSet, StreamHead } from './storage.ts';
import type { Dot } from './types.ts';

const key = (type: string, id: string): string => `${type}/${id}`;
const dotKey = (dot: Dot): string => `${dot.device}:${dot.seq}`;

function add<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const list = map.get(at);
  if (list === undefined) map.set(at, [value]);
  else list.push(value);
}

/** An empty store. Values given to it are kept as they are: they are never changed in place. */
export function memoryStorage(): Storage {
  const streams = new Map<string, StreamHead>();
  const log = new Map<string, StoredSet[]>();
  const seals = new Map<string, Seal[]>();
  const bySubject = new Map<string, PartRef[]>();
  const erased = new Set<string>();
  let records = new Map<string, RecordState>();
  let subjectRecords = new Map<string, Set<string>>();
  let children = new Map<string, Set<string>>();
  let aliases = new Map<string, AliasState>();
  let undone = new Set<string>();

  let journal: (() => void)[] | undefined;
  const undo = (step: () => void): void => {
    if (journal === undefined) throw new Error('written outside a transaction');
    journal.push(step);
  };
  function put<K, V>(map: Map<K, V>, at: K, value: V): void {
    const old = map.get(at);
    undo(() => (old === undefined ? map.delete(at) : map.set(at, old)));
    map.set(at, value);
  }
  function into(map: Map<string, Set<string>>, at: string, value: string): void {
    const set = map.get(at) ?? new Set<string>();
    if (set.size === 0) map.set(at, set);
    if (set.has(value)) return;
    set.add(value);
    undo(() => set.delete(value));
  }
  function out(map: Map<string, Set<string>>, at: string, value: string): void {
    const set = map.get(at);
    if (set === undefined || !set.delete(value)) return;
    undo(() => set.add(value));
  }
  const found = (keys: ReadonlySet<string> | undefined): readonly RecordState[] => {
    const states: RecordState[] = [];
    for (const at of keys ?? []) {
      const state = records.get(at);
      if (state !== undefined) states.push(state);
    }
    return states;
  };

  return {
    transact(work) {
      if (journal !== undefined) throw new Error('transactions do not nest');
      const steps: (() => void)[] = [];
      journal = steps;
      try {
        return work();
      } catch (error) {
        for (const step of steps.reverse()) step();
        throw error;
      } finally {
        journal = undefined;
      }
    },

    streams: () => [...streams.values()],
    stream: (device) => streams.get(device),
    saveStream: (head) => put(streams, head.device, head),
    addSet(set) {
      const list = log.get(set.device) ?? [];
      if (list.length === 0) log.set(set.device, list);
      if (list.length !== set.seq - 1) throw new Error('a stream has no gaps');
      list.push(set);
      undo(() => list.pop());
      set.parts.forEach((part, index) => {
        for (const subject of part.subjects) {
          add(bySubject, subject, { device: set.device, seq: set.seq, index });
          undo(() => bySubject.get(subject)?.pop());
        }
      });
    },
    sets: (device, from, to) => (log.get(device) ?? []).slice(Math.max(0, from - 1), Math.max(0, to)),
    savePart(ref, part: StoredPart) {
      const list = log.get(ref.device);
      const set = list?.[ref.seq - 1];
      if (list === undefined || set === undefined) throw new Error('no such set');
      undo(() => (list[ref.seq - 1] = set));
      list[ref.seq - 1] = { ...set, parts: set.parts.with(ref.index, part) };
    },
    partsOf: (subject) => [...(bySubject.get(subject) ?? [])],
    partsIn(state, limit = Number.POSITIVE_INFINITY, scope) {
      const refs: PartRef[] = [];
      for (const list of log.values())
        for (const { device, seq, parts } of list)
          for (let index = 0; index < parts.length; index++) {
            const part = parts[index];
            if (part?.state !== state || (scope !== undefined && part.scope !== scope)) continue;
            if (refs.length >= limit) return refs;
            refs.push({ device, seq, index });
          }
      return refs;
    },
    scopesIn(state) {
      const found = new Set<string>();
      for (const list of log.values())
        for (const { parts } of list) for (const part of parts) if (part.state === state) found.add(part.scope);
      return [...found].sort();
    },
    addSeal(seal) {
      const list = seals.get(seal.device) ?? [];
      if (list.length === 0) seals.set(seal.device, list);
      list.push(seal);
      undo(() => list.pop());
    },
    sealFrom(device, seq) {
      const list = seals.get(device) ?? [];
      let low = 0;
      let high = list.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((list[middle]?.seq ?? 0) < seq) low = middle + 1;
        else high = middle;
      }
      return list[low];
    },

    isErased: (subject) => erased.has(subject),
    addErased(subject) {
      if (erased.has(subject)) return;
      erased.add(subject);
      undo(() => erased.delete(subject));
    },
    erased: () => [...erased],

    record: (type, id) => records.get(key(type, id)),
    saveRecord(state) {
      const at = key(state.type, state.id);
      const isNew = !records.has(at);
      put(records, at, state);
      if (isNew) into(subjectRecords, state.subject, at);
    },
    dropRecord(state) {
      const at = key(state.type, state.id);
      const map = records;
      const old = map.get(at);
      if (old === undefined) return;
      undo(() => map.set(at, old));
      map.delete(at);
      out(subjectRecords, state.subject, at);
    },
    records: () => records.values(),
    recordsOf: (subject) => found(subjectRecords.get(subject)),
    children: (parent) => found(children.get(parent)),
    link: (parent, child) => into(children, parent, key(child.type, child.id)),
    aliasesOf: (id) => [...aliases.values()].filter((alias) => alias.from === id || alias.to === id),
    saveAlias: (alias) => put(aliases, dotKey(alias.write), alias),
    dropAlias(dot) {
      const map = aliases;
      const old = map.get(dotKey(dot));
      if (old === undefined) return undefined;
      undo(() => map.set(dotKey(dot), old));
      map.delete(dotKey(dot));
      return old;
    },
    isUndone: (dot) => undone.has(dotKey(dot)),
    addUndone(dot) {
      const set = undone;
      if (set.has(dotKey(dot))) return;
      set.add(dotKey(dot));
      undo(() => set.delete(dotKey(dot)));
    },
    clearState() {
      const old = { records, subjectRecords, children, aliases, undone };
      undo(() => ({ records, subjectRecords, children, aliases, undone } = old));
      records = new Map();
      subjectRecords = new Map();
      children = new Map();
      aliases = new Map();
      undone = new Set();
    },
  };
}
