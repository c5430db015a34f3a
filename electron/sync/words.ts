import { recordWord } from '../../shared/rules/logWords.ts';
import type { TroubleRow } from '../store/hubLink.ts';

/** Why a stream was refused, and what to do about it, by the word of the protocol (docs/protocol.md §9, §13). */
const refused: Readonly<Record<string, string>> = {
  fork: '한 이름으로 쓰는 노트북이 둘입니다. 자료를 복사해 썼거나 참여 파일을 두 번 썼을 수 있습니다. 관리자가 그중 한 대를 회수하고 새 참여 파일로 다시 참여하게 해 주십시오.',
  signature:
    '봉인이 알고 있는 열쇠와 맞지 않아 받지 않았습니다. 그 노트북을 켜서 동기화하게 한 뒤 다시 시도해 주십시오. 계속되면 그 노트북의 자료를 복사해 쓰는 컴퓨터가 있는지 관리자가 확인해 주십시오.',
  unknownDevice: '허브가 모르는 노트북이 쓴 것입니다. 관리자가 그 노트북을 허브에 연결한 뒤 다시 시도해 주십시오.',
  gap: '앞의 변경이 빠져 있습니다. 그 노트북을 켜서 동기화하게 한 뒤 다시 시도해 주십시오.',
  notReady: '먼저 쓴 다른 노트북의 변경이 아직 오지 않았습니다. 다른 노트북을 모두 동기화한 뒤 다시 시도해 주십시오.',
  malformed:
    '변경의 형식이 맞지 않습니다. 버리지 않았습니다. 관리자가 내보내어 프로그램을 맡은 사람에게 전해 주십시오.',
  erasure:
    '한꺼번에 많은 것을 파기하는 변경이라 허브가 확인을 기다립니다. 허브를 맡은 사람이 확인하면 저절로 올라갑니다.',
  tooLarge:
    '변경이 허브가 받는 크기를 넘습니다. 버리지 않았습니다. 관리자가 내보내어 프로그램을 맡은 사람에게 전해 주십시오.',
};
/** Where the hub's word asks for something else than the same word said here. */
const refusedByHub: Readonly<Record<string, string>> = {
  signature:
    '허브가 가진 그 노트북의 기록과 이어지지 않아 허브가 받지 않았습니다. 그 노트북의 자료를 복사해 쓰는 컴퓨터가 있는지 관리자가 확인해 주십시오. 있으면 한 대만 남기고, 나머지는 새 참여 파일로 다시 참여하게 해 주십시오.',
};
const anyOther =
  '변경이 거절되었습니다. 버리지 않았습니다. 다시 시도해 보고, 계속되면 관리자가 내보내어 프로그램을 맡은 사람에게 전해 주십시오.';
const unreadable =
  '받았으나 이 노트북의 열쇠로 읽을 수 없는 변경입니다. 버리지 않았습니다. 관리자가 내보내어 프로그램을 맡은 사람에게 전해 주십시오.';

/** Two laptops that hold the same and show it otherwise; `why` names the record types, none where they are not known. */
function differs(why: string): string {
  const types = why === '' ? [] : why.split(',').map(recordWord);
  const where = types.length === 0 ? '' : ` 다른 것: ${types.join(', ')}.`;
  return `같은 변경을 모두 가지고 있는데 이 노트북과 기록이 다릅니다.${where} 두 노트북 모두 그대로 쓰시면 되며, 지우거나 바꾼 것은 없습니다. 두 노트북에서 백업을 하나씩 만들고, 관리자가 각각 내보낸 보고서를 프로그램을 맡은 사람에게 전해 주십시오. 보고서에는 개인정보가 없습니다. 다음 비교에서 같아지면 저절로 없어집니다.`;
}

/** What an item of 확인 필요 says to people. */
export function troubleSentence({
  kind,
  why,
  rows,
  agreed,
}: Pick<TroubleRow, 'kind' | 'why' | 'rows' | 'agreed'>): string {
  switch (kind) {
    case 'erasure':
      return agreed === null
        ? `기록 ${(rows ?? 0).toLocaleString('ko-KR')}건을 한꺼번에 파기하는 변경이 기다리고 있습니다. 그 노트북이 그 뒤에 쓴 것도 함께 기다립니다. 관리자가 파기한 직원에게 맞는지 물어본 뒤 받아들여 주십시오.`
        : '받아들인 파기를 아직 마치지 못했습니다. 다시 시도해 주십시오.';
    case 'unreadable':
      return unreadable;
    case 'refusedByHub':
      return refusedByHub[why] ?? refused[why] ?? anyOther;
    case 'refusedHere':
      return refused[why] ?? anyOther;
    case 'differs':
      return differs(why);
  }
}
