import { describe, expect, it } from 'vitest';
import type { Cell, SheetRow } from './cell.ts';
import { factoryColumns } from './factoryColumns.ts';
import { findHeader, guessMapping } from './header.ts';

const sheet = (...lines: readonly (readonly Cell[])[]): SheetRow[] =>
  lines.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => cells.length > 0);

describe('머리글 찾기', () => {
  it('제목, 기준일, 빈 줄 아래의 머리글을 찾는다', () => {
    const rows = sheet(
      ['인천광역시 공장등록 현황'],
      [null, '(기준일: 2026. 5. 31.)'],
      [],
      ['연번', '회사명', '공장주소'],
      [1, '가나', '인천'],
    );
    expect(findHeader(rows, factoryColumns)).toEqual({ row: 2, height: 1, titles: ['연번', '회사명', '공장주소'] });
  });

  it('두 줄 머리글을 합치고 단위 줄을 건너뛴다', () => {
    const rows = sheet(
      ['연번', '업체명', '종업원수', null, '연락처'],
      [null, null, '남', '여', null],
      [null, null, '(명)', '(명)', null],
      [1, '가나', 3, 4, '032-800-1001'],
    );
    const header = findHeader(rows, factoryColumns);
    expect(header).toMatchObject({
      row: 0,
      height: 3,
      titles: ['연번', '업체명', '종업원수 남', '종업원수 여', '연락처'],
    });
    expect(guessMapping(header?.titles ?? [], factoryColumns)).toEqual({ name: 1, men: 2, women: 3, phone: 4 });
  });

  it('머리글 바로 위의 기준일은 머리글에 들어가지 않는다', () => {
    const rows = sheet([null, null, '(기준일: 2026. 5. 31.)'], ['회사명', '공장주소', '생산품'], ['가', '나', '다']);
    expect(findHeader(rows, factoryColumns)).toMatchObject({ row: 1, height: 1 });
  });

  it('열 줄 안에 없으면 없다고 한다', () => {
    const rows = sheet(...Array.from({ length: 10 }, (_, n) => [`설명 ${n}`]), ['회사명', '공장주소']);
    expect(findHeader(rows, factoryColumns)).toBeNull();
    expect(findHeader([], factoryColumns)).toBeNull();
    expect(findHeader(sheet([1, 2], [3, { kind: 'day', iso: '2026-03-01' }]), factoryColumns)).toBeNull();
  });

  it('자료의 낱말이 머리글을 이기지 않는다', () => {
    const rows = sheet(['회사명', '업종', '주소', '전화번호'], ['주소', '업종', '회사', '전화']);
    expect(findHeader(rows, factoryColumns)?.row).toBe(0);
  });
});

describe('열 연결', () => {
  it('전국 공장등록 자료의 머리글을 모두 알아본다', () => {
    const titles =
      '시도명,시군구명,관리기관,회사명,공장구분,단지명,설립구분,입주형태,보유구분,최초승인일,최초등록일,등록구분,등록일,전화번호,남자종업원,여자종업원,외국인남자,외국인여자,종업원합계,생산품,원자재,공장규모,용도지역,지목,용지면적,제조시설면적,부대시설면적,건축면적,지식산업센터명,대표업종,업종명,업종코드,차수,법인주소,필지수,공장주소,공장주소_지번,공장관리번호'.split(
        ',',
      );
    expect(guessMapping(titles, factoryColumns)).toEqual({
      city: 0,
      district: 1,
      name: 3,
      complex: 5,
      phone: 13,
      men: 14,
      women: 15,
      foreignMen: 16,
      foreignWomen: 17,
      employees: 18,
      product: 19,
      industry: 30,
      address: 35,
      lotAddress: 36,
      factoryNumber: 37,
    });
  });

  it.each([
    [
      ['순번', '제조업체명', '사업유형', '주력사업(생산품)', '업체 주소', '업체전화번호'],
      { name: 1, industry: 2, product: 3, address: 4, phone: 5 },
    ],
    [
      ['상호명', '업종', '주요생산품명', '공장대표주소(도로명)', '공장대표주소(지번)', '연락처'],
      { name: 0, industry: 1, product: 2, address: 3, lotAddress: 4, phone: 5 },
    ],
    [
      ['업 체 명', '구분', '생산품목', '소재지도로명주소', '소재지전화'],
      { name: 0, industry: 1, product: 2, address: 3, phone: 4 },
    ],
    [['회사명', '단지명', '생산품', '공장주소'], { name: 0, complex: 1, product: 2, address: 3 }],
  ])('시·군·구 자료의 머리글 %j', (titles, mapping) => {
    expect(guessMapping(titles, factoryColumns)).toEqual(mapping);
  });

  it('같은 머리글이 둘이면 앞의 열만 쓴다', () => {
    expect(guessMapping(['회사명', '회사명'], factoryColumns)).toEqual({ name: 0 });
  });
});
