/**
 * What can be wrong with the access log (접속기록 위·변조, 안전성 확보조치 기준 §8③), each with the sentence that a 관리자
 * reads. `from` and `to` are numbers of lines, inclusive.
 */
export type LogFault =
  | { readonly kind: 'changed'; readonly from: number; readonly to: number }
  | { readonly kind: 'unsigned'; readonly from: number; readonly to: number }
  | { readonly kind: 'missing'; readonly from: number; readonly to: number }
  | { readonly kind: 'inserted'; readonly from: number; readonly to: number }
  | { readonly kind: 'tailMissing'; readonly from: number; readonly to: number }
  | { readonly kind: 'anchorOther'; readonly from: number; readonly to: number }
  | { readonly kind: 'anchorOld'; readonly from: number; readonly to: number }
  | { readonly kind: 'anchorMissing'; readonly from: number; readonly to: number }
  | { readonly kind: 'anchorDamaged'; readonly from: number; readonly to: number }
  | { readonly kind: 'baseDamaged'; readonly from: number; readonly to: number }
  | { readonly kind: 'subjects'; readonly from: number; readonly to: number };

export type LogFaultKind = LogFault['kind'];

export const logFaultKinds = [
  'changed',
  'unsigned',
  'missing',
  'inserted',
  'tailMissing',
  'anchorOther',
  'anchorOld',
  'anchorMissing',
  'anchorDamaged',
  'baseDamaged',
  'subjects',
] as const satisfies readonly LogFaultKind[];

const number = (n: number): string => n.toLocaleString('ko-KR');

function lines({ from, to }: { from: number; to: number }): string {
  return from === to ? `${number(from)}번 줄` : `${number(from)}번부터 ${number(to)}번까지의 줄`;
}

const report = '자료 폴더를 그대로 두고 개인정보 보호책임자에게 알려 주십시오.';

/** What is wrong, and what to do about it. */
export function logFaultSentence(fault: LogFault): string {
  switch (fault.kind) {
    case 'changed':
      return `접속기록 ${lines(fault)}의 내용이 기록된 뒤에 바뀌었거나, 없던 줄이 끼워 넣어졌습니다. ${report}`;
    case 'unsigned':
      return `접속기록 ${lines(fault)}에 서명이 없습니다. 프로그램이 아닌 것이 적었거나 서명을 지웠습니다. ${report}`;
    case 'missing':
      return `접속기록 ${lines(fault)}이 지워졌습니다. ${report}`;
    case 'inserted':
      return `접속기록의 처음보다 앞에 ${lines(fault)}이 끼워 넣어졌습니다. ${report}`;
    case 'tailMissing':
      return `접속기록의 마지막 부분인 ${lines(fault)}이 없습니다. 마지막 줄이 지워졌거나 자료 파일이 예전 것으로 바뀌었습니다. ${report}`;
    case 'anchorOther':
      return `접속기록 ${lines(fault)}이 기준점 파일(log-anchor.json)에 적힌 것과 다릅니다. 접속기록이나 자료 파일이 바뀌었습니다. ${report}`;
    case 'anchorOld':
      return `기준점 파일(log-anchor.json)이 예전 것으로 바뀌었습니다. ${lines(fault)}을 확인해 줄 기준점이 없습니다. ${report}`;
    case 'anchorMissing':
      return `기준점 파일(log-anchor.json)이 지워졌습니다. ${lines(fault)}을 확인해 줄 기준점이 없습니다. ${report}`;
    case 'anchorDamaged':
      return `기준점 파일(log-anchor.json)이 바뀌었거나 상했습니다. ${lines(fault)}을 확인해 줄 기준점이 없습니다. ${report}`;
    case 'baseDamaged':
      return `접속기록의 시작점이나 기준 정보의 서명이 맞지 않습니다. ${lines(fault)}을 확인할 수 없습니다. ${report}`;
    case 'subjects':
      return `사람별 접속기록 색인이 접속기록과 다릅니다. 한 사람의 접속기록이 빠지거나 더 나올 수 있습니다. ${report}`;
  }
}
