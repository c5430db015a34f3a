import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Changed } from '../../shared/contract/index.ts';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { theProgram } from '../../shared/model/role.ts';
import type { Actor } from '../../shared/model/role.ts';
import { openAt, openOf, place, startEnd } from '../../test/fault/syncEnd.ts';
import type { Place } from '../../test/fault/syncEnd.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { connect } from '../store/connection.ts';
import { StoreDesk } from '../store/desk.ts';
import type { Link } from './link.ts';
import type { AskStore, Self } from './port.ts';
import { workerScript } from '../workerScript.test-helper.ts';

/** One laptop as main has it: a real store with its workers, and the loop. */
export interface TestLaptop extends Place {
  readonly desk: StoreDesk;
  readonly actor: Actor;
  readonly link: Link;
  readonly told: SyncStatus[];
  readonly changes: Changed[];
  readonly troubles: string[];
  readonly ask: AskStore;
  readonly self: Self;
  add(name: string): Promise<number>;
  people(): string[];
  vector(): Map<string, number>;
}

/** Opens a laptop that is linked to no hub: of a centre of its own, or of the one whose scope keys `of` has. */
export async function testLaptop({ of }: { readonly of?: TestLaptop } = {}): Promise<TestLaptop> {
  const at = place(testFolder(), 'store');
  if (of) {
    const centre = openAt(of);
    openOf(centre, at).close();
    centre.close();
  }
  const told: SyncStatus[] = [];
  const changes: Changed[] = [];
  const troubles: string[] = [];
  const links: Link[] = [];
  const desk = await StoreDesk.open({
    ...at,
    script: workerScript(),
    ears: {
      changed: (changed) => {
        changes.push(changed);
        for (const each of links) each.wake('saved');
      },
      progress: () => undefined,
      trouble: (cause) => troubles.push(cause),
    },
  });
  const first = { loginId: 'test', name: '이상담' };
  const actor = of ? of.actor : ((await desk.job('writer', 'staff.first', first, theProgram, testNow)) as Actor);
  const ask: AskStore = async (name, input) => (await desk.job('writer', name, input, theProgram, testNow)) as never;
  const self = await ask('sync.prepare', null);
  const link = startEnd(ask, { tell: (status) => told.push(status), trouble: (cause) => troubles.push(cause) });
  links.push(link);
  onTestFinished(async () => {
    await link.stop();
    await desk.close();
  });
  const looked = <T>(sql: string): T[] => {
    const db = connect(at.file, at.lock, 'readonly');
    try {
      return db.prepare(sql).all() as T[];
    } finally {
      db.close();
    }
  };
  return {
    ...at,
    desk,
    actor,
    link,
    told,
    changes,
    troubles,
    ask,
    self,
    async add(name) {
      const form = personForm({ name, mobile: `010${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}` });
      return ((await desk.write('person.create', form, actor, testNow, randomUUID())) as { id: number }).id;
    },
    people: () => looked<{ name: string }>('SELECT name FROM person ORDER BY name').map(({ name }) => name),
    vector: () =>
      new Map(
        looked<{ device: string; seq: number }>('SELECT device, seq FROM stream').map((row) => [row.device, row.seq]),
      ),
  };
}
