import { expect, test } from 'vitest';
import { namesIn } from './names.ts';

test('한 줄에 한 사람씩 적은 도우미를 빈 줄과 빈칸을 빼고 읽는다', () => {
  expect(namesIn(' 김도움 \r\n\r\n이보조\n')).toEqual(['김도움', '이보조']);
});

test('엑셀에서 붙여 넣은 이름과 쉼표로 이은 이름도 읽는다', () => {
  expect(namesIn('김도움\t이보조, 박안내')).toEqual(['김도움', '이보조', '박안내']);
  expect(namesIn(' \n ')).toEqual([]);
});

test('띄어 쓴 외국인 이름은 한 사람이다', () => {
  expect(namesIn('NGUYEN VAN AN\n김도움')).toEqual(['NGUYEN VAN AN', '김도움']);
});
