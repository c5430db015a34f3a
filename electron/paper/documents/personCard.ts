import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import { dormitoryWishes, wageForms } from '../../../shared/codes/person.ts';
import { visas } from '../../../shared/codes/visa.ts';
import { printPurposes } from '../../../shared/contract/print.ts';
import { possible, wageText } from '../../../shared/model/personWish.ts';
import { consultationsOfPerson } from '../../desk/consultation.ts';
import { html } from '../html.ts';
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
  withBlanks,
} from './person.ts';

/** A card is one sheet: so much stands on it, the rest is counted. */
const mostCareers = 8;
const mostTalks = 3;
/** A line of a card: longer words end in …, the whole is in the record and in the 구직신청서. */
const lineLength = 30;
const cellLength = 20;
const lineOfAll = 120;
const longName = 12;

function short(text: string | null, length = lineLength): string {
  if (text === null) return '';
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function counted(shown: number, all: number): string {
  return all > shown ? `외 ${all - shown}건은 기록에 있습니다.` : '';
}

function wishes({ record: { fields, more }, codes }: PersonOnPaper) {
  const jobs = [fields.wishedJob, more.wishedJob2, more.wishedJob3].map((job) => short(job));
  const places = [more.wishedDistrict, more.wishedDistrict2, more.wishedDistrict3].map((code) =>
    named(districts, code),
  );
  const each = (codesOf: readonly string[] | null, table: Parameters<typeof named>[0]): string =>
    joined((codesOf ?? []).map((code) => named(table, code)));
  return formTable([
    ['희망직종', joined(jobs)],
    ['희망지역', joined([...places, each(more.wishedComplexes, complexes)])],
    [
      '희망임금',
      joined([named(wageForms, more.wageForm), wageText(more)]),
      '고용형태',
      each(more.wishedEmployments, codes.of('employmentType')),
    ],
    [
      '교대',
      each(more.shifts, codes.of('shift')),
      '잔업·특근',
      more.overtime === null ? '' : named(possible, more.overtime ? '1' : '0'),
    ],
    ['통근수단', named(codes.of('commute'), more.commute), '기숙사', named(dormitoryWishes, more.dormitory)],
  ]);
}

/**
 * 구직자 카드: what a counsellor takes along, one sheet of A4. No 민감정보, no 취약계층, no address beyond the 구·군, no text of
 * what was talked about (안전성 확보조치 기준 §12: the least that does).
 */
export function personCard(desk: PaperDesk, { person, purpose }: Asked<'personCard'>): Paper {
  const shown = personOnPaper(desk, person);
  const { record, codes } = shown;
  const { fields, more } = record;
  const talks = consultationsOfPerson(desk.store, desk.actor, { personId: person, offset: 0, limit: mostTalks });
  const careers = newestFirst(more.careers);
  const licences = more.licences ?? [];
  const stay = joined([more.nationality, named(visas, more.visa), more.stayUntil && `${plainDay(more.stayUntil)}까지`]);
  return {
    title: '구직자 카드',
    fileName: '구직자카드',
    purpose: printPurposes[purpose],
    about: { recordType: 'person', ids: [person] },
    body: html`<div class="card">
      <h1>구직자 카드</h1>
      ${formTable([
        [
          '성명',
          html`<b class="${[...fields.name].length > longName ? '' : 'big'}">${fields.name}</b>`,
          '관리번호',
          html`<b>${record.number}</b>`,
        ],
        ['생년월일', shown.birth, '성별', shown.sex],
        ['휴대전화', html`<b>${shown.mobile}</b>`, '연락전화', shown.otherPhone],
        ['거주 구·군', shown.district, '담당 상담사', record.counsellor?.name],
        ['접수일', plainDay(record.intakeDay), '구직유효일', `${plainDay(record.validUntil)}까지`],
        ...(stay === '' ? [] : [['국적·체류', stay] as const]),
      ])}
      ${section(1, '희망 근로조건', wishes(shown))}
      ${section(
        2,
        '학력·경력·자격',
        html`${formTable([
            [
              '최종학력',
              joined([
                named(codes.of('education'), more.education),
                named(codes.of('graduation'), more.graduation),
                short(more.school, cellLength),
                short(more.major, cellLength),
                plainMonth(more.graduatedIn),
              ]),
            ],
            ['총 경력', careerSum(more.careers, desk), '운전면허', named(codes.of('driving'), more.driving)],
            [
              '자격·면허',
              short(
                joined(licences.map(({ name, grade }) => (grade === null ? name : `${name}(${grade})`))),
                lineOfAll,
              ),
            ],
          ])}
          <div class="careers-short">
            ${listTable(
              ['회사', '부서·직위', '담당업무', '기간'],
              withBlanks(
                careers
                  .slice(0, mostCareers)
                  .map((career) => [
                    short(career.company, cellLength),
                    short(career.position, cellLength),
                    short(career.work, cellLength),
                    careerTime(career),
                  ]),
                4,
                2,
              ),
            )}
          </div>
          <p class="note">${counted(mostCareers, careers.length)}</p>`,
      )}
      ${section(
        3,
        '최근 상담',
        html`${listTable(
            ['상담일', '방법', '유형', '상담자', '다음 상담'],
            withBlanks(
              talks.rows.map(({ fields: talk, counsellor }) => [
                plainDay(talk.day),
                named(codes.of('consultationMethod'), talk.method),
                named(codes.of('consultationType'), talk.type),
                short(counsellor, cellLength),
                plainDay(talk.nextDay),
              ]),
              5,
              1,
            ),
          )}
          <p class="note">
            상담 ${talks.total.toLocaleString('ko')}건 가운데 최근 것입니다. 내용은 상담일지에 있습니다.
          </p>`,
      )}
    </div>`,
  };
}
