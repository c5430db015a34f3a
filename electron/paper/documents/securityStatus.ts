import { addMonthsClamped, formatDay, formatInstant } from '../../../shared/korean/day.ts';
import type { SecurityRules } from '../../../shared/model/centre.ts';
import { usualRules } from '../../../shared/model/centre.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import type { DeviceFields } from '../../../shared/model/device.ts';
import type { Role } from '../../../shared/model/role.ts';
import { roleCodes, roles } from '../../../shared/model/role.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { centreOf, laptopText, verdictText } from './common.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { approvalBox, factTable, lettered, listTable, section } from './parts.ts';

const unknown = '알 수 없음';

function instant(ms: number | null | undefined): string {
  return ms === null || ms === undefined || ms === 0 ? '없음' : formatInstant(ms);
}

/** Names of the ciphers as the vault keeps them (electron/store/connection.ts). */
const ciphers: Readonly<Record<string, string>> = {
  sqlcipher: 'SQLCipher 4 형식 (AES-256-CBC, HMAC-SHA-512)',
  aegis: 'AEGIS-256',
};

/** The centre's own rules with the article that asks for each (개인정보의 안전성 확보조치 기준). */
function rulesTable(rules: SecurityRules): Html {
  return listTable(
    ['기준', '규칙', '지금 값'],
    [
      ['제5조제6항', '로그인을 막는 비밀번호 오류 횟수', `${rules.passwordTries}번`],
      ['제6조제4항', '자동 잠금 (사무실)', `${rules.lockMinutes}분`],
      ['제6조제4항', '자동 잠금 (현장 모드)', `${rules.fieldLockMinutes}분`],
      ['제6조제4항', 'PIN만으로 잠금을 풀 수 있는 시간', `${rules.pinHours}시간`],
      ['제8조제1항', '접속기록 보존', `${rules.logYears}년`],
      ['제8조제2항', '월 점검: 야간으로 보는 시각', `${rules.nightFrom}시 ~ ${rules.nightTo}시`],
      ['제8조제2항', '월 점검: 하루 대량 조회', `${rules.massViews}명 초과`],
      ['제8조제2항', '월 점검: 하루 대량 내보내기', `${rules.massExports}행 초과`],
      ['제8조제2항', '월 점검: 한 달 같은 사람 반복 조회', `${rules.samePersonViews}번 초과`],
      ['제11조', '백업 주기', `${rules.backupHours}시간`],
    ],
  );
}

interface Account {
  readonly loginId: string;
  readonly role: Role;
  readonly endsOn: string | null;
  readonly endedAt: number | null;
  readonly lastLogin: number | null;
}

function readAccounts({ store }: PaperDesk): readonly Account[] {
  return store
    .sql(
      `SELECT login_id AS loginId, role, ends_on AS endsOn, ended_at AS endedAt,
         (SELECT max(at) FROM access_log WHERE user_id = staff.id AND act = 'login') AS lastLogin
       FROM staff ORDER BY ended_at IS NOT NULL, login_id`,
    )
    .all() as Account[];
}

function accountState({ endsOn, endedAt }: Account, today: string): string {
  if (endedAt !== null) return `말소 (${formatInstant(endedAt)})`;
  if (endsOn !== null) return endsOn < today ? `끝남 (${endsOn})` : `${endsOn}까지`;
  return '사용';
}

function accountsSection(desk: PaperDesk): Html {
  const { today } = desk.store;
  const accounts = readAccounts(desk);
  const works = ({ endsOn, endedAt }: Account): boolean => endedAt === null && (endsOn === null || endsOn >= today);
  const counts = roleCodes.map((role) => {
    const count = accounts.filter((account) => account.role === role && works(account)).length;
    return `${roles[role]} ${count}`;
  });
  return html`${lettered([
    `쓸 수 있는 계정: ${accounts.filter(works).length}개 (${counts.join(' · ')})`,
    `끝난 계정: ${accounts.filter((account) => !works(account)).length}개. 기록은 지우지 않고 남깁니다.`,
  ])}
  ${listTable(
    ['아이디', '권한', '상태', '이 노트북의 마지막 로그인'],
    accounts.map((account) => [
      account.loginId,
      roles[account.role],
      accountState(account, today),
      instant(account.lastLogin),
    ]),
  )}`;
}

function keysSection({ facts: { cipher, recovery } }: PaperDesk): Html {
  const issued =
    recovery === null ? unknown : recovery.issuedAt === null ? '발급하지 않음' : instant(recovery.issuedAt);
  const confirmed =
    recovery === null ? unknown : recovery.confirmedAt === null ? '확인하지 않음' : instant(recovery.confirmedAt);
  return factTable([
    ['저장소', cipher === null ? unknown : (ciphers[cipher] ?? cipher)],
    ['저장소 열쇠', '무작위 256비트. 계정마다 비밀번호(scrypt)로 잠긴 개인 열쇠와 복구 열쇠로만 열립니다.'],
    ['복구 열쇠 발급', issued],
    ['복구 열쇠 확인', confirmed],
    ['검증필 암호모듈', '아님. Node.js(OpenSSL)와 SQLite의 암호 구현이며 KCMVP 검증을 받은 모듈이 아닙니다.'],
  ]);
}

function backupSection({ facts: { backup } }: PaperDesk): Html {
  if (backup === null) return factTable([['백업', unknown]]);
  const { last, rehearsed, folders, warnings } = backup;
  return html`${factTable([
    ['마지막 백업', last === null ? '없음' : formatInstant(last.created)],
    [
      '마지막 복원 연습',
      rehearsed === null ? '없음' : `${formatInstant(rehearsed.at)} (${formatInstant(rehearsed.created)}에 만든 백업)`,
    ],
    ['백업 폴더', `${folders.length}곳`],
    ['살펴볼 것', warnings.length === 0 ? '없음' : warnings.map((warning) => html`<p>${warning}</p>`)],
  ])}
  ${
    folders.length === 0
      ? null
      : listTable(
          ['폴더', '백업 수', '가장 새것', '문제'],
          folders.map(({ where, count, newest, problem }) => [
            where === 'own' ? '이 노트북' : '두 번째 폴더',
            count,
            instant(newest),
            problem === '' ? '없음' : problem,
          ]),
        )
  }`;
}

/** 월 점검 of the last three finished months. */
function reviewsText({ store }: PaperDesk): string {
  const months = [1, 2, 3].map((back) => addMonthsClamped(store.today, -back).slice(0, 7));
  return months
    .map((month) => {
      const at = store.sql('SELECT reviewed_at FROM log_review WHERE month = ?').pluck().get(month) as
        | number
        | undefined;
      return `${month}: ${at === undefined ? '점검하지 않음' : formatInstant(at)}`;
    })
    .join(' · ');
}

function logSection(desk: PaperDesk): Html {
  const log = desk.store.sql('SELECT count(*) AS lines, min(at) AS first, max(at) AS last FROM access_log').get() as {
    lines: number;
    first: number | null;
    last: number | null;
  };
  return factTable([
    ['줄 수', `${log.lines.toLocaleString('ko')}줄`],
    ['기간', `${instant(log.first)} ~ ${instant(log.last)}`],
    ['위·변조 검사', verdictText(desk.facts.log)],
    ['월 점검', reviewsText(desk)],
  ]);
}

function devicesSection(desk: PaperDesk): Html {
  const docs = desk.store.sql('SELECT doc FROM device ORDER BY number').pluck().all() as string[];
  const devices = docs.map((doc) => JSON.parse(doc) as DeviceFields);
  if (devices.length === 0) return factTable([['이 노트북', laptopText(desk)]]);
  return listTable(
    ['번호', '이름', '쓰는 곳', '상태'],
    devices.map(({ number, name, place, endedOn }) => [
      number,
      name,
      devicePlaces[place],
      endedOn === null ? '사용' : `반납·폐기 ${endedOn}`,
    ]),
  );
}

/**
 * 보안 설정 현황: the live values of rules, accounts, keys, backups and log, for the security officer to attach to the
 * 내부관리계획 and the 수탁자 점검 (안전성 확보조치 기준 §4; domain §9.2). No names of clients; staff by login id.
 */
export function securityStatus(desk: PaperDesk, _asked: Asked<'securityStatus'>): Paper {
  const { facts, store } = desk;
  const centre = centreOf(desk);
  const { fields } = centre;
  return {
    title: '보안 설정 현황',
    fileName: '보안설정현황',
    purpose: '내부관리계획 이행 점검',
    about: { recordType: 'centre', ids: centre.id === null ? [] : [centre.id] },
    body: html`<div class="top">${approvalBox(['담당', '개인정보 보호책임자'])}</div>
      <h1>보안 설정 현황</h1>
      ${section(
        1,
        '센터와 프로그램',
        factTable([
          ['센터', centre.name],
          ['운영기관', fields?.operator ?? '적지 않음'],
          ['위탁자', fields?.principal ?? '적지 않음'],
          ['개인정보 보호책임자', fields?.officer ?? '적지 않음'],
          ['기준일', formatDay(store.today)],
          ['이 노트북', laptopText(desk)],
          ['프로그램', `뿌리데스크 ${facts.version} (${facts.shell})`],
          ['자료 폴더', facts.dataFolder],
        ]),
      )}
      ${section(2, '보안 규칙 (센터의 내부관리계획 값)', rulesTable(fields ?? usualRules))}
      ${section(3, '계정과 권한', accountsSection(desk))} ${section(4, '암호화와 열쇠', keysSection(desk))}
      ${section(5, '백업과 복원', backupSection(desk))} ${section(6, '접속기록', logSection(desk))}
      ${section(7, '노트북', devicesSection(desk))}
      ${section(
        8,
        '이 프로그램이 대신하지 않는 것',
        lettered([
          '노트북의 전체 디스크 암호화, 백신, Windows 갱신은 기관의 기준을 따릅니다.',
          '프린터에 보낸 문서는 프린터와 Windows의 인쇄 대기열을 거칩니다.',
          '이 표는 이 노트북에서 본 값입니다. 다른 노트북의 값은 그 노트북에서 뽑습니다.',
        ]),
      )}`,
  };
}
