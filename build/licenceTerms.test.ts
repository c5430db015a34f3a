import { expect, test } from 'vitest';
import { apacheTermsOnce } from './licenceTerms.ts';

const terms = (first: string, rest: string) =>
  `Apache License\n  Version 2.0, January 2004\n${first} ${rest}\nEND OF TERMS AND CONDITIONS`;

test('같은 아파치 조항은 줄바꿈과 번호가 달라도 한 번만, 맨 끝에 나온다', () => {
  const text = `## 하나\n\n${terms('(a) You may', 'copy.')}\n\nCopyright 하나\n\n## 둘\n\n${terms('You\n   may', 'copy.')}\n`;
  const once = apacheTermsOnce(text);
  expect(once.match(/You\s+may/g)).toHaveLength(1);
  expect(once.indexOf('You may')).toBeGreaterThan(once.indexOf('## 둘'));
  expect(once).toContain('Copyright 하나');
  expect(once.match(/맨 끝에 있습니다/g)).toHaveLength(2);
});

test('낱말이 하나라도 다른 조항은 제자리에 남는다', () => {
  const text = `## 하나\n\n${terms('You may', 'copy.')}\n\n## 둘\n\n${terms('You may', 'not copy.')}\n`;
  expect(apacheTermsOnce(text)).toContain('not copy.');
});

test('아파치 조항이 없으면 그대로이다', () => {
  expect(apacheTermsOnce('## 하나\n\nMIT\n')).toBe('## 하나\n\nMIT\n');
});
