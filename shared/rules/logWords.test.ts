import { describe, expect, test } from 'vitest';
import type { LogDetail } from '../contract/define.ts';
import { consentItems } from '../model/consentTemplate.ts';
import { erasedKinds } from '../model/erasure.ts';
import { sectionNames } from '../model/personSections.ts';
import { recordTypes } from '../model/recordTypes.ts';
import { detailWords, recordWord } from './logWords.ts';

const words = (facts: LogDetail): string => detailWords(JSON.stringify(facts), () => '이상담') ?? '';

describe('접속기록의 말', () => {
  test('기록의 종류는 모두 우리말이다', () => {
    for (const type of [...Object.keys(recordTypes), 'factory', 'exchange', 'hub', 'sync', 'event'])
      expect(recordWord(type), type).toMatch(/^[가-힣·\s]+$/u);
  });

  test('구직자의 어느 부분을 보았는지 우리말로 적는다', () => {
    for (const part of [...sectionNames, 'sensitive', 'consent', 'history', 'erasure'])
      expect(words({ part }), part).toMatch(/^부분 [가-힣·\s]+$/u);
    expect(words({ part: 'folder', set: true })).toBe('부분 폴더 · 정함 예');
  });

  test('철회한 동의와 파기한 것을 코드가 아니라 이름으로 적는다', () => {
    for (const withdrawn of consentItems) expect(words({ withdrawn })).not.toMatch(/[a-z]/u);
    const gone = Object.fromEntries(erasedKinds.map((kind) => [kind, 2]));
    expect(words({ reason: '03', ...gone })).toBe(
      '까닭 동의 철회 · 구직자 2 · 상담 2 · 동의 2 · 민감정보 2 · 첨부 2 · 그 밖의 기록 2',
    );
    expect(words({ reason: 'ended' })).toBe('까닭 끝난 계정');
    expect(words({ by: 'otherLaptop', reason: '03', person: 1 })).toBe(
      '방법 다른 노트북의 파기 · 까닭 동의 철회 · 구직자 1',
    );
    expect(words({ by: 'recovery', reason: 'noAccount' })).toBe('방법 복구 열쇠 · 까닭 없는 계정');
    expect(words({ until: Date.UTC(2026, 10, 22, 3), aside: 1 })).toBe(
      '여기까지 만든 것 2026-11-22 (일) 12:00 · 옮겨 둔 자료 1',
    );
  });

  test('담당은 번호가 아니라 이름으로, 때는 날짜로 적는다', () => {
    expect(words({ counsellor: 7 })).toBe('담당 이상담');
    expect(words({ rehearsal: true, created: Date.UTC(2026, 10, 22, 3) })).toBe(
      '복원 연습 예 · 백업한 때 2026-11-22 (일) 12:00',
    );
    expect(words({ at: Date.UTC(2026, 10, 22, 3), count: 3 })).toBe('그때 시각 2026-11-22 (일) 12:00 · 횟수 3');
  });

  test('같은 말도 곁에 선 것에 맞게 적는다', () => {
    expect(words({ by: 'pin', wrong: 2 })).toBe('방법 PIN · 틀린 횟수 2');
    expect(words({ month: '2026-10', anomalies: 0, wrong: 1 })).toBe('달 2026-10 · 살핀 것 0 · 기록 이상 1');
    expect(words({ document: 'personCard', to: 'pdf', copies: 1 })).toBe('문서 구직자 카드 · 나간 곳 PDF · 부수 1');
    expect(words({ from: 'viewer', to: 'admin' })).toBe('이전 조회 · 이후 관리자');
    expect(words({ from: 1, to: 500 })).toBe('첫 줄 1 · 끝 줄 500');
  });

  test('아무 말도 없으면 적지 않고, 읽을 수 없으면 있는 그대로 보인다', () => {
    expect(detailWords(null, String)).toBeNull();
    expect(detailWords('{}', String)).toBeNull();
    expect(detailWords('깨진 글', String)).toBe('깨진 글');
  });
});
