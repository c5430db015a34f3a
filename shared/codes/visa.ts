/** 체류자격 (domain.md §3.8 with §13): what the centre may do for whom, as dated data. */
import type { Day } from '../korean/day.ts';
import type { Code } from './index.ts';

/** Whether the centre may place a holder: freely, under conditions, only by handing over to a 고용센터, or not at all. */
type Placement = 'free' | 'limited' | 'handOver' | 'none';

interface VisaRule {
  /** First day on which the rule holds; '' always. */
  readonly from: string;
  readonly placement: Placement;
  /** What to do, in one sentence. */
  readonly note: string;
}

export interface Visa extends Code {
  /** Oldest first; the last one that has begun holds. */
  readonly rules: readonly [VisaRule, ...VisaRule[]];
}

const bound = '근무처가 정해진 체류자격입니다. 회사를 바꾸려면 출입국·외국인청의 허가를 먼저 확인해 주십시오.';
const noWork = '취업할 수 없는 체류자격입니다. 알선하지 말고 체류자격 변경을 안내해 주십시오.';
const openly = '직종 제한 없이 알선할 수 있습니다.';

export const visas: readonly Visa[] = [
  {
    code: 'E-9',
    name: 'E-9 비전문취업',
    rules: [
      {
        from: '',
        placement: 'handOver',
        note: '센터가 알선할 수 없습니다(고용허가제). 연락처만 적고 고용센터로 넘겨 주십시오. 사업장 변경도 고용센터가 맡습니다.',
      },
    ],
  },
  {
    code: 'E-7-4',
    name: 'E-7-4 숙련기능인력',
    rules: [{ from: '', placement: 'limited', note: `${bound} 뿌리기업 확인서가 있으면 가점이 있습니다.` }],
  },
  { code: 'E-7', name: 'E-7-1·2·3 특정활동', rules: [{ from: '', placement: 'limited', note: bound }] },
  { code: 'E-10', name: 'E-10 선원취업', rules: [{ from: '', placement: 'none', note: '센터가 알선할 수 없습니다.' }] },
  {
    code: 'H-2',
    name: 'H-2 방문취업',
    rules: [
      {
        from: '',
        placement: 'limited',
        note: '회사의 특례고용가능확인과 취업개시 신고가 필요합니다.',
      },
      {
        from: '2026-02-12',
        placement: 'limited',
        note: 'F-4로 통합되어 새로 주지 않습니다. F-4로 바꾸었는지 확인해 주십시오. 아니면 회사의 특례고용가능확인과 취업개시 신고가 필요합니다.',
      },
    ],
  },
  {
    code: 'F-4',
    name: 'F-4 재외동포',
    rules: [
      { from: '', placement: 'limited', note: '단순노무 직종은 제한됩니다. 직종을 확인해 주십시오.' },
      {
        from: '2026-02-12',
        placement: 'limited',
        note: '제한 직종 47개 가운데 10개가 열리고 37개가 남았습니다. 직종을 확인해 주십시오.',
      },
    ],
  },
  {
    code: 'F-2',
    name: 'F-2 거주',
    rules: [{ from: '', placement: 'free', note: '대부분 제한 없이 알선할 수 있습니다. 세부 유형을 확인해 주십시오.' }],
  },
  { code: 'F-5', name: 'F-5 영주', rules: [{ from: '', placement: 'free', note: openly }] },
  { code: 'F-6', name: 'F-6 결혼이민', rules: [{ from: '', placement: 'free', note: openly }] },
  {
    code: 'D-2',
    name: 'D-2·D-4 유학·연수',
    rules: [
      {
        from: '',
        placement: 'limited',
        note: '시간제취업 허가가 있어야 합니다. 뿌리산업 양성대학 졸업자는 E-7-4를 안내해 주십시오.',
      },
    ],
  },
  {
    code: 'D-10',
    name: 'D-10 구직',
    rules: [{ from: '', placement: 'limited', note: '일을 시작하기 전에 체류자격을 바꾸어야 합니다.' }],
  },
  {
    code: 'G-1',
    name: 'G-1 기타',
    rules: [{ from: '', placement: 'limited', note: '체류자격외활동 허가가 있을 때만 알선할 수 있습니다.' }],
  },
  { code: 'F-1', name: 'F-1 방문동거', rules: [{ from: '', placement: 'none', note: noWork }] },
  { code: 'F-3', name: 'F-3 동반', rules: [{ from: '', placement: 'none', note: noWork }] },
  { code: 'C-3', name: 'C-3·B 단기·무사증', rules: [{ from: '', placement: 'none', note: noWork }] },
];

/** What the centre may do for a holder on a day; null for a 체류자격 that the table does not have. */
export function visaRule(code: string, day: Day): VisaRule | null {
  const rules: readonly VisaRule[] = visas.find((visa) => visa.code === code)?.rules ?? [];
  return rules.findLast(({ from }) => from <= day) ?? null;
}
