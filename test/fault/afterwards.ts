/**
 * What must be found in a store after its writer was cut off: every acknowledged command whole, at most the one that was
 * being performed more, and nothing half.
 */
import { isDeepStrictEqual } from 'node:util';
import type { StoreLock } from '../../electron/store/connection.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine } from '../../electron/store/store.ts';
import { carried, chainFaults, fileFaults, readRows, rebuildsEqual } from './storeTruth.ts';

/** A line that the writer says after a command is committed: what must be found from then on. */
export interface Ack {
  /** `<count> <call> <key>`, the id under which the answer is remembered; null for the staff made at the start. */
  readonly command: string | null;
  /** `person/<uuid>`, `draft/<form>/<about>` … */
  readonly key: string;
  /** The record's or draft's whole content; null when it is gone. */
  readonly value: unknown;
}

/** Which commands a store remembers, and what it holds. */
export interface Truth {
  readonly commands: ReadonlySet<string>;
  readonly content: ReadonlyMap<string, unknown>;
}

export const nothingYet: Truth = { commands: new Set(), content: new Map() };

/** What must be found once these were acknowledged too. */
export function withAcks(truth: Truth, acks: readonly Ack[]): Truth {
  const commands = new Set(truth.commands);
  const content = new Map(truth.content);
  for (const { command, key, value } of acks) {
    if (command !== null) commands.add(command);
    if (value === null) content.delete(key);
    else content.set(key, value);
  }
  return { commands, content };
}

export interface Verdict {
  /** Acknowledged things that are not there. */
  readonly lost: readonly string[];
  /** Whatever else is not whole. */
  readonly faults: readonly string[];
  /** What is there, from which the next run goes on. */
  readonly truth: Truth;
}

/** Calls that write a record, and with it one change set and one line of the access log; the others are drafts. */
const writesRecord = (command: string): boolean => !command.includes(' draft.');
const keyOf = (command: string): string => command.split(' ')[2] ?? '';

/** Opens the store with the program of today and looks at everything. Use a copy: the rows are made again from the log. */
export function lookAfterwards(file: string, lock: StoreLock, expected: Truth): Verdict {
  let engine: Engine;
  try {
    engine = openEngine(file, lock, 'readwrite');
  } catch (error) {
    return { lost: [`the store does not open: ${String(error)}`], faults: [], truth: expected };
  }
  try {
    return look(engine, expected);
  } catch (error) {
    return { lost: [`the store cannot be read: ${String(error)}`], faults: [], truth: expected };
  } finally {
    engine.close();
  }
}

function look(engine: Engine, expected: Truth): Verdict {
  const truth = truthOf(engine);
  const lost = [...expected.commands].filter((command) => !truth.commands.has(command));
  const extra = [...truth.commands].filter((command) => !expected.commands.has(command));
  const faults = fileFaults(engine);
  if (extra.length > 1) faults.push(`${extra.length} commands more than were given`);

  // The command that was being performed may have changed what an earlier one had acknowledged; it is judged by the log.
  const inFlight = keyOf(extra[0] ?? '');
  for (const [key, value] of expected.content)
    if (key !== inFlight && !isDeepStrictEqual(truth.content.get(key), value)) lost.push(key);
  const unknown = [...truth.content.keys()].filter((key) => !expected.content.has(key) && !key.startsWith('staff/'));
  if (unknown.length > extra.length) faults.push(`${unknown.length} records that no command made`);

  const records = [...truth.commands].filter(writesRecord).length;
  const staff = [...truth.content.keys()].filter((key) => key.startsWith('staff/')).length;
  const count = (table: string): number => Number(engine.sql(`SELECT count(*) FROM ${table}`).pluck().get());
  if (count('access_log') !== records) faults.push(`${count('access_log')} log lines for ${records} commands`);
  if (count('change_set') !== records + staff)
    faults.push(`${count('change_set')} change sets for ${records} commands and ${staff} staff`);
  faults.push(...chainFaults(engine.replica));
  if (!rebuildsEqual(engine)) faults.push('the rows are not what the log says');
  return { lost, faults, truth };
}

function truthOf(engine: Engine): Truth {
  const content = new Map<string, unknown>();
  // The laptop's own record comes with its first 관리번호, by no command of its own.
  const given = carried.filter((type) => type !== 'device');
  for (const [type, rows] of Object.entries(readRows(engine, given)))
    for (const [uuid, doc] of Object.entries(rows)) content.set(`${type}/${uuid}`, doc);
  const drafts = engine.sql('SELECT form, about, content FROM draft').all() as {
    form: string;
    about: number;
    content: string;
  }[];
  for (const { form, about, content: text } of drafts) content.set(`draft/${form}/${about}`, JSON.parse(text));
  return { commands: new Set(engine.sql('SELECT id FROM command').pluck().all() as string[]), content };
}
