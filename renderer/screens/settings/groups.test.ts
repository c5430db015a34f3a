import { expect, test } from 'vitest';
import { centreInput, ruleNames } from '../../../shared/model/centreForm.ts';
import { profile, ruleGroups } from './groups.ts';

test('설정 화면에는 센터 정보와 보안 규칙이 하나도 빠짐없이 한 번씩 나온다', () => {
  // 주민번호 아님 belongs to the form as a whole, which shows it where a text was stopped (parts/useDeskForm.ts).
  const asked = Object.keys(centreInput.shape).filter((name) => name !== 'notResident');
  const shown = [...profile.map(({ name }) => name), ...ruleGroups.flatMap(({ rules }) => rules)];
  expect(shown.toSorted()).toEqual(asked.toSorted());
  expect(ruleGroups.flatMap(({ rules }) => rules).toSorted()).toEqual(ruleNames.toSorted());
});
