import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Day } from '../korean/day.ts';
import { usualRules } from './centre.ts';
import { centreAsInput, readCentre, ruleNames, ruleRange } from './centreForm.ts';
import type { Reading } from './fields.ts';
import { isPin, isStrong, parseLoginId } from './password.ts';
import { readAccount, readHelpers, readNewPassword, readPin, readSetUp } from './staff.ts';

const today = '2026-11-22' as Day;
const fieldsOf = (reading: Reading<unknown>): string[] => (reading.ok ? [] : Object.keys(reading.problem.fields ?? {}));

test('비밀번호는 두 종류로 10자, 또는 세 종류로 8자부터 받는다', () => {
  for (const [password, isOk] of [
    ['abcdefgh12', true],
    ['abcdefghij', false],
    ['abcdefg12', false],
    ['Abcdef12', true],
    ['Abcde12', false],
    ['ABCDEFG!!!', true],
    ['뿌리산업센터2026', true],
    ['뿌리산업', false],
  ] as const)
    expect(isStrong(password), password).toBe(isOk);
});

test('자모로 풀린 한글 비밀번호도 같은 길이로 센다', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('가', '힣', 'a', 'B', '7', '!'), maxLength: 14 }), (password) => {
      expect(isStrong(password.normalize('NFD'))).toBe(isStrong(password));
    }),
  );
});

test('PIN은 여섯 자리이고, 같은 숫자나 이어지는 숫자만으로는 만들 수 없다', () => {
  expect(['270914', '112233', '121212', '000001'].map(isPin)).toEqual([true, true, true, true]);
  expect(['111111', '012345', '123456', '890123', '654321', '210987', '12345', '12345６', ''].some(isPin)).toBe(false);
});

test('아이디는 영문자와 숫자이고, 앞뒤 빈칸과 전각 글자는 고쳐 받는다', () => {
  expect(parseLoginId(' Sangdam.1 ')).toBe('Sangdam.1');
  expect(parseLoginId('ａｄｍｉｎ')).toBe('admin');
  expect(['ab', '상담', 'a b', "a'--", 'x'.repeat(31), ''].map(parseLoginId)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('계정의 마지막 날은 오늘부터이고, 이미 지난 날은 그대로 둘 때만 받는다', () => {
  const form = { name: '한상담', loginId: 'sangdam1', role: 'counsellor', endsOn: '' };
  expect(readAccount(form, today)).toEqual({ ok: true, value: { ...form, endsOn: null } });
  expect(readAccount({ ...form, endsOn: '26.11.22' }, today)).toMatchObject({ value: { endsOn: today } });
  expect(fieldsOf(readAccount({ ...form, endsOn: '2026-11-21' }, today))).toEqual(['endsOn']);
  expect(readAccount({ ...form, endsOn: '2026-11-01' }, today, '2026-11-01' as Day).ok).toBe(true);
  expect(fieldsOf(readAccount({ ...form, endsOn: '2026-11-02' }, today, '2026-11-01' as Day))).toEqual(['endsOn']);
  expect(fieldsOf(readAccount({ name: '', loginId: '', role: 'toString', endsOn: '내일' }, today))).toEqual([
    'name',
    'loginId',
    'role',
    'endsOn',
  ]);
});

test('도우미 명단은 빈 줄을 건너뛰고, 어느 줄이 틀렸는지 말한다', () => {
  expect(readHelpers({ names: ['김도움', ' ', '이 도움'], endsOn: '2026-11-22' }, today)).toEqual({
    ok: true,
    value: { names: ['김도움', '이 도움'], endsOn: today },
  });
  const wrong = readHelpers({ names: ['김도움', '도우미2'], endsOn: '' }, today);
  expect(wrong).toMatchObject({ problem: { fields: { names: '2번째 줄의 성명을 확인해 주십시오.' } } });
  expect(fieldsOf(wrong)).toEqual(['names', 'endsOn']);
  expect(fieldsOf(readHelpers({ names: ['', ''], endsOn: '2026-11-22' }, today))).toEqual(['names']);
});

test('처음 설정과 새 비밀번호와 PIN은 두 번 친 것이 같아야 한다', () => {
  const form = {
    centre: '센터',
    operator: '',
    name: '이관리',
    loginId: 'admin',
    password: 'bburi-2026!',
    again: 'bburi-2026!',
  };
  expect(readSetUp(form)).toEqual({
    ok: true,
    value: { centre: '센터', operator: '', name: '이관리', loginId: 'admin' },
  });
  // A longer one could be written into the vault and never read again.
  expect(fieldsOf(readSetUp({ ...form, centre: '가'.repeat(101) }))).toEqual(['centre']);
  expect(fieldsOf(readSetUp({ ...form, centre: ' ', name: '7', loginId: '한', password: 'a' }))).toEqual([
    'centre',
    'name',
    'loginId',
    'password',
  ]);
  expect(fieldsOf(readNewPassword({ password: 'bburi-2026!', again: 'bburi-2026?' }))).toEqual(['again']);
  expect(readNewPassword({ password: '뿌리산업센터2026', again: '뿌리산업센터2026'.normalize('NFD') }).ok).toBe(true);
  expect(readPin({ pin: '', again: '' })).toEqual({ ok: true, value: null });
  expect(fieldsOf(readPin({ pin: '', again: '270914' }))).toEqual(['pin']);
  expect(fieldsOf(readPin({ pin: '270914', again: '270915' }))).toEqual(['again']);
});

const centre = {
  name: '인천뿌리산업일자리센터',
  operator: '인천테크노파크',
  principal: null,
  address: null,
  phone: '0322600694',
  officer: null,
  notResident: null,
  ...usualRules,
};

test('센터 설정은 저장한 것을 다시 보이고 그대로 읽힌다', () => {
  expect(readCentre(centreAsInput(centre))).toEqual({ ok: true, value: centre });
});

test('보안 규칙은 정해진 범위의 수만 받는다', () => {
  const form = centreAsInput(centre);
  for (const rule of ruleNames) {
    const { least, most } = ruleRange(rule);
    for (const value of [least, most]) expect(readCentre({ ...form, [rule]: String(value) }).ok, rule).toBe(true);
    for (const value of [least - 1, most + 1, `${least}.5`, '', '많이', '1e1', '٣'])
      expect(fieldsOf(readCentre({ ...form, [rule]: String(value) })), `${rule} ${value}`).toEqual([rule]);
  }
  expect(fieldsOf(readCentre({ ...form, name: ' ', phone: '없음' }))).toEqual(['name', 'phone']);
});
