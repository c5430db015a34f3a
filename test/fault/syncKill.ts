/** Kills a synchronising laptop at every step of push, pull and apply, and looks at what is left on laptops and hub. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createPerson } from '../../electron/desk/person.ts';
import { addStaff } from '../../electron/desk/staff.ts';
import type { Engine } from '../../electron/store/store.ts';
import type { HubStore } from '../../hub/store/hubStore.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { chainFaults, fileFaults, rebuildsEqual } from './storeTruth.ts';
import { askOf, enrol, openAt, openHub, openOf, place, startEnd } from './syncEnd.ts';
import type { Place } from './syncEnd.ts';
import { theProgram } from '../../shared/model/role.ts';

const script = fileURLToPath(new URL('./syncLaptop.ts', import.meta.url));

/** Runs the laptop; gives the UUIDs it has said were committed. It dies at step `die`, or ends by itself (0). */
async function run({ file, lock }: Place, name: string, die: number): Promise<{ said: string[]; killed: boolean }> {
  const key = Buffer.from(lock.key).toString('hex');
  const child = spawn(process.execPath, [script, '--file', file, '--key', key, '--name', name, '--die', String(die)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, by) => resolve(by));
  });
  const lines = said.split('\n').slice(0, -1);
  return { said: lines.filter((line) => line !== 'done'), killed: signal === 'SIGKILL' };
}

const peopleOf = (engine: Engine): string[] =>
  engine.sql('SELECT uuid FROM person ORDER BY uuid').pluck().all() as string[];

export interface SyncKills {
  /** How many of the runs were killed; a step behind the last is none. */
  readonly killed: number;
  readonly findings: readonly string[];
  readonly committed: number;
}

/**
 * For each step: another laptop has put something into the hub, the laptop writes, and is killed there. Afterwards it runs
 * to its end once, and everything must be everywhere, once.
 */
export async function killAtSteps(steps: readonly number[]): Promise<SyncKills> {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-sync-kill-'));
  const hub = await openHub(folder);
  const [here, there] = [place(folder, 'here'), place(folder, 'there')];
  const other = openAt(there);
  try {
    const actor = other.transact(theProgram, Date.now(), (store) =>
      addStaff(store, theProgram, { loginId: 'a', name: '이상담', role: 'counsellor' }),
    ).value;
    const again = openOf(other, here);
    await enrol(askOf(again, here.lock), hub);
    await enrol(askOf(other, there.lock), hub);
    const link = startEnd(askOf(other, there.lock));
    // The killed laptop writes under the name of a member of staff: it must have come once.
    const first = startEnd(askOf(again, here.lock));
    while (Number(again.sql('SELECT count(*) FROM staff').pluck().get()) === 0) await sleep(20);
    await first.stop();
    again.close();

    const expected = new Set<string>();
    let killed = 0;
    const write = (): void => {
      const mobile = `010${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
      const made = other.transact(actor, Date.now(), (store) => {
        const { id } = createPerson(store, actor, { ...emptyPerson, name: '김다른', mobile, inflow: '01' });
        return store.uuidOf('person', id);
      });
      expected.add(made.value);
      link.wake('saved');
    };
    for (const die of steps) {
      write();
      const outcome = await run(here, '가', die);
      for (const uuid of outcome.said) expected.add(uuid);
      if (outcome.killed) killed += 1;
    }
    for (const uuid of (await run(here, '나', 0)).said) expected.add(uuid);
    const isSame = (): boolean => link.status().phase === 'upToDate' && peopleOf(other).length >= expected.size;
    for (let tries = 0; tries < 1500 && !isSame(); tries += 1) await sleep(20);
    await link.stop();
    return { killed, committed: expected.size, findings: await look(openAt(here), other, hub.store, expected) };
  } finally {
    other.close();
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function look(one: Engine, other: Engine, hub: HubStore, expected: ReadonlySet<string>): Promise<string[]> {
  const findings: string[] = [];
  const held = await hub.vector();
  for (const [name, engine] of [
    ['killed', one],
    ['other', other],
  ] as const) {
    const people = peopleOf(engine);
    const known = new Set(people);
    for (const uuid of expected) if (!known.has(uuid)) findings.push(`${name} has lost ${uuid}`);
    if (known.size !== people.length) findings.push(`${name} has somebody twice`);
    findings.push(...chainFaults(engine.replica), ...fileFaults(engine));
    if (!rebuildsEqual(engine)) findings.push(`the rows of ${name} are not what its log says`);
    for (const [device, seq] of vectorOf(engine.replica.storage))
      if ((held.get(device) ?? 0) !== seq) findings.push(`the hub and ${name} do not hold the same of ${device}`);
  }
  if (peopleOf(one).join(' ') !== peopleOf(other).join(' ')) findings.push('the laptops do not hold the same people');
  const { fault } = await hub.check();
  if (fault !== null) findings.push(fault);
  one.close();
  return findings;
}
