import { randomUUID } from 'node:crypto';
import { recordTypes } from '../../shared/model/recordTypes.ts';
import type { Actor } from '../../shared/model/role.ts';
import { readForm } from '../../shared/sync/clip.ts';
import { commit } from '../../shared/sync/commit.ts';
import { groupOf } from '../../shared/sync/people.ts';
import { portions } from '../../shared/sync/portions.ts';
import { sameValue } from '../../shared/sync/rules.ts';
import type { Change, Patch, Put, Value, Vector } from '../../shared/sync/types.ts';
import { meet } from '../../shared/sync/vector.ts';
import type { Content, Docs, RecordType, Stamp } from './records.ts';
import { readSeen } from './seen.ts';
import type { Engine, Touched, WritableStore } from './store.ts';

/** A command on its way: what it may do, and its end, which writes its change set and gives what it touched. */
export interface RecordedCommand {
  readonly store: WritableStore;
  finish(): readonly Touched[];
}

/**
 * Records what a command does. Its rows are written at once, so that it can read them; at its end all it did becomes
 * one change set of this laptop's stream (several under one batch id when it is too large), in the same transaction.
 */
export function recordCommand(engine: Engine, actor: Actor, now: number): RecordedCommand {
  const { tables, replica } = engine;
  const readable = engine.readable(now);
  // What an earlier command that failed had touched was rolled back with it.
  tables.takeTouched();
  const author = readable.uuidOf('staff', actor.userId);
  const puts = new Map<string, Put>();
  const erased = new Set<string>();
  const seens: Vector[] = [];

  const put = (type: RecordType, id: string, patch: Patch): void => {
    const definition = recordTypes[type];
    // What the centre did not write itself (the 공장명부) stays on this laptop.
    if (!definition) return;
    const before = puts.get(`${type}/${id}`);
    const scope = definition.parent ? {} : { scope: engine.scopeOfNew };
    puts.set(`${type}/${id}`, { op: 'put', type, id, ...scope, patch: { ...before?.patch, ...patch } });
  };

  const store = {
    ...readable,
    insert: <T extends RecordType>(type: T, content: Content<T>, uuid: string = engine.newId()) => {
      const stamp: Stamp = { createdBy: author, createdAt: now, changedAt: now };
      const doc = { ...content, ...stamp } as Docs[T];
      const id = tables.write(type, uuid, doc, null);
      put(type, uuid, asPatch(doc));
      return id;
    },
    change: <T extends RecordType>(type: T, id: number, patch: Partial<Content<T>>, seen?: string) => {
      const before = readable.need(type, id);
      const uuid = readable.uuidOf(type, id);
      const changed = Object.fromEntries(
        Object.entries(asPatch(patch)).filter(([field, value]) => !sameValue(value, asPatch(before)[field])),
      );
      if (Object.keys(changed).length === 0) return;
      tables.write(type, uuid, { ...before, ...changed, changedAt: now }, id);
      put(type, uuid, { ...changed, changedAt: now });
      if (seen !== undefined) seens.push(readSeen(seen));
    },
    settle: (type: RecordType, id: number, field: string, value: Value, seen: string) => {
      const before = readable.need(type, id);
      const uuid = readable.uuidOf(type, id);
      const changed = { [field]: value, changedAt: now };
      tables.write(type, uuid, { ...before, ...changed }, id);
      put(type, uuid, changed);
      seens.push(readSeen(seen));
    },
    erase: (uuid: string) => {
      for (const one of groupOf(uuid, (at) => replica.storage.aliasesOf(at)).ids) erased.add(one);
      erased.add(uuid);
    },
    touch: (type: string, id: number) => tables.touch(type, id),
  } as WritableStore;

  return {
    store,
    finish() {
      if (puts.size > 0) {
        const roots = [...puts.values()].filter(({ type }) => !recordTypes[type]?.parent).map(({ id }) => id);
        // With several forms in one command, only what all of them showed was seen.
        const seen = seens.length > 0 ? meet(seens) : readForm(replica, roots);
        const sets: Change[][] = portions(puts.values());
        // With the first of them: whoever has the line that tells of it has carried it out.
        if (erased.size > 0) sets[0]?.push({ op: 'erase', subjects: [...erased] });
        const batch = sets.length > 1 ? { batch: randomUUID() } : {};
        replica.storage.transact(() => {
          for (const changes of sets) {
            commit(replica, { seen, actor: author, at: new Date(now).toISOString(), changes, ...batch });
          }
        });
      }
      return tables.takeTouched();
    },
  };
}

/** A record's fields as replication carries them: they are JSON already, as `doc` is. */
function asPatch(fields: object): Patch {
  return fields as Record<string, Value>;
}
