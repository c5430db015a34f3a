/**
 * A program that works on an encrypted store until it is killed: opens it, performs commands one after the other, closes
 * it, opens it again. After each command is committed it says on stdout what must be found from then on (`Ack`).
 *
 *   node writer.ts --file F --key HEX --seed N [--sessions N] [--commands N]
 *
 * FAULT_SYNCHRONOUS (NORMAL, OFF) weakens SQLite's promise, in this program only: to show that the checks can fail.
 */
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getPerson } from '../../electron/desk/person.ts';
import { addStaff } from '../../electron/desk/staff.ts';
import { readDoc } from '../../electron/store/doc.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { RecordType } from '../../electron/store/records.ts';
import type { Engine } from '../../electron/store/store.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { emptyPerson, personAsInput } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { DraftSubject } from '../../shared/contract/draft.ts';
import { createRandom } from '../fixtures/generate.ts';
import type { Ack } from './afterwards.ts';
import { perform } from './perform.ts';

const start = Date.UTC(2026, 10, 22, 3, 0);
const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };

function say(ack: Ack): void {
  const line = Buffer.from(`${JSON.stringify(ack)}\n`);
  for (let at = 0; at < line.length;) at += writeSync(1, line, at);
}

/** The member of staff who works here, made at the first opening. */
function worker(engine: Engine): Actor {
  const known = engine.sql('SELECT id, uuid, doc FROM staff').get() as
    | { id: number; uuid: string; doc: string }
    | undefined;
  if (known === undefined) {
    const account = { loginId: 'sangdam', name: '이상담', role: 'counsellor' } as const;
    engine.transact(setUp, start, (store) => addStaff(store, setUp, account));
    return worker(engine);
  }
  say({ command: null, key: `staff/${known.uuid}`, value: JSON.parse(known.doc) });
  return { userId: known.id, name: '이상담', role: 'counsellor' };
}

/** Performs the command that the dice say, and says what it left. */
function work(engine: Engine, actor: Actor, random: () => number): void {
  const count = 1 + Number(engine.sql('SELECT count(*) FROM command').pluck().get());
  const now = start + count * 1000;
  const people = Number(engine.sql('SELECT count(*) FROM person').pluck().get());
  const someone = 1 + Math.floor(random() * people);
  // Short and long ones, so that a commit is few pages or many.
  const text = '용접 경력을 물었습니다. '.repeat(1 + Math.floor(random() ** 3 * 250));
  const given = (call: string, key = ''): Parameters<typeof perform>[1] & { commandId: string } => ({
    actor,
    now,
    commandId: `${count} ${call} ${key}`,
  });
  const left = (commandId: string, type: RecordType, id: number): void => {
    const row = engine.sql(`SELECT uuid, doc FROM ${type} WHERE id = ?`).get(id) as { uuid: string; doc: string };
    say({ command: commandId, key: `${type}/${row.uuid}`, value: readDoc(type, row.doc) });
  };
  const die = random();
  if (people < 5 || die < 0.3) {
    const to = given('person.create');
    const form = { ...emptyPerson, name: '홍길동', mobile: `010${10_000_000 + count}`, inflow: '01', note: text };
    left(to.commandId, 'person', perform(engine, to, 'person.create', form).id);
  } else if (die < 0.5) {
    const { fields, seen } = getPerson(engine.readable(now), actor, { id: someone });
    const before = personAsInput(fields);
    const to = given('person.change', `person/${engine.readable(now).uuidOf('person', someone)}`);
    const person = { ...before, note: `${count}번째 메모. ${text}`, wishedJob: `직종 ${count}` };
    left(to.commandId, 'person', perform(engine, to, 'person.change', { id: someone, seen, before, person }).id);
  } else if (die < 0.75) {
    const to = given('consultation.create');
    const consultation = {
      ...emptyConsultation,
      day: '2026-11-20',
      time: '09:30',
      method: '02',
      type: '01',
      content: text,
    };
    const { id } = perform(engine, to, 'consultation.create', { personId: someone, consultation });
    left(to.commandId, 'consultation', id);
  } else if (die < 0.82) {
    const to = given('company.create');
    const { id } = perform(engine, to, 'company.create', { ...emptyCompany, name: `(주)한빛도금 ${count}` });
    left(to.commandId, 'company', id);
  } else {
    const subject: DraftSubject = { form: die < 0.9 ? 'person' : 'consultation', about: someone };
    const key = `draft/${subject.form}/${someone}`;
    if (die < 0.96) {
      const to = given('draft.save', key);
      const values = { note: `${count}번째까지 쓴 것. ${text}` };
      perform(engine, to, 'draft.save', { subject, values });
      say({ command: to.commandId, key, value: values });
    } else {
      const to = given('draft.discard', key);
      perform(engine, to, 'draft.discard', { subject });
      say({ command: to.commandId, key, value: null });
    }
  }
}

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    key: { type: 'string' },
    seed: { type: 'string' },
    sessions: { type: 'string' },
    commands: { type: 'string' },
  },
});
const weaker = process.env['FAULT_SYNCHRONOUS'];
const random = createRandom(Number(values.seed));
const sessions = Number(values.sessions ?? Infinity);
const commands = Number(values.commands ?? 40);
for (let session = 0; session < sessions; session += 1) {
  const key = Buffer.from(values.key ?? '', 'hex');
  const lock = { cipher: 'sqlcipher', key, logKey: key } as const;
  const engine = openEngine(values.file ?? '', lock, 'readwrite');
  if (weaker !== undefined) engine.db.pragma(`synchronous = ${weaker}`);
  const actor = worker(engine);
  for (let done = 0; done < commands; done += 1) work(engine, actor, random);
  engine.close();
}
