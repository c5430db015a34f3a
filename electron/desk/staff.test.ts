import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Day } from '../../shared/korean/day.ts';
import { setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import { addStaff, endAccount, staffNames } from './staff.ts';

test('떠난 직원과 기한이 지난 도우미도 이름이 나와, 남긴 사례와 접속기록을 찾을 수 있다', () => {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  engine.transact(setUp, testNow, (store) => {
    addStaff(store, setUp, { loginId: 'gwanri', name: '최관리', role: 'admin' });
    const left = addStaff(store, setUp, { loginId: 'tteonam', name: '강떠남', role: 'counsellor' });
    addStaff(store, setUp, { loginId: 'h1101-01', name: '김도움', role: 'fairDesk', endsOn: '2026-11-01' as Day });
    addStaff(store, setUp, { loginId: 'oneul', name: '박오늘', role: 'counsellor', endsOn: '2026-11-22' as Day });
    endAccount(store, left.userId);
  });
  const { staff } = staffNames(engine.readable(testNow), setUp, {});
  expect(staff.map(({ name, role, ended }) => [name, role, ended])).toEqual([
    ['박오늘', 'counsellor', false],
    ['최관리', 'admin', false],
    ['강떠남', 'counsellor', true],
    ['김도움', 'fairDesk', true],
  ]);
});
