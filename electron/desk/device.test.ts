import { expect, test } from 'vitest';
import { testNow } from '../deskTest.test-helper.ts';
import { changeDevice, ensureDevice, listDevices } from './device.ts';
import { accountsIn, openTestEngine, refusal } from './testCentre.test-helper.ts';

test('노트북 이름에 주민등록번호를 적을 수 없다: 모든 노트북과 인쇄물의 꼬리에 나간다', () => {
  const engine = openTestEngine();
  const { admin } = accountsIn(engine);
  engine.transact(admin, testNow, (store) => ensureDevice(store));
  const [row] = listDevices(engine.readable(testNow), admin, {}).rows;
  const rename = (name: string) => () =>
    engine.transact(admin, testNow, (store) =>
      changeDevice(store, admin, { id: row?.id ?? 0, seen: row?.seen ?? '', name, endedOn: '' }),
    );
  expect(refusal(rename('홍길동 900101-1234567'))).toBe('checkFields');
  expect(refusal(rename('상담실 노트북'))).toBe('');
  expect(listDevices(engine.readable(testNow), admin, {}).rows[0]?.name).toBe('상담실 노트북');
});
