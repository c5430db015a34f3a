import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyConsultation, longestContent } from '../../shared/model/consultation.ts';
import type { Actor } from '../../shared/model/role.ts';
import { createConsultation } from '../desk/consultation.ts';
import { createPerson } from '../desk/person.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from './open.ts';

test('한글이 가득한 상담일지 여럿을 한 명령으로 저장해도 변경 묶음의 한계를 넘지 않는다', () => {
  const file = path.join(testFolder(), 'store.db');
  const engine = openEngine(file, { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) }, 'readwrite');
  onTestFinished(() => engine.close());
  const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
  const content = '가'.repeat(longestContent);
  const talk = { ...emptyConsultation, day: '2026.11.20', time: '930', method: '02', type: '01', content };
  engine.transact(setUp, testNow, (store) => {
    const { id } = createPerson(store, setUp, personForm());
    for (let index = 0; index < 40; index += 1) createConsultation(store, setUp, { personId: id, consultation: talk });
  });
  expect(engine.sql('SELECT count(*) FROM consultation').pluck().get()).toBe(40);
});
