import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { plainBody } from '../../shared/sync/changeSet.ts';
import { personForm } from '../deskTest.test-helper.ts';
import type { Engine } from '../store/store.ts';
import { saveDraft } from './draft.ts';
import { erasureCentre, meet } from './erasure.test-helper.ts';
import {
  backupsDue,
  carryOutErasure,
  erasureLedger,
  previewErasure,
  tellBackupsGone,
  tellCarriedOut,
} from './erasure.ts';
import { allotPaperCode } from './paperCode.ts';
import { createPerson, getPerson, listPeople } from './person.ts';
import { refusal } from './testCentre.test-helper.ts';

const day = 86_400_000;
const whole = { offset: 0, limit: 50 };

/** Everything that all tables of a store say, bodies of change sets opened. */
function everything(engine: Engine): string {
  const tables = engine.db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  const rows = tables.flatMap((table) => engine.db.prepare(`SELECT * FROM "${table}"`).raw().all());
  const { storage, suite } = engine.replica;
  const bodies = storage
    .streams()
    .flatMap(({ device, seq }) => storage.sets(device, 1, seq))
    .flatMap(({ parts }) => parts.filter(({ body }) => body !== undefined))
    .map((part) => Buffer.from(plainBody(part, suite) ?? 'unreadable').toString('utf8'));
  return JSON.stringify([rows, bodies]);
}

describe('파기', () => {
  test('구직자와 딸린 기록이 행과 변경 기록에서 모두 사라지고, 파기대장 한 줄이 남는다', () => {
    const centre = erasureCentre();
    const { read, write, id, other, engine, admin } = centre;
    write((store) =>
      saveDraft(store, admin, { subject: { form: 'consultation', about: id }, values: { content: '쓰다 만 비밀' } }),
    );
    expect(everything(engine)).toContain('파기할 이야기');
    const preview = read((store) => previewErasure(store, admin, { ids: [id] }));
    expect(preview).toMatchObject({ numbers: [centre.number], counts: { person: 1, consultation: 1 } });
    expect(centre.erase().counts).toEqual(preview.counts);

    expect(refusal(() => read((store) => getPerson(store, admin, { id })))).toBe('notFound');
    const all = everything(engine);
    expect(all).not.toContain('김파기');
    expect(all).not.toContain('22223333');
    expect(all).not.toContain('쓰다 만 비밀');
    expect(all).not.toContain('파기할 이야기');
    expect(all).toContain('남을 이야기');
    expect(read((store) => getPerson(store, admin, { id: other })).fields.name).toBe('박남음');
    const { rows, total } = read((store) => erasureLedger(store, admin, whole));
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      numbers: [centre.number],
      reason: '03',
      note: '전화로 철회',
      by: '최관리',
      counts: { person: 1, consultation: 1 },
    });
    expect(rows[0]?.laptops).toMatchObject([{ here: true, backups: null }]);
    expect(rows[0]?.laptops[0]?.store).not.toBeNull();
  });

  test('다른 번호를 적거나 까닭이 없으면 아무것도 파기하지 않는다', () => {
    const { erase, read, write, id, admin } = erasureCentre();
    expect(refusal(() => erase('01-26-00009'))).toBe('checkFields');
    const values = { reason: '', note: '', notResident: '', number: '' };
    expect(refusal(() => write((store) => carryOutErasure(store, admin, { ids: [id], values })))).toBe('checkFields');
    expect(read((store) => getPerson(store, admin, { id })).fields.name).toBe('김파기');
    expect(read((store) => erasureLedger(store, admin, whole)).total).toBe(0);
  });

  test('파기한 사람의 번호는 뒤에 온 사람이 받지 않는다', () => {
    const { write, read, admin, other, engine } = erasureCentre();
    const { number } = read((store) => store.need('person', other));
    write((store) =>
      carryOutErasure(store, admin, { ids: [other], values: { reason: '01', note: '', notResident: '', number } }),
    );
    const next = write((store) => createPerson(store, admin, personForm({ name: '새사람', mobile: '010-6666-7777' })));
    expect(next.id).toBeGreaterThan(other);
    expect(engine.db.prepare('SELECT count(*) FROM person WHERE id = ?').pluck().get(other)).toBe(0);
  });

  test('다른 노트북에서도 사라지고, 그 노트북이 마쳤다고 알린다', () => {
    const scopeKey = randomBytes(32);
    const here = erasureCentre(scopeKey);
    const there = erasureCentre(scopeKey, '010-8888-9999');
    expect(meet(there.engine, here.engine)).toMatchObject({ ok: true });
    expect(everything(there.engine).includes('22223333')).toBe(true);
    const uuid = here.read((store) => store.uuidOf('person', here.id));
    const id = there.read((store) => store.idOf('person', uuid)) ?? 0;
    const talk = there.engine.db.prepare('SELECT id FROM consultation WHERE person_id = ?').pluck().get(id) as number;
    there.write((store) => {
      for (const subject of [
        { form: 'person', about: id },
        { form: 'correction', about: talk },
      ] as const)
        saveDraft(store, there.admin, { subject, values: { note: '쓰다 만 비밀' } });
      for (const about of [there.id, null])
        saveDraft(store, there.admin, { subject: { form: 'person', about }, values: { note: '남을 초안' } });
      allotPaperCode(store, there.admin, { kind: 'personCard', person: id, purpose: 'counselling' });
    });
    here.erase();
    expect(meet(there.engine, here.engine)).toMatchObject({ ok: true });
    expect(everything(there.engine).includes('22223333')).toBe(false);
    const order = { sort: 'name', direction: 'asc' } as const;
    expect(there.read((store) => listPeople(store, there.admin, { ...order, ...whole })).total).toBe(3);
    expect(there.write((store) => tellCarriedOut(store))).toMatchObject([
      { numbers: [here.number], reason: '03', counts: { person: 1, consultation: 1 } },
    ]);
    expect(there.write((store) => tellCarriedOut(store))).toEqual([]);
    // What lies beside the records of that laptop alone goes as well, and nothing of anybody else.
    expect(everything(there.engine).includes('쓰다 만 비밀')).toBe(false);
    expect(everything(there.engine).match(/남을 초안/gu)).toHaveLength(2);
    expect(there.engine.db.prepare('SELECT count(*) FROM paper_code').pluck().get()).toBe(0);
    meet(here.engine, there.engine);
    const [line] = here.read((store) => erasureLedger(store, here.admin, whole)).rows;
    expect(line?.laptops.map(({ here: own, store }) => [own, store !== null])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  test('옛 백업은 정한 날이 지나면 없애야 하고, 없앤 것까지 알린다', () => {
    const { erase, read, write, later, admin } = erasureCentre();
    expect(read((store) => backupsDue(store))).toBeNull();
    erase();
    expect(read((store) => backupsDue(store))).toBeNull();
    expect(read((store) => erasureLedger(store, admin, whole)).rows[0]?.backupsUntil).not.toBeNull();
    later(5 * day);
    const until = read((store) => backupsDue(store));
    expect(until).not.toBeNull();
    write((store) => tellBackupsGone(store, until ?? 0));
    expect(read((store) => backupsDue(store))).toBeNull();
    const [line] = read((store) => erasureLedger(store, admin, whole)).rows;
    expect(line?.backupsUntil).toBeNull();
    expect(line?.laptops[0]?.backups).not.toBeNull();
  });
});
