import { expect, test } from 'vitest';
import type { LogAnomaly, LogVerdict } from '../../../shared/contract/accessLog.ts';
import { anomalyKinds } from '../../../shared/rules/logReview.ts';
import { anomalyName, anomalyText, monthText, verdictText } from './show.ts';

const verdict: LogVerdict = {
  whole: true,
  lines: 1234,
  first: 1,
  last: 1234,
  faults: [],
  wrong: 0,
  checkedAt: Date.UTC(2026, 10, 22, 5, 0),
};

test('점검 결과는 몇 줄을 언제 보았고 온전한지를 한 문장으로 말한다', () => {
  expect(verdictText(verdict)).toBe(
    '접속기록 1,234줄이 처음부터 끝까지 온전합니다. 2026-11-22 (일) 14:00에 확인했습니다.',
  );
  expect(verdictText({ ...verdict, wrong: 2 })).toContain('앞선 점검에서 확인한 것 2건 말고는 처음부터');
  expect(verdictText({ ...verdict, whole: false, wrong: 3 })).toContain('맞지 않는 것이 3건');
  expect(verdictText({ ...verdict, lines: 0 })).toContain('아직 기록이 없습니다');
});

test('살펴볼 것마다 이름과 센 것을 말한다', () => {
  const anomaly: LogAnomaly = {
    kind: 'night',
    user: '이상담',
    day: '2026-11-02',
    person: '26-01-0001',
    count: 1200,
    lines: [1],
  };
  for (const kind of Object.keys(anomalyKinds) as LogAnomaly['kind'][]) {
    expect(anomalyText({ ...anomaly, kind })).toContain('1,200');
    expect(anomalyName({ ...anomaly, kind })).toBe(anomalyKinds[kind]);
  }
  expect(anomalyText({ ...anomaly, kind: 'samePerson' })).toContain('26-01-0001');
});

test('달은 해와 달로 적는다', () => {
  expect(monthText('2026-03')).toBe('2026년 3월');
});
