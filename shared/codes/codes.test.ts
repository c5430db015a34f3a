import { describe, expect, test } from 'vitest';
import type { Day } from '../korean/day.ts';
import { attachmentKinds } from './attachment.ts';
import { complexAt, complexes, complexNamed } from './complex.ts';
import { consultationActions, consultationMethods, consultationSubjects, consultationTypes } from './consultation.ts';
import { abolishedDistricts, districtName, districtNow, districts, dongKey } from './district.ts';
import { dongs } from './dong.ts';
import { activeOn, codeName, isCode, type Code } from './index.ts';
import {
  commutes,
  dormitoryWishes,
  drivingLicences,
  educations,
  employments,
  employmentTypes,
  graduations,
  inflows,
  militaries,
  sexes,
  shiftWishes,
  supportSchemes,
  vulnerableGroups,
  wageForms,
  wantedEducations,
} from './person.ts';
import { visas } from './visa.ts';
import { rootTechnologies, rootTechnologyOfIndustry } from './rootTechnology.ts';

const tables: Readonly<Record<string, readonly Code[]>> = {
  districts,
  abolishedDistricts,
  attachmentKinds,
  complexes,
  consultationActions,
  consultationMethods,
  consultationSubjects,
  consultationTypes,
  educations,
  wantedEducations,
  employments,
  graduations,
  inflows,
  sexes,
  rootTechnologies,
  commutes,
  dormitoryWishes,
  drivingLicences,
  employmentTypes,
  militaries,
  shiftWishes,
  supportSchemes,
  vulnerableGroups,
  wageForms,
  visas,
};

describe('코드표', () => {
  test.each(Object.entries(tables))('%s에는 같은 코드나 같은 이름이 두 번 없다', (_, table) => {
    expect(new Set(table.map(({ code }) => code)).size).toBe(table.length);
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
  });
  test('끝난 코드도 이름은 남고, 없는 코드는 코드가 이름이다', () => {
    expect(codeName(abolishedDistricts, '28260')).toBe('서구');
    expect(codeName(inflows, '77')).toBe('77');
    expect(isCode(inflows, '77')).toBe(false);
    expect(isCode(inflows, '99')).toBe(true);
  });
  test('그날 쓸 수 있는 코드만 고르게 한다', () => {
    expect(activeOn(districts, '2026-06-30' as Day).map(({ name }) => name)).not.toContain('서해구');
    expect(activeOn(districts, '2026-07-01' as Day)).toHaveLength(11);
    expect(activeOn(abolishedDistricts, '2026-06-30' as Day).map(({ name }) => name)).toEqual(['중구', '동구', '서구']);
    expect(activeOn(abolishedDistricts, '2026-07-01' as Day)).toEqual([]);
  });
});

describe('2026년 7월 1일의 군·구', () => {
  test.each([
    ['서구', '금곡동', '28290'],
    ['동구', '금곡동', '28125'],
    ['중구', '운서동', '28155'],
    ['중구', '항동7가', '28125'],
    ['서구', '가좌동', '28275'],
    ['서구', '가좌4동', '28275'],
    ['서구', '아라1동', '28290'],
    ['서구', '오류동', '28290'],
    ['계양구', '오류동', '28245'],
    ['남구', '주안동', '28177'],
    ['북구', '부평동', '28237'],
    ['북구', '오류동', '28245'],
    ['님동구', '고잔동', '28200'],
    ['미추홀구구', '도화동', '28177'],
    ['28260', '왕길동', '28290'],
    ['검단구', '오류동', '28290'],
  ])('%s %s → %s', (oldGu, dong, code) => {
    expect(districtNow(oldGu, dong)).toBe(code);
  });
  test('나뉜 구는 동을 모르면 정하지 않고, 합쳐진 구는 정한다', () => {
    expect(districtNow('서구')).toBeNull();
    expect(districtNow('중구')).toBeNull();
    expect(districtNow('서구', '없는동')).toBeNull();
    expect(districtNow('동구')).toBe('28125');
    expect(districtNow('남구')).toBe('28177');
    expect(districtNow('강남구', '역삼동')).toBeNull();
  });
  test('별칭과 오타를 한 이름으로 읽는다', () => {
    expect(districtName(' 님동구 ')).toBe('남동구');
    expect(districtName('28275')).toBe('서해구');
    expect(districtName('해운대구')).toBeNull();
  });
  test('번호 붙은 행정동은 법정동이 되고 가(街)는 그대로이다', () => {
    expect(['주안1.3동', '화수1·2동', '중앙동1가', '만수6동', '심곡동'].map(dongKey)).toEqual([
      '주안동',
      '화수동',
      '중앙동1가',
      '만수동',
      '심곡동',
    ]);
  });
});

describe('법정동', () => {
  test('331곳이고 코드는 열 자리이며 겹치지 않는다', () => {
    expect(dongs).toHaveLength(331);
    expect(new Set(dongs.map(({ code }) => code)).size).toBe(331);
    expect(dongs.every(({ code, dong }) => /^28\d{8}$/u.test(code) && /[동읍면가]$/u.test(dong))).toBe(true);
  });
  test('모든 법정동은 지금의 한 구에 속하고, 열한 구에 모두 동이 있다', () => {
    expect(new Set(dongs.map(({ districtCode }) => districtCode))).toEqual(new Set(districts.map(({ code }) => code)));
  });
  test('살아 있는 법정동은 districtNow가 같은 구로 옮긴다', () => {
    for (const { oldGu, dong, districtCode } of dongs.filter(({ to }) => to === undefined)) {
      expect(districtNow(oldGu, dong)).toBe(districtCode);
    }
  });
});

describe('산업단지', () => {
  test('현장에서 부르는 이름으로 찾는다', () => {
    const codes = [
      '남동공단 72블럭 5롯트',
      '부평공단',
      '4공단',
      '주안공단',
      '검단산단',
      '검단2산단',
      '지방산단',
      '기계산단',
      '서부산단',
    ].map((text) => complexNamed(text)?.code);
    expect(codes).toEqual(['128010', '111013', '111013', '111014', '228080', '228150', '228030', '228020', '228040']);
  });
  test('동 이름만으로는 산업단지가 되지 않는다', () => {
    expect(complexNamed('계양구 서운동')).toBeNull();
    expect(complexNamed('')).toBeNull();
  });
  test('모든 산업단지는 인천 안에 있고 실제 동에 걸쳐 있으며, 그 중심은 그 단지이다', () => {
    for (const place of complexes) {
      expect(
        place.centre[0] > 126.3 && place.centre[0] < 126.8 && place.centre[1] > 37.35 && place.centre[1] < 37.8,
      ).toBe(true);
      expect(place.dongs.every(([oldGu, dong]) => dongs.some((row) => row.oldGu === oldGu && row.dong === dong))).toBe(
        true,
      );
      expect(complexAt(place.centre)?.code).toBe(place.code);
    }
  });
  test('멀리 있거나 다른 동이면 산업단지로 짐작하지 않는다', () => {
    expect(complexAt([126.5, 37.6])).toBeNull();
    expect(complexAt([126.690592, 37.406069], { oldGu: '남동구', dong: '구월동' })).toBeNull();
    expect(complexAt([126.690592, 37.406069], { oldGu: '남동구', dong: '고잔동' })?.code).toBe('128010');
  });
});

describe('뿌리기술', () => {
  test('열네 기술이다', () => {
    expect(rootTechnologies).toHaveLength(14);
  });
  test.each([
    ['도금업 외 2 종', 'R05'],
    ['절삭가공 및 유사처리업', 'R08'],
    ['절삭 가공 및 유사 처리업', 'R08'],
    ['주형 및 금형 제조업 외 1 종', 'R02'],
    ['알루미늄주물 주조업', 'R01'],
    ['금속 열처리업', 'R06'],
    ['기타 기계.장비 조립용 플라스틱 제품 제조업', 'R07'],
    ['도장및기타피막처리업', 'R05'],
    ['디지털 적층 성형기계 제조업', 'R09'],
    ['경 인쇄업 외 2 종', null],
    ['산업용 로봇 제조업', null],
    ['', null],
  ])('%s → %s', (industry, code) => {
    expect(rootTechnologyOfIndustry(industry)).toBe(code);
  });
});
