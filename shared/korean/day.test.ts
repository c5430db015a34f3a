import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addMonthsClamped,
  ageOn,
  type Day,
  daysBetween,
  formatDay,
  formatDayForPaper,
  formatInstant,
  isDay,
  parseDay,
  todayInSeoul,
} from './day.ts';

const today = '2026-11-22' as Day;
const birth = (raw: string | number): ReturnType<typeof parseDay> => parseDay(raw, { today, kind: 'birth' });
const date = (raw: string | number): ReturnType<typeof parseDay> => parseDay(raw, { today, kind: 'date' });
const anyDay = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString() as Day);

describe('날짜 읽기', () => {
  test.each([
    '900101',
    '19900101',
    '1990.1.1',
    '1990. 1. 1.',
    '1990년 1월 1일',
    '1990년1월1일생',
    '90/1/1',
    '1990-01-01',
    '１９９０．０１．０１',
    '1990-1-1 (월)',
    '1990. 1. 1.(월)',
    '1990-01-01 00:00:00',
    '1990-01-01T00:00:00.000Z',
    32_874,
    '1990–1–1',
  ])('%s는 1990년 1월 1일이다', (raw) => {
    expect(birth(raw)).toEqual({ ok: true, value: '1990-01-01' });
  });
  test('생년의 두 자리는 열다섯 살이 되었으면 2000년대이다', () => {
    expect(birth('050301')).toEqual({ ok: true, value: '2005-03-01' });
    expect(birth('111122')).toEqual({ ok: true, value: '2011-11-22' });
    expect(birth('111123')).toEqual({ ok: true, value: '1911-11-23' });
    expect(birth('270101')).toEqual({ ok: true, value: '1927-01-01' });
    expect(birth('990101')).toEqual({ ok: true, value: '1999-01-01' });
  });
  test('날짜의 두 자리는 2000년대이고, 먼 앞날이 되면 1900년대이다', () => {
    expect(date('26/3/1')).toEqual({ ok: true, value: '2026-03-01' });
    expect(date('98.3.1')).toEqual({ ok: true, value: '1998-03-01' });
  });
  test('해가 없으면 올해이고, 생년월일에는 해가 있어야 한다', () => {
    expect(date('3월 1일')).toEqual({ ok: true, value: '2026-03-01' });
    expect(birth('3월 1일')).toEqual({ ok: false, reason: 'form' });
  });
  test('엑셀 일련번호를 읽는다', () => {
    expect(date(46_348)).toEqual({ ok: true, value: '2026-11-22' });
    expect(date(46_348.583)).toEqual({ ok: true, value: '2026-11-22' });
    expect(parseDay('46348', { today, kind: 'date', serial: true })).toEqual({ ok: true, value: '2026-11-22' });
    expect(date('46348')).toEqual({ ok: false, reason: 'form' });
    expect(birth(19_900_101)).toEqual({ ok: true, value: '1990-01-01' });
    expect(birth(900_101)).toEqual({ ok: true, value: '1990-01-01' });
    expect(birth(50_101)).toEqual({ ok: true, value: '2005-01-01' });
    expect(date(60)).toEqual({ ok: false, reason: 'noSuchDay' });
  });
  test('2월 29일은 윤년에만 있다', () => {
    expect(birth('2004-02-29')).toEqual({ ok: true, value: '2004-02-29' });
    expect(birth('2003-02-29')).toEqual({ ok: false, reason: 'noSuchDay' });
    expect(birth('030229')).toEqual({ ok: false, reason: 'noSuchDay' });
    expect(birth('19000229')).toEqual({ ok: false, reason: 'noSuchDay' });
  });
  test('받을 수 없는 날은 까닭을 말한다', () => {
    for (const raw of ['', '내일', '1990-1', '1990.1/1', '12345', '199001011'])
      expect(birth(raw)).toEqual({ ok: false, reason: 'form' });
    expect(birth('2026-13-01')).toEqual({ ok: false, reason: 'noSuchDay' });
    expect(birth('2026-11-23')).toEqual({ ok: false, reason: 'future' });
    expect(birth('2026-11-22')).toEqual({ ok: true, value: today });
    expect(birth('1890-01-01')).toEqual({ ok: false, reason: 'tooOld' });
    expect(date('2027-01-04')).toEqual({ ok: true, value: '2027-01-04' });
  });
  test('어떤 날이든 여러 꼴로 써도 그 날로 읽는다', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [y, m, d] = day.split('-').map(Number);
        for (const form of [
          day,
          day.replaceAll('-', ''),
          `${y}.${m}.${d}`,
          `${y}. ${m}. ${d}.`,
          `${y}년 ${m}월 ${d}일`,
          formatDay(day),
          formatDayForPaper(day),
        ]) {
          expect(date(form)).toEqual({ ok: true, value: day });
        }
        const serial = daysBetween('1899-12-30' as Day, day);
        expect(date(serial)).toEqual({ ok: true, value: day });
        expect(isDay(day)).toBe(true);
      }),
    );
  });
  test('달력에 없는 날은 날이 아니다', () => {
    for (const s of ['2026-02-29', '2026-13-01', '2026-1-1', '']) expect(isDay(s)).toBe(false);
  });
});

describe('만 나이', () => {
  test('2월 29일생은 평년에 3월 1일에 한 살을 먹는다', () => {
    const leapling = '2004-02-29' as Day;
    expect(ageOn(leapling, '2026-02-28' as Day)).toBe(21);
    expect(ageOn(leapling, '2026-03-01' as Day)).toBe(22);
    expect(ageOn(leapling, '2028-02-28' as Day)).toBe(23);
    expect(ageOn(leapling, '2028-02-29' as Day)).toBe(24);
  });
  test('생일 전날까지는 한 살 적다', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 90 }), (born, years) => {
        fc.pre(!born.endsWith('02-29'));
        const birthday = addMonthsClamped(born, years * 12);
        expect(ageOn(born, birthday)).toBe(years);
        expect(ageOn(born, Temporal.PlainDate.from(birthday).subtract({ days: 1 }).toString() as Day)).toBe(years - 1);
      }),
    );
  });
});

describe('날짜 셈', () => {
  test('달을 더하면 그 달의 끝날에서 멈춘다', () => {
    expect(addMonthsClamped('2026-08-31' as Day, 1)).toBe('2026-09-30');
    expect(addMonthsClamped('2026-08-31' as Day, 6)).toBe('2027-02-28');
    expect(addMonthsClamped('2026-03-31' as Day, -1)).toBe('2026-02-28');
  });
  test('달을 더한 날은 Temporal과 같고, 없는 날에는 더하지 못한다', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1200, max: 1200 }), (day, months) => {
        const wanted = Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }).toString();
        expect(addMonthsClamped(day, months)).toBe(wanted);
      }),
    );
    for (const none of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-00', '모름'])
      expect(() => addMonthsClamped(none as Day, 1)).toThrow(RangeError);
  });
  test('사이의 날수는 뒤집으면 부호만 바뀐다', () => {
    expect(daysBetween('2026-11-22' as Day, '2027-01-01' as Day)).toBe(40);
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(daysBetween(a, b) + daysBetween(b, a)).toBe(0);
        expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0);
      }),
    );
  });
  test('요일은 Temporal과 같다', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(formatDay(day)).toBe(`${day} (${'월화수목금토일'.charAt(Temporal.PlainDate.from(day).dayOfWeek - 1)})`);
      }),
    );
  });
  test('화면과 문서의 날짜 꼴', () => {
    expect(formatDay(today)).toBe('2026-11-22 (일)');
    expect(formatDayForPaper('2026-01-05' as Day)).toBe('2026. 1. 5.(월)');
  });
  test('노트북의 시간대와 관계없이 서울의 날과 시각이다', () => {
    expect(todayInSeoul(Date.UTC(2026, 10, 21, 14, 59))).toBe('2026-11-21');
    expect(todayInSeoul(Date.UTC(2026, 10, 21, 15, 0))).toBe('2026-11-22');
    expect(formatInstant(Date.UTC(2026, 10, 22, 5, 0))).toBe('2026-11-22 (일) 14:00');
  });
});
