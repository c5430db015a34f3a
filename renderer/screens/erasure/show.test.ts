import { expect, test } from 'vitest';
import { backupsText, countsText, doneText, laptopsLeft, reasonName } from './show.ts';

const at = Date.UTC(2026, 10, 22, 1, 5);
const laptop = { laptop: '01 상담실', here: true, store: at, backups: null };

test('파기한 것은 종류마다 세고, 없는 종류는 말하지 않는다', () => {
  expect(countsText({ person: 1, consultation: 1200, consent: 0 })).toBe('구직자 1명 · 상담 1,200건');
  expect(countsText({})).toBe('');
});

test('파기 사유를 말로 한다', () => {
  expect(reasonName('01')).toBe('보유기간 경과');
});

test('파기하지 않은 노트북은 아직이라고 하고, 이 노트북의 백업은 언제까지인지 말한다', () => {
  expect(doneText(at)).toBe('파기함 2026-11-22 (일) 10:05');
  expect(doneText(null)).toBe('아직');
  expect(backupsText(laptop, '2026-11-27')).toBe('아직 (2026-11-27 (금)까지)');
  expect(backupsText({ ...laptop, here: false }, '2026-11-27')).toBe('아직');
  expect(backupsText({ ...laptop, backups: at }, null)).toBe('파기함 2026-11-22 (일) 10:05');
});

test('자료와 백업을 모두 파기한 노트북만 남은 것에서 빠진다', () => {
  const laptops = [laptop, { ...laptop, here: false, backups: at }];
  expect(
    laptopsLeft({
      id: 1,
      day: '2026-11-22',
      reason: '01',
      note: '',
      numbers: ['01-26-0001'],
      counts: { person: 1, consultation: 0, consent: 0, sensitive: 0, attachment: 0, other: 0 },
      by: '이상담',
      at,
      backupsUntil: null,
      laptops,
    }),
  ).toBe(1);
});
