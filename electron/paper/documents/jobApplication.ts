import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import { dormitoryWishes, openGroups, sensitiveGroups, wageForms } from '../../../shared/codes/person.ts';
import { visas } from '../../../shared/codes/visa.ts';
import { printPurposes } from '../../../shared/contract/print.ts';
import { applicationMonths, personLabels } from '../../../shared/model/person.ts';
import { stayLabels } from '../../../shared/model/personStay.ts';
import { studyLabels } from '../../../shared/model/personStudy.ts';
import { holds, receives, supportLabels } from '../../../shared/model/personSupport.ts';
import { possible, wageText, wishLabels } from '../../../shared/model/personWish.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { sensitiveLabels } from '../../../shared/model/sensitive.ts';
import { getSensitive } from '../../desk/personSection.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { centreOf } from './common.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { formTable, listTable, section } from './parts.ts';
import type { PersonOnPaper } from './person.ts';
import {
  careerSum,
  careerTime,
  named,
  newestFirst,
  personOnPaper,
  plainDay,
  plainMonth,
  ticks,
  wageOf,
  withBlanks,
} from './person.ts';

/** Open lines for the hand where fewer are known. */
const leastCareers = 3;
const leastLicences = 2;

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? '1' : '0';
}

/** 1. 인적 사항. Boxes for 성별 stand open while it is 미상. */
function identity(shown: PersonOnPaper, desk: PaperDesk): Html {
  const { record, codes, birth, district, mobile, otherPhone, sex } = shown;
  const { fields, more } = record;
  const sexBoxes = ['남', '여'].map((each) => html`<span class="tick">${sex === each ? '■' : '□'} ${each}</span> `);
  return formTable([
    [personLabels.name, html`<b>${fields.name}</b>`, personLabels.latinName, fields.latinName],
    [personLabels.birth, birth, personLabels.sex, html`${sexBoxes}`],
    [personLabels.mobile, mobile, personLabels.otherPhone, otherPhone],
    [personLabels.email, fields.email, personLabels.inflow, named(codes.of('inflow'), fields.inflow)],
    ['주소', [district, fields.address].filter(Boolean).join(' ')],
    [
      studyLabels.employment,
      ticks(codes.of('employment'), more.employment, desk),
      studyLabels.military,
      ticks(codes.of('military'), more.military, desk),
    ],
    [studyLabels.driving, ticks(codes.of('driving'), more.driving, desk)],
    [stayLabels.nationality, more.nationality, stayLabels.visa, named(visas, more.visa)],
    [stayLabels.stayUntil, plainDay(more.stayUntil), stayLabels.idSeenOn, plainDay(more.idSeenOn)],
  ]);
}

function study({ record: { more }, codes }: PersonOnPaper, desk: PaperDesk): Html {
  return formTable([
    [studyLabels.education, ticks(codes.of('education'), more.education, desk)],
    [studyLabels.graduation, ticks(codes.of('graduation'), more.graduation, desk)],
    [studyLabels.school, more.school, studyLabels.major, more.major],
    [studyLabels.graduatedIn, plainMonth(more.graduatedIn)],
  ]);
}

function careers({ record: { more }, codes }: PersonOnPaper, desk: PaperDesk): Html {
  const rows = newestFirst(more.careers).map((career) => [
    career.company,
    career.position,
    career.work,
    careerTime(career),
    named(codes.of('employmentType'), career.employment),
    wageOf(career.wage),
    career.leaving,
  ]);
  const sum = careerSum(more.careers, desk);
  return html`<div class="careers lines">
      ${listTable(
        ['회사명', '부서·직위', '담당업무', '근무기간', '고용형태', '월급', '퇴사사유'],
        withBlanks(rows, 7, leastCareers),
      )}
    </div>
    <p class="note">${sum === '' ? '' : `총 경력 ${sum} (겹치는 기간은 한 번만 셈)`}</p>`;
}

function licences({ record: { more } }: PersonOnPaper): Html {
  const rows = (more.licences ?? []).map((each) => [each.name, each.grade, plainDay(each.takenOn), each.issuer]);
  return html`<div class="lines">
    ${listTable(['자격·면허', '등급', '취득일', '발행처'], withBlanks(rows, 4, leastLicences))}
  </div>`;
}

/** Wishes by order, the open ones for the hand. */
function ranked(values: readonly (string | null)[]): Html {
  return html`${values.map((value, index) => html`<span class="ranked">${index + 1}순위 <b>${value}</b></span>`)}`;
}

function wishes({ record: { fields, more }, codes }: PersonOnPaper, desk: PaperDesk): Html {
  return formTable([
    ['희망직종', ranked([fields.wishedJob, more.wishedJob2, more.wishedJob3])],
    [
      '희망지역',
      ranked([more.wishedDistrict, more.wishedDistrict2, more.wishedDistrict3].map((code) => named(districts, code))),
    ],
    [wishLabels.wishedComplexes, (more.wishedComplexes ?? []).map((code) => named(complexes, code)).join(', ')],
    [wishLabels.wageForm, ticks(wageForms, more.wageForm, desk), wishLabels.wage, wageText(more)],
    [wishLabels.wishedEmployments, ticks(codes.of('employmentType'), more.wishedEmployments, desk)],
    [wishLabels.shifts, ticks(codes.of('shift'), more.shifts, desk)],
    [
      wishLabels.overtime,
      ticks(possible, yesNo(more.overtime), desk),
      wishLabels.dormitory,
      ticks(dormitoryWishes, more.dormitory, desk),
    ],
    [wishLabels.commute, ticks(codes.of('commute'), more.commute, desk)],
    [wishLabels.unwanted, more.unwanted],
  ]);
}

function support({ record: { more }, codes }: PersonOnPaper, desk: PaperDesk): Html {
  return formTable([
    [supportLabels.scheme, ticks(codes.of('supportScheme'), more.scheme, desk)],
    [
      supportLabels.benefit,
      html`${ticks(receives, yesNo(more.benefit), desk)}
      ${more.benefitUntil === null ? '' : html`<span class="tick">${plainDay(more.benefitUntil)}까지</span>`}`,
      supportLabels.learningCard,
      ticks(holds, yesNo(more.learningCard), desk),
    ],
    [
      supportLabels.groups,
      ticks(
        openGroups,
        (more.groups ?? []).map(({ code }) => code),
        desk,
      ),
    ],
  ]);
}

/**
 * 민감정보, only while the person's consent to it holds: refused with `needsConsent` without, with `notYourCase` for whom
 * it does not concern.
 */
function sensitive(person: number, desk: PaperDesk): Html {
  const { fields, consented } = getSensitive(desk.store, desk.actor, { id: person });
  if (!consented) refuse('needsConsentToPrint');
  const groups = (fields.sensitiveGroups ?? []).map(({ code }) => code);
  return html`<p class="note">별도로 동의한 사람만 적습니다. 동의하지 않아도 구직신청에 불이익이 없습니다.</p>
    ${formTable([
      ['취업취약계층', ticks(sensitiveGroups, groups, desk)],
      [sensitiveLabels.health, html`<div class="kept-lines">${fields.health}</div>`],
    ])}`;
}

/**
 * 구직신청서 (직업안정법 시행규칙; domain §3.1, §3.2): what is known filled in, boxes and lines for the rest, to be signed.
 * Instead of a 주민등록번호 it asks the 생년월일 (법 제24조의2).
 */
export function jobApplication(desk: PaperDesk, asked: Asked<'jobApplication'>): Paper {
  const shown = personOnPaper(desk, asked.person);
  const { record } = shown;
  const sections: readonly (readonly [string, Html])[] = [
    ['인적 사항', identity(shown, desk)],
    ['학력', study(shown, desk)],
    ['경력', careers(shown, desk)],
    ['자격·면허', licences(shown)],
    ['희망 근로조건', wishes(shown, desk)],
    ['제도 참여·취업지원대상', support(shown, desk)],
    ...(asked.sensitive ? [['민감정보', sensitive(asked.person, desk)] as const] : []),
  ];
  return {
    title: '구직신청서',
    fileName: '구직신청서',
    purpose: printPurposes[asked.purpose],
    about: { recordType: 'person', ids: [asked.person], ...(asked.sensitive ? { detail: { part: 'sensitive' } } : {}) },
    body: html`<div class="application">
      <h1>구직신청서</h1>
      <table class="reception">
        <tr>
          <th scope="col">접수번호</th>
          <th scope="col">접수일</th>
          <th scope="col">구직유효일</th>
          <th scope="col">접수자</th>
        </tr>
        <tr>
          <td>${record.number}</td>
          <td>${plainDay(record.intakeDay)}</td>
          <td>${plainDay(record.validUntil)}까지</td>
          <td>${record.createdBy}</td>
        </tr>
      </table>
      <p class="note">□ 칸에는 표시하고, 빈칸에는 적어 주십시오. 주민등록번호는 적지 마십시오.</p>
      ${sections.map(([title, content], index) => section(index + 1, title, content))}
      <div class="signing">
        <p>
          「직업안정법」에 따라 위와 같이 구직을 신청합니다. 신청은 접수한 날부터 ${applicationMonths}개월 동안
          유효하며, 그 전에 취업하거나 그만두려면 센터에 알리겠습니다.
        </p>
        <p>20<span class="blank"></span>년<span class="blank"></span>월<span class="blank"></span>일</p>
        <p><span class="signer">신청인</span><span class="signed">${record.fields.name}</span>(서명 또는 인)</p>
        <p><span class="signer">접수자</span><span class="signed"></span>(서명)</p>
        <p class="to">${centreOf(desk).name}장 귀하</p>
      </div>
    </div>`,
  };
}
