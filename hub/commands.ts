/** What an operator does at the hub, also while it runs: the registry is asked anew for every request. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { invitationUri, makeInvitation, parsePlace, typedInvitation } from '../shared/sync/invitation.ts';
import { readLetters } from '../shared/rules/typedKey.ts';
import { ownAddresses } from './addresses.ts';
import type { HubConfig } from './config.ts';
import { identityFile, prepareFolder, readIdentity } from './folder.ts';
import { check, mend, rewrite } from './checkCommands.ts';
import { codeHashOf } from './gate/storeGate.ts';
import { openStore, storeFile } from './openStore.ts';
import { qrText } from './qr.ts';
import { Sentence } from './sentence.ts';
import type { Alarm, Device, HubStore, Standing } from './store/hubStore.ts';

const INVITED_MS = 48 * 60 * 60 * 1000;

export type Terminal = { readonly print: (text: string) => void; readonly colours: boolean };

export type Command = (
  store: HubStore,
  args: readonly string[],
  config: HubConfig,
  terminal: Terminal,
) => Promise<void>;

const clockForm = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Seoul' });
const at = (ms: number | null): string => (ms === null ? '–' : clockForm.format(ms));

const standings: Readonly<Record<Standing, string>> = { enrolled: '사용 중', recalled: '회수 중', revoked: '차단' };

/** How `invite` is told that the laptop is to be a warden; not a word that a note begins with. */
export const asWarden = '--warden';

async function invite(
  store: HubStore,
  args: readonly string[],
  config: HubConfig,
  { print, colours }: Terminal,
): Promise<void> {
  const warden = args[0] === asWarden;
  const note = args
    .slice(warden ? 1 : 0)
    .join(' ')
    .slice(0, 100);
  const { netKey } = await readIdentity(config.folder);
  const place = parsePlace(config.address ?? '');
  const address = place?.address ?? ownAddresses()[0];
  if (address === undefined)
    throw new Sentence('이 컴퓨터의 네트워크 주소를 찾지 못했습니다. HUB_ADDRESS에 노트북이 찾아올 주소를 적으십시오.');
  const hasPort = config.address !== null && /:\d+$/.test(config.address);
  const port = place !== null && hasPort ? place.port : config.port;
  const invitation = makeInvitation({ address, port, netKey }, randomBytes(10));
  const madeAt = Date.now();
  const expiresAt = madeAt + INVITED_MS;
  const isNew = await store.invite({ codeHash: codeHashOf(invitation.code), note, madeAt, expiresAt, warden });
  if (!isNew) throw new Sentence('초대를 만들지 못했습니다. 다시 실행하십시오.');
  const typed = typedInvitation(invitation);
  const uri = invitationUri(invitation) ?? '';
  print(
    [
      `노트북 한 대를 초대합니다${note === '' ? '' : ` (${note})`}. ${at(expiresAt)}까지 한 번만 쓸 수 있습니다.`,
      ...(warden || !(await store.devices()).some((one) => one.scopes === null || one.warden)
        ? ['이 초대로 등록하는 노트북은 관리 노트북이 됩니다. 다른 노트북의 회수와 차단을 허브에 알립니다.']
        : []),
      '',
      `  주소  ${typed.place}`,
      `  초대  ${typed.letters}`,
      '',
      '노트북에서 동기화 › 허브에 연결을 열고 두 줄을 입력하거나, 아래 QR을 읽거나, 마지막 줄을 붙여 넣으십시오.',
      '',
      qrText(uri, colours),
      '',
      uri,
    ].join('\n'),
  );
}

/** A device by its name or by the beginning of it, as far as that says which one. */
async function deviceOf(store: HubStore, [typed = '']: readonly string[]): Promise<Device> {
  const all = await store.devices();
  const exact = all.find(({ device }) => device === typed);
  if (exact !== undefined) return exact;
  const alike = typed.length < 4 ? [] : all.filter(({ device }) => device.startsWith(typed));
  const [found] = alike;
  if (found !== undefined && alike.length === 1) return found;
  throw new Sentence(
    alike.length > 1
      ? `${typed}(으)로 시작하는 노트북이 ${alike.length}대입니다. 번호를 더 적으십시오.`
      : '그런 노트북이 없습니다. `npm run hub -- devices`에 나온 번호를 네 글자 이상 적으십시오.',
  );
}

const noWarden =
  '관리 노트북이 하나도 없습니다. 회수와 차단은 여기에서 recall과 revoke로만 됩니다. `npm run hub -- warden 번호 on`으로 정하십시오.';

const devices: Command = async (store, _args, _config, { print }) => {
  const all = await store.devices();
  const held = await store.vector();
  if (all.length === 0) print('등록된 노트북이 없습니다. `npm run hub -- invite`로 초대하십시오.');
  for (const one of all)
    print(
      [
        one.device,
        one.note === '' ? '(적은 것 없음)' : one.note,
        standings[one.standing] + (one.wipedAt === null ? '' : ` (${at(one.wipedAt)} 스스로 지움)`),
        ...(one.warden ? ['관리 노트북'] : []),
        ...(one.judgedAt === null ? [] : [`${at(one.judgedAt)} ${one.judgedBy ?? '허브'}에서 정함`]),
        `등록 ${at(one.enrolledAt)}`,
        `마지막 ${at(one.lastSeenAt)}`,
        `올린 변경 ${held.get(one.device) ?? 0}`,
        ...(one.scopes === null ? [] : [`범위 ${one.scopes.join(', ')}`]),
      ].join('  '),
    );
  if (all.some(({ standing }) => standing === 'enrolled') && !all.some((one) => one.warden)) print(noWarden);
};

const recall: Command = async (store, args, _config, { print }) => {
  const { device, standing } = await deviceOf(store, args);
  if (standing === 'revoked') throw new Sentence('차단한 노트북은 회수할 수 없습니다. 아무것도 주고받지 않습니다.');
  await store.setStanding(device, 'recalled');
  print(`${device}을(를) 회수합니다. 다음에 연결되면 올리지 못한 것을 마저 올리고 스스로 지웁니다.`);
  print('지웠는지는 `npm run hub -- devices`에서 확인하십시오. 도난·분실이면 revoke를 쓰십시오.');
};

const revoke: Command = async (store, args, _config, { print }) => {
  const { device } = await deviceOf(store, args);
  await store.setStanding(device, 'revoked');
  print(`${device}을(를) 차단했습니다. 지금부터 아무것도 주고받지 못합니다. 되돌릴 수 없습니다.`);
  print('찾으면 새로 초대하십시오. 올리지 못한 것은 그 노트북에만 있습니다.');
};

const warden: Command = async (store, [typed = '', said = ''], _config, { print }) => {
  const { device } = await deviceOf(store, [typed]);
  if (said !== 'on' && said !== 'off')
    throw new Sentence('관리 노트북으로 하려면 on, 그만두게 하려면 off를 번호 뒤에 적으십시오.');
  if (!(await store.setWarden(device, said === 'on')))
    throw new Sentence('회수하거나 차단한 노트북은 관리 노트북이 될 수 없습니다.');
  if (said === 'on')
    print(`${device}은(는) 이제 관리 노트북입니다. 다른 노트북의 회수와 차단을 허브에 알릴 수 있습니다.`);
  else print(`${device}은(는) 이제 관리 노트북이 아닙니다.`);
  if (!(await store.devices()).some((one) => one.warden)) print(noWarden);
};

const scopes: Command = async (store, [typed = '', ...lent], _config, { print }) => {
  const { device } = await deviceOf(store, [typed]);
  if (lent.length === 0) throw new Sentence('노트북이 가질 범위를 적으십시오. 모두 주려면 all이라고 적습니다.');
  const isAll = lent.length === 1 && lent[0] === 'all';
  await store.setScopes(device, isAll ? null : lent);
  print(isAll ? `${device}에 모든 범위의 암호문을 줍니다.` : `${device}에 ${lent.join(', ')} 범위의 암호문만 줍니다.`);
};

function alarmText({ id, kind, device, seq, rows, by, lastAt, times, settledAt }: Alarm): string {
  const what = {
    fork: `두 노트북이 같은 이름 ${device}(으)로 씁니다(${seq}번째부터 다름). 복제한 노트북을 찾아 한 대를 다시 초대하십시오.`,
    key: `${device}의 열쇠가 알던 것과 다르다고 ${by}이(가) 알렸습니다. 그 노트북을 확인하십시오.`,
    erasure: `${device}이(가) 한꺼번에 ${rows}건을 파기하려 합니다. 맞으면 \`npm run hub -- agree ${id}\`를 실행하십시오.`,
  }[kind];
  return `${id}  ${settledAt === null ? '확인 필요' : '확인함'}  ${what}  (마지막 ${at(lastAt)}, ${times}번)`;
}

const alarms: Command = async (store, args, _config, { print }) => {
  const [action, id] = args;
  if (action === 'done') {
    const alarm = (await store.alarms()).find((one) => one.id === Number(id));
    if (alarm?.kind === 'erasure') throw new Sentence('파기는 `agree`로만 동의할 수 있습니다.');
    if (!(await store.settle(Number(id), Date.now()))) throw new Sentence('그런 알림이 없거나 이미 확인했습니다.');
    print('확인했다고 적었습니다.');
    return;
  }
  const all = await store.alarms();
  if (all.length === 0) print('알림이 없습니다.');
  for (const alarm of all) print(alarmText(alarm));
};

const agree: Command = async (store, [id], _config, { print }) => {
  const alarm = (await store.alarms()).find((one) => one.id === Number(id));
  if (alarm?.kind !== 'erasure' || !(await store.settle(alarm.id, Date.now())))
    throw new Sentence('동의를 기다리는 그런 파기가 없습니다. `npm run hub -- alarms`에 나온 번호를 적으십시오.');
  print(`${alarm.device}의 파기 ${alarm.rows}건에 동의했습니다. 그 노트북이 다시 올릴 때 파기합니다.`);
};

const withdraw: Command = async (store, args, _config, { print }) => {
  const code = readLetters(args.join('').slice(0, 19), 16);
  if (code === null || !(await store.withdraw(codeHashOf(code))))
    throw new Sentence('쓰지 않은 그런 초대가 없습니다. 초대의 앞 네 묶음을 적으십시오.');
  print('초대를 거두었습니다.');
};

/** Copies identity and store while the hub runs. A PostgreSQL has its own tools for that. */
const backup: Command = async (_store, [to], config, { print }) => {
  if (to === undefined) throw new Sentence('백업할 폴더를 적으십시오. 예: npm run hub -- backup ../hub-backup');
  const folder = path.resolve(to);
  prepareFolder(folder);
  fs.copyFileSync(identityFile(config.folder), identityFile(folder));
  if (config.databaseUrl === null) {
    const source = new SqliteDatabase(storeFile(config.folder), { readonly: true });
    try {
      if (config.key !== null) {
        source.pragma("cipher='sqlcipher'");
        source.pragma(`key="x'${Buffer.from(config.key).toString('hex')}'"`);
      }
      fs.rmSync(storeFile(folder), { force: true });
      source.prepare('VACUUM INTO ?').run(storeFile(folder));
    } finally {
      source.close();
    }
    fs.chmodSync(storeFile(folder), 0o600);
  }
  print(
    config.databaseUrl === null
      ? `${folder}에 열쇠와 자료를 복사했습니다.`
      : `${folder}에 열쇠를 복사했습니다. 자료는 pg_dump로 따로 백업하십시오.`,
  );
};

const commands: Readonly<Record<string, Command>> = {
  invite,
  withdraw,
  devices,
  recall,
  revoke,
  warden,
  scopes,
  check,
  mend,
  rewrite,
  alarms,
  agree,
  backup,
};

export const help = `쓰는 법: npm run hub [-- 명령]
  (명령 없음)             허브를 켭니다
  invite [--note 글]      노트북 한 대를 초대합니다 (48시간, 한 번). --warden: 관리 노트북으로
  withdraw 초대글자       쓰지 않은 초대를 거둡니다
  devices                 등록된 노트북을 봅니다
  recall 번호             노트북을 회수합니다: 남은 것을 올리고 스스로 지웁니다
  revoke 번호             도난·분실한 노트북을 차단합니다
  warden 번호 on|off      다른 노트북의 회수·차단을 알릴 수 있는 관리 노트북을 정합니다
  scopes 번호 범위…       노트북에 줄 암호문의 범위를 정합니다 (all: 모두)
  check                   모든 변경의 이음과 서명, 첨부의 암호문을 검사합니다
  mend                    check가 찾은 상한 첨부를 지웁니다: 가진 노트북이 다시 올립니다
  rewrite                 PostgreSQL의 표를 새로 써서 파기한 암호문이 남은 자리를 없앱니다
  alarms [done 번호]      확인할 일을 봅니다 / 확인했다고 적습니다
  agree 번호              기다리는 대량 파기에 동의합니다
  backup 폴더             켜 둔 채로 열쇠와 자료를 복사합니다
설정: HUB_DATA HUB_PORT HUB_HOST HUB_ADDRESS HUB_NAME HUB_KEY HUB_METRICS_PORT HUB_LOG HUB_BLOBS_GB HUB_FREE_GB
      DATABASE_URL (docs/hub.ko.md)`;

/** Runs one command. Throws a Sentence when it cannot be done. */
export async function perform(
  name: string,
  args: readonly string[],
  config: HubConfig,
  terminal: Terminal,
): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new Sentence(`${name}: 모르는 명령입니다.\n${help}`);
  prepareFolder(config.folder);
  const store = await openStore(config);
  try {
    await command(store, args, config, terminal);
  } finally {
    await store.close();
  }
}
