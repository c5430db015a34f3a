import type { ImportList } from '../../../shared/contract/import.ts';
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

/** What a list is called on the screens of its import. */
export interface ListWords {
  /** What it is brought into: 공장명부. */
  readonly into: string;
  /** The same with its particles: 공장명부는, 공장명부에. */
  readonly topic: string;
  readonly counter: string;
  /** One entry, as subject and as topic of a sentence: 공장이, 공장은. */
  readonly one: string;
  readonly oneIs: string;
  /** The field that must be connected. */
  readonly name: string;
  /** What tells a row apart beside its name. */
  readonly about: string;
  /** Where its file comes from, and what it must have. */
  readonly source: string;
  readonly needs: string;
  /** The button that leads to the list. */
  readonly open: string;
}

export const listWords: Readonly<Record<ImportList, ListWords>> = {
  factory: {
    into: '공장명부',
    topic: '공장명부는',
    counter: '곳',
    one: '공장이',
    oneIs: '공장은',
    name: '회사명',
    about: '주소',
    source: '시·구청이나 산업단지공단에서 받은 공장 목록 파일을 고르십시오. 파일은 이 컴퓨터 안에서만 읽습니다.',
    needs: '회사명 열은 꼭 있어야 합니다. 주소나 PNU가 있으면 구·군과 산업단지도 채웁니다.',
    open: '공장명부 보기',
  },
  person: {
    into: '구직자',
    topic: '구직자 목록은',
    counter: '명',
    one: '사람이',
    oneIs: '사람은',
    name: '성명',
    about: '생년월일·전화',
    source: '쓰던 구직자 명부나 참여자 목록 파일을 고르십시오. 파일은 이 컴퓨터 안에서만 읽습니다.',
    needs:
      '성명 열은 꼭 있어야 하고, 행마다 연락처가 하나는 있어야 합니다. 주민등록번호 열은 읽으면서 버리고, 다른 칸에 주민등록번호가 있는 행은 거절합니다.',
    open: '구직자 보기',
  },
  company: {
    into: '기업',
    topic: '기업 목록은',
    counter: '곳',
    one: '기업이',
    oneIs: '기업은',
    name: '상호',
    about: '주소',
    source: '쓰던 기업 명부 파일을 고르십시오. 파일은 이 컴퓨터 안에서만 읽습니다.',
    needs: '상호 열은 꼭 있어야 합니다. 사업자등록번호가 있으면 같은 기업을 알아봅니다.',
    open: '기업 보기',
  },
};

/** What runs, in words, and what a cancel means for it. */
export function workWords(what: Work['what'], { into, topic, counter }: ListWords): { title: string; cancel: string } {
  switch (what) {
    case 'choosing':
      return { title: '파일을 읽고 있습니다', cancel: '취소하면 파일을 다시 골라야 합니다.' };
    case 'checking':
      return {
        title: '모든 행을 검사하고 있습니다',
        cancel: '검사는 아무것도 저장하지 않습니다. 취소하면 파일을 다시 골라야 합니다.',
      };
    case 'writing':
      return {
        title: `${into}에 저장하고 있습니다`,
        cancel: `한 번에 저장합니다. 취소하면 한 ${counter}도 저장되지 않고, ${topic} 가져오기 전 그대로입니다.`,
      };
  }
}
