/** What an operator looks at from time to time, and what is done about what is found. */
import type { Command } from './commands.ts';
import { Sentence } from './sentence.ts';
import { HubBusy, type BlobsChecked } from './store/hubStore.ts';
import type { RoomNow } from './store/room.ts';

const count = (n: number): string => n.toLocaleString('ko-KR');
const gb = (bytes: number): string => `${(bytes / 1e9).toLocaleString('ko-KR', { maximumFractionDigits: 1 })}GB`;

/** Which ones, for who compares them with a backup: a few beginnings of names. */
function few(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => name.slice(0, 12));
  return shown.join(', ') + (names.length > shown.length ? ' …' : '');
}

function faultsOf({ damaged, stray }: BlobsChecked): string[] {
  return [
    ...(damaged.length === 0
      ? []
      : [
          `첨부 서류 ${count(damaged.length)}쪽의 암호문이 상했습니다(${few(damaged)}). 디스크를 점검하고 지금 자료를 백업한 뒤 \`npm run hub -- mend\`로 지우십시오. 그 서류를 가진 노트북이 다시 올립니다.`,
        ]),
    ...(stray.length === 0
      ? []
      : [
          `첨부 서류 ${count(stray.length)}쪽이 누구의 것인지 모르거나 이미 파기한 사람의 것입니다(${few(stray)}). \`npm run hub -- mend\`로 지우십시오.`,
        ]),
  ];
}

function roomText({ bytes, most, free, spare, isFull }: RoomNow): string {
  const parts = [
    `첨부 서류가 쓰는 자리 ${gb(bytes)}`,
    ...(most === null ? [] : [`한도 ${gb(most)}`]),
    ...(free === null ? [] : [`디스크의 빈 자리 ${gb(free)}(${gb(spare)}는 남깁니다)`]),
  ];
  return isFull
    ? `${parts.join(', ')}. 자리가 모자라 첨부 서류를 받지 않고 있습니다. 변경은 받습니다. 디스크를 늘리거나 HUB_BLOBS_GB, HUB_FREE_GB를 고치십시오.`
    : `${parts.join(', ')}.`;
}

/** Everything is looked at before anything is said to be wrong; then the command fails. */
export const check: Command = async (store, _args, _config, { print }) => {
  const { changes, fault } = await store.check();
  const faults: string[] = [];
  if (fault === null) print(`모든 변경 ${changes}건의 이음과 서명이 맞습니다.`);
  else faults.push(`변경 ${changes}건째에서 어긋났습니다(${fault}). 자료를 그대로 두고 백업과 비교하십시오.`);
  const blobs = await store.checkBlobs();
  const wrong = faultsOf(blobs);
  faults.push(...wrong);
  if (wrong.length === 0) print(`첨부 서류 ${count(blobs.blobs)}쪽의 암호문이 맞습니다.`);
  if (blobs.early > 0)
    print(
      `그 가운데 ${count(blobs.early)}쪽은 딸린 변경이 아직 오지 않았습니다. 올린 노트북이 연결되면 옵니다. 계속되면 \`npm run hub -- alarms\`를 보십시오.`,
    );
  print(roomText(await store.blobRoom()));
  const residue = await store.residue();
  if (residue > 0)
    print(
      `마지막으로 표를 새로 쓴 뒤에 ${count(residue)}건을 파기했습니다. PostgreSQL의 파일에 그 암호문이 남아 있을 수 있습니다. 노트북을 쓰지 않는 시간에 \`npm run hub -- rewrite\`를 실행하십시오.`,
    );
  if (faults.length > 0) throw new Sentence(faults.join('\n'));
};

export const mend: Command = async (store, _args, _config, { print }) => {
  const { damaged, stray } = await store.checkBlobs();
  const found = [...damaged, ...stray];
  if (found.length === 0) {
    print('지울 것이 없습니다. 첨부 서류의 암호문이 모두 맞습니다.');
    return;
  }
  for (let from = 0; from < found.length; from += 500) await store.dropBlobs(found.slice(from, from + 500));
  print(`첨부 서류 ${count(found.length)}쪽을 지웠습니다.`);
  if (damaged.length > 0)
    print(
      '상했던 것은 그 서류를 가진 노트북이 여섯 시간 안에, 또는 프로그램을 다시 켤 때 올립니다. 그 뒤에도 열리지 않는 서류는 어느 노트북에도 없는 것이니 백업에서 되돌리십시오.',
    );
};

export const rewrite: Command = async (store, _args, { databaseUrl }, { print }) => {
  if (databaseUrl === null) {
    print('SQLite는 파기한 자리를 바로 덮어씁니다. 새로 쓸 것이 없습니다.');
    return;
  }
  try {
    await store.rewrite();
  } catch (cause) {
    if (!(cause instanceof HubBusy)) throw cause;
    throw new Sentence(
      '데이터베이스가 바쁘거나 자리가 모자라 새로 쓰지 못했습니다. 허브를 모두 멈추고, 표의 크기만큼 빈 자리가 있는지 보고 다시 실행하십시오.',
      { cause },
    );
  }
  print('표를 새로 썼습니다. 파기한 암호문이 표의 파일에 남아 있지 않습니다.');
  print('WAL과 그 보관본, 복제 서버, 백업에는 기간이 지날 때까지 남습니다(docs/hub.ko.md의 PostgreSQL).');
};
