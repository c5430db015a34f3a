/**
 * A laptop that writes and synchronises until all is with the hub and it has all, or until it is killed.
 *
 *   node syncLaptop.ts --file F --key HEX --name 가 [--die N]
 *
 * With --die it kills itself with SIGKILL at the Nth step: before and after each job of the store and each call to the hub, and
 * before each write of the log and the merged records, in the middle of a transaction.
 * SYNC_STEPS=1 makes it tell on stderr how many steps there were.
 *
 * It says on stdout what was committed (a UUID a line), and `done` when there is nothing left to give or get.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openEngine } from '../../electron/store/open.ts';
import type { AskStore } from '../../electron/sync/port.ts';
import { hubClient } from '../../electron/sync/hubClient.ts';
import type { PeerClient } from '../../electron/sync/hubClient.ts';
import { createPerson } from '../../electron/desk/person.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { Storage } from '../../shared/sync/storage.ts';
import { askOf, startEnd } from './syncEnd.ts';

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    key: { type: 'string' },
    name: { type: 'string' },
    die: { type: 'string' },
  },
});
const key = Buffer.from(values.key ?? '', 'hex');
const lock = { cipher: 'sqlcipher', key, logKey: key } as const;
const dieAt = Number(values.die ?? 0);
let steps = 0;
function step(): void {
  steps += 1;
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
}
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const engine = openEngine(values.file ?? '', lock, 'readwrite');
const { storage } = engine.replica;
const whole = { ...storage };
const stepping: Pick<Storage, 'addSet' | 'saveStream' | 'saveRecord' | 'addSeal'> = {
  addSet: (set) => (step(), whole.addSet(set)),
  saveStream: (head) => (step(), whole.saveStream(head)),
  saveRecord: (state) => (step(), whole.saveRecord(state)),
  addSeal: (seal) => (step(), whole.addSeal(seal)),
};
Object.assign(storage, stepping);
const plain = askOf(engine, lock);
const ask: AskStore = async (name, input) => {
  step();
  const value = await plain(name, input);
  step();
  return value;
};

/** The client with a step before and after each call. */
function steppingClient(client: PeerClient): PeerClient {
  const wrapped = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      step();
      const given = await call(...args);
      step();
      return given;
    };
  };
  return {
    ...client,
    push: wrapped((page, options) => client.push(page, options)),
    pull: wrapped((request, options) => client.pull(request, options)),
    state: wrapped((options) => client.state(options)),
    introduce: wrapped((keys, options) => client.introduce(keys, options)),
    introductions: wrapped((options) => client.introductions(options)),
  };
}

const worker = engine.sql('SELECT id FROM staff').pluck().get() as number;
const actor: Actor = { userId: worker, name: '이상담', role: 'counsellor' };
for (let count = 0; count < 2; count += 1) {
  const mobile = `010${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const form = { ...emptyPerson, name: `홍${values.name ?? '가'}`, mobile, inflow: '01' };
  const uuid = engine.transact(actor, Date.now(), (store) => {
    const { id } = createPerson(store, actor, form);
    return store.uuidOf('person', id);
  }).value;
  say(uuid);
}
const link = startEnd(ask, {
  connect: (hub, self) => steppingClient(hubClient(hub, self)),
});
for (;;) {
  await sleep(20);
  const { phase, waiting } = link.status();
  if (phase === 'upToDate' && waiting === 0) break;
}
if (process.env['SYNC_STEPS'] === '1') process.stderr.write(`${steps} steps\n`);
say('done');
await link.stop();
engine.close();
process.exit(0);
