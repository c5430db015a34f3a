import { formatDayForPaper, todayInSeoul } from '../../../shared/korean/day.ts';
import { html } from '../html.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { factTable, lettered, listTable, section } from './parts.ts';
import { centreOf, laptopText } from './common.ts';

/**
 * 복구 열쇠 (recovery key): the one paper that opens everything when passwords are forgotten (behaviours T4). The key comes
 * from the page, goes on the sheet and is kept nowhere; in groups with numbers, so that it can be read back aloud.
 */
export function recoveryKey(desk: PaperDesk, { key }: Asked<'recoveryKey'>): Paper {
  const groups = key.split(/[\s-]+/).filter((group) => group !== '');
  const centre = centreOf(desk);
  return {
    title: '복구 열쇠',
    fileName: '복구열쇠',
    purpose: '복구 열쇠의 봉인 보관',
    about: { recordType: 'centre', ids: centre.id === null ? [] : [centre.id] },
    body: html`<h1>복구 열쇠</h1>
      ${factTable([
        ['센터', centre.name],
        ['열쇠 번호', desk.facts.recovery?.id],
        ['만든 날', formatDayForPaper(todayInSeoul(desk.facts.recovery?.issuedAt ?? desk.store.now))],
        ['만든 노트북', laptopText(desk)],
      ])}
      <ol class="key">
        ${groups.map(
          (group, index) => html`<li><span class="place">${index + 1}</span><span class="group">${group}</span></li>`,
        )}
      </ol>
      ${section(
        1,
        '이 종이는',
        lettered([
          '비밀번호를 모두 잊거나 Windows 계정을 잃었을 때 센터의 자료를 여는 열쇠입니다.',
          '이 종이와 노트북(또는 백업 파일)을 함께 가진 사람은 누구나 센터의 모든 자료를 열 수 있습니다.',
          '열쇠는 프로그램 안에 남지 않습니다. 이 종이를 잃으면 관리자가 새 열쇠를 발급해야 하며, 그때부터 이 열쇠로는 열리지 않습니다.',
        ]),
      )}
      ${section(
        2,
        '보관',
        lettered([
          '봉투에 넣어 봉인하고, 봉인한 자리에 날짜를 쓰고 서명한 뒤 금고에 둡니다. 노트북과 같은 곳에 두지 마십시오.',
          '복사하거나 사진을 찍지 마십시오. PDF로 저장했다면 인쇄한 뒤 그 파일을 지우십시오.',
          '사본이 새어 나간 것 같으면 곧바로 설정에서 새 복구 열쇠를 발급하고 이 종이를 파기하십시오.',
        ]),
      )}
      ${section(
        3,
        '쓰는 법',
        lettered([
          '로그인 화면에서 “복구 열쇠로 열기”를 누르고 아이디와 이 열쇠를 적습니다. 대문자·소문자, 빈칸, 줄표는 가리지 않습니다.',
          '새 비밀번호를 정하면 열립니다. 쓴 뒤에는 새 복구 열쇠를 발급해 다시 봉인합니다.',
        ]),
      )}
      ${section(
        4,
        '보관 기록',
        html`<div class="lines">
          ${listTable(
            ['날짜', '봉인 · 개봉', '사유', '보관한 곳', '관리자', '확인자'],
            [1, 2, 3].map(() => ['', '', '', '', '', '']),
          )}
        </div>`,
      )}`,
  };
}
