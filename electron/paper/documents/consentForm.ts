import { printPurposes } from '../../../shared/contract/print.ts';
import { formatPhone } from '../../../shared/korean/phone.ts';
import { consentMethods } from '../../../shared/model/consent.ts';
import type { ConsentItem, TemplateItem } from '../../../shared/model/consentTemplate.ts';
import { itemNames } from '../../../shared/model/consentTemplate.ts';
import type { ConsentPaper } from '../../desk/consentPaper.ts';
import { consentPaper } from '../../desk/consentPaper.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { centreOf } from './common.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { formTable, lettered, listTable, section, tick } from './parts.ts';
import { named, personOnPaper, plainDay } from './person.ts';

/** Parts of an item that must stand out (시행령 제17조③): what is sensitive, who is given data and why, how long it is kept. */
const weighty: Readonly<Record<ConsentItem, readonly ('purpose' | 'data' | 'keeping')[]>> = {
  sensitive: ['data', 'keeping'],
  thirdParty: ['purpose', 'data', 'keeping'],
  publicity: ['purpose', 'keeping'],
  portrait: ['purpose', 'keeping'],
  employmentCheck: ['keeping'],
};

type Said = NonNullable<ConsentPaper['said']>;

function isConsentItem(key: TemplateItem['key']): key is ConsentItem {
  return Object.hasOwn(weighty, key);
}

/** The boxes of an item: open for the hand, or as the last word on it says. */
function answerBoxes(state: Said['items'][number] | undefined): Html {
  const spoken = state !== undefined && state.state !== 'none';
  const how = spoken ? [plainDay(state.day), named(consentMethods, state.method)].filter(Boolean).join(' ') : '';
  const withdrawn = state?.state === 'withdrawn' ? '철회 ' : '';
  return html`<p class="answer">
    ${tick('동의함', state?.state === 'granted')}
    ${tick('동의하지 않음', state?.state === 'refused' || state?.state === 'withdrawn')}
    ${how === '' ? '' : html`<span class="note">(${withdrawn}${how})</span>`}
  </p>`;
}

function consentItem(item: TemplateItem, key: ConsentItem, number: number, said: Said | null): Html {
  const state = said?.items.find((each) => each.item === key);
  const words = (part: 'purpose' | 'data' | 'keeping'): Html =>
    weighty[key].includes(part) ? html`<span class="weighty">${item[part]}</span>` : html`${item[part]}`;
  const recipients = state?.recipients ?? [];
  return html`<div class="consent">
    <p class="asked"><span class="label">선택</span> <b>${number}. ${itemNames[key]}</b></p>
    ${formTable([
      ...(key === 'thirdParty'
        ? [
            [
              '제공받는 곳',
              recipients.length > 0
                ? html`<span class="weighty">${recipients.join(', ')}</span>`
                : html`<div class="kept-lines"></div>`,
            ] as const,
          ]
        : []),
      ['목적', words('purpose')],
      ['항목', words('data')],
      ['보유기간', words('keeping')],
      ['처리근거', item.basis],
      ['거부권과 불이익', item.refusal],
    ])}
    ${answerBoxes(state)}
  </div>`;
}

/** A signature from the screen: its path within the box of its own points. */
function drawnSignature(path: string): Html {
  const points = [...path.matchAll(/(\d+) (\d+)/gu)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs) - 4, Math.min(...ys) - 4];
  const box = `${left} ${top} ${Math.max(...xs) - left + 4} ${Math.max(...ys) - top + 4}`;
  return html`<svg class="ink" viewBox="${box}"><path d="${path}" /></svg>`;
}

/** Where it is signed: by hand, or with what is kept of the signing. */
function signing(name: string, said: Said | null): Html {
  const answered = said?.events.find(({ act }) => act === 'answered');
  const day =
    answered === undefined
      ? html`20<span class="blank"></span>년<span class="blank"></span>월<span class="blank"></span>일`
      : html`${plainDay(answered.day)} ${answered.time} · ${named(consentMethods, answered.method)}`;
  const signature = answered?.signature ?? null;
  return html`<div class="signing">
    <p>위의 고지를 읽었거나 설명을 들었으며, 선택 동의는 항목마다 제 뜻으로 정하였습니다.</p>
    <p>${day}</p>
    <p>
      <span class="signer">본인</span><span class="signed">${name}</span>
      ${signature === null ? '(서명)' : drawnSignature(signature)}
    </p>
    <p><span class="signer">설명한 사람</span><span class="signed">${answered?.by}</span>(서명)</p>
  </div>`;
}

/**
 * 처리 고지와 선택 동의서 (domain §9.7, §13; 법 제15조, 제17조, 제22조, 제23조): what needs no consent is told, what needs it is
 * asked item by item and stands apart, the weighty words at least a fifth larger than the rest.
 */
export function consentForm(desk: PaperDesk, asked: Asked<'consentForm'>): Paper {
  const shown = personOnPaper(desk, asked.person);
  const { notice, consent, said } = consentPaper(desk.store, desk.actor, asked);
  const centre = centreOf(desk);
  const officer = centre.fields?.officer ?? null;
  const phone = centre.fields?.phone ?? null;
  const reach = [centre.name, phone === null ? '' : formatPhone(phone)].filter(Boolean).join(' ');
  const items = consent.items.flatMap((item) => (isConsentItem(item.key) ? [[item, item.key] as const] : []));
  return {
    title: '개인정보 처리 고지와 동의서',
    fileName: '개인정보동의서',
    purpose: printPurposes[asked.purpose],
    about: { recordType: 'person', ids: [asked.person] },
    body: html`<h1>개인정보 처리 고지와 선택 동의서</h1>
      ${formTable([
        ['성명', html`<b>${shown.record.fields.name}</b>`, '생년월일', shown.birth],
        ['관리번호', shown.record.number, '개인정보 보호책임자', officer],
      ])}
      ${section(
        1,
        `${notice.title} — 서비스에 필요한 항목 (동의를 받지 않고 알리는 것)`,
        html`<p class="lead"><span class="label required">고지</span> ${notice.intro}</p>
          <div class="told-items">
            ${listTable(
              ['구분', '항목', '목적', '보유기간', '처리근거', '제공하지 않으면'],
              notice.items.map((item) => [
                html`<b>${itemNames[item.key]}</b>`,
                item.data,
                item.purpose,
                html`<b>${item.keeping}</b>`,
                item.basis,
                item.refusal,
              ]),
            )}
          </div>`,
      )}
      ${section(
        2,
        `${consent.title} — 동의하지 않아도 되는 항목`,
        html`<p class="lead">${consent.intro}</p>
          ${items.map(([item, key], index) => consentItem(item, key, index + 1, said))}`,
      )}
      ${section(
        3,
        '권리와 철회',
        lettered([
          '언제든지 내 정보의 열람·정정·삭제·처리정지를 요구할 수 있으며, 센터는 10일 안에 답합니다.',
          '선택 동의는 언제든지 전부 또는 일부를 철회할 수 있고, 철회하면 곧바로 쓰지 않습니다. 법령이나 보조금 규정에 따라 보관해야 하는 것은 따로 보관하다가 기한이 되면 파기합니다.',
          html`열람·정정·철회는 ${reach}에 말이나 전화로 하십시오.`,
        ]),
      )}
      ${signing(shown.record.fields.name, said)}
      <p class="note right">고지문 제${notice.version}판 · 동의서 제${consent.version}판</p>`,
  };
}
