import type { ImportStep, Work } from './importFlow.ts';

/** Names of the four steps, in their order; the last is over when it is done. */
export const steps: readonly { readonly name: ImportStep['name']; readonly title: string }[] = [
  { name: 'choose', title: '파일 고르기' },
  { name: 'connect', title: '머리글과 열 연결' },
  { name: 'check', title: '검사 결과' },
  { name: 'done', title: '가져오기' },
];

/** Which step stands there, counted from 0; writing is the fourth already. */
export function stepPlace(step: ImportStep, work: Work | null): number {
  return work?.what === 'writing' ? 3 : steps.findIndex(({ name }) => name === step.name);
}

/** `2단계 머리글과 열 연결`. */
export function stepTitle(place: number): string {
  return `${place + 1}단계 ${steps[place]?.title ?? ''}`;
}

export function count(number: number): string {
  return number.toLocaleString('ko-KR');
}

/** What runs, in words, and what a cancel means for it. */
export const workWords: Readonly<Record<Work['what'], { readonly title: string; readonly cancel: string }>> = {
  choosing: { title: '파일을 읽고 있습니다', cancel: '취소하면 파일을 다시 골라야 합니다.' },
  checking: {
    title: '모든 행을 검사하고 있습니다',
    cancel: '검사는 아무것도 저장하지 않습니다. 취소하면 파일을 다시 골라야 합니다.',
  },
  writing: {
    title: '공장명부에 저장하고 있습니다',
    cancel: '한 번에 저장합니다. 취소하면 한 곳도 저장되지 않고, 공장명부는 가져오기 전 그대로입니다.',
  },
};
