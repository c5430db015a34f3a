import { staffId } from '../../desk/staff.ts';
import { formatDayForPaper, isDay } from '../../../shared/korean/day.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { centreOf } from './common.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { factTable } from './parts.ts';

type Helper = Asked<'helperPledges'>['helpers'][number];

const promises = [
  '행사에서 알게 된 구직자와 기업의 개인정보를 행사 업무에만 쓰고, 누구에게도 알리거나 넘기지 않겠습니다.',
  '받은 아이디와 비밀번호를 다른 사람과 함께 쓰지 않고, 다른 사람의 계정으로 일하지 않겠습니다.',
  '화면이나 종이를 사진으로 찍거나 옮겨 적지 않고, 개인 휴대전화·USB·메신저로 옮기지 않겠습니다.',
  '자리를 비울 때는 화면을 잠그고, 현장등록카드와 출력물을 자리에 두지 않으며, 일이 끝나면 모두 담당자에게 돌려주겠습니다.',
  '개인정보가 새어 나갔거나 노트북·종이를 잃은 것을 알면 곧바로 담당자에게 알리겠습니다.',
  '일이 끝난 뒤에도 알게 된 개인정보를 지키겠습니다.',
];

function day(text: string): string {
  return isDay(text) ? formatDayForPaper(text) : text;
}

function pledge(centre: string, officer: string | null, helper: Helper): Html {
  return html`<article class="sheet">
    <h1>개인정보 보호 서약서</h1>
    ${factTable([
      ['성명', helper.name],
      ['하는 일', '채용박람회 현장 등록'],
      ['계정', `${helper.loginId} (박람회 등록원, ${day(helper.endsOn)}까지)`],
      ['개인정보 보호책임자', officer],
    ])}
    <p class="after">
      본인은 ${centre}의 채용박람회에서 일하며 개인정보를 다루는 사람으로서 「개인정보 보호법」 제59조(금지행위)와
      제60조(비밀유지 등)를 알고, 다음을 지킬 것을 서약합니다.
    </p>
    ${promises.map((promise, index) => html`<p class="item"><b>${index + 1}.</b> ${promise}</p>`)}
    <p>
      위를 어기면 「개인정보 보호법」 제71조(벌칙) 등 관계 법령에 따라 처벌받을 수 있으며, 그로 인한 민사·형사상 책임을
      질 수 있음을 알고 있습니다.
    </p>
    <div class="signing">
      <p>20<span class="blank"></span>년<span class="blank"></span>월<span class="blank"></span>일</p>
      <p><span class="signer">서약자</span><span class="signed">${helper.name}</span>(서명)</p>
      <p><span class="signer">확인자</span><span class="signed"></span>(서명)</p>
    </div>
    <p class="cut">자르는 선 — 아래는 서약한 사람에게만 주고, 위는 센터가 보관합니다</p>
    <div class="slip">
      ${factTable([
        ['성명', helper.name],
        ['아이디', html`<span class="password">${helper.loginId}</span>`],
        ['일회용 비밀번호', html`<span class="password">${helper.password}</span>`],
        ['쓸 수 있는 날', `${day(helper.endsOn)}까지`],
      ])}
      <p class="note">
        다른 사람에게 보여 주지 말고, 일이 끝나면 찢어 버리십시오. 잃으면 곧바로 담당자에게 알리십시오.
      </p>
    </div>
  </article>`;
}

/**
 * 보안서약서 of the day helpers of a fair (domain §13): a page each to be signed and kept, with a slip to tear off that
 * tells the helper the login id and the one-time password. The passwords come from the page and are kept nowhere.
 */
export function helperPledges(desk: PaperDesk, { helpers }: Asked<'helperPledges'>): Paper {
  const centre = centreOf(desk);
  const ids = helpers.map(({ loginId }) => staffId(desk.store, loginId)).filter((id) => id !== null);
  return {
    title: '개인정보 보호 서약서',
    fileName: '보안서약서',
    purpose: '박람회 등록원의 보안서약과 계정 전달',
    about: { recordType: 'staff', ids },
    body: html`${helpers.map((helper) => pledge(centre.name, centre.fields?.officer ?? null, helper))}`,
  };
}
