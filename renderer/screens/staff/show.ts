import type { StaffRow } from '../../../shared/contract/staff.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import type { Tone } from '../../parts/Badge.tsx';

type Status = StaffRow['status'];

/** What the state of an account is called. */
export const statuses: Readonly<Record<Status, { readonly name: string; readonly tone: Tone }>> = {
  working: { name: '사용 중', tone: 'success' },
  locked: { name: '잠김', tone: 'danger' },
  newPassword: { name: '첫 로그인 전', tone: 'info' },
  noKey: { name: '이 노트북에 비밀번호 없음', tone: 'warning' },
  ended: { name: '말소', tone: 'plain' },
};

/** What to do about it, in a sentence; '' where there is nothing to do. */
export const statusWords: Readonly<Record<Status, string>> = {
  working: '',
  locked: '비밀번호를 여러 번 틀려 이 노트북에서 잠겼습니다. 본인인지 확인한 뒤 잠금을 풀어 주십시오.',
  newPassword: '받은 비밀번호로 아직 로그인하지 않았습니다.',
  noKey: '다른 노트북에서 만든 계정입니다. 이 노트북에서도 쓰려면 비밀번호를 재설정해 주십시오.',
  ended: '이 계정으로는 로그인할 수 없습니다. 남긴 기록은 그대로 있습니다.',
};

/** Until when an account works, or since when it does not. */
export function spanText({ endsOn, endedAt }: Pick<StaffRow, 'endsOn' | 'endedAt'>): string {
  if (endedAt !== null) return `${formatInstant(endedAt).slice(0, 10)} 말소`;
  return endsOn === null ? '' : `${endsOn}까지`;
}

interface Named {
  readonly id: number;
  readonly name: string;
  readonly ended: boolean;
}

/** Members of staff to choose from, those who have left told as such. */
export function staffEntries(staff: readonly Named[]): { readonly code: string; readonly name: string }[] {
  return staff.map(({ id, name, ended }) => ({ code: String(id), name: ended ? `${name} (말소)` : name }));
}
