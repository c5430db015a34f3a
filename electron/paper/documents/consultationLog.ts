import type { ConsultationRecord } from '../../../shared/contract/consultation.ts';
import { printPurposes } from '../../../shared/contract/print.ts';
import { formatDayForPaper, isDay, timeInSeoul, todayInSeoul } from '../../../shared/korean/day.ts';
import { projectTitle, strategies } from '../../../shared/model/project.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { consultationsOfPerson, consultationVersions } from '../../desk/consultation.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { approvalBox, formTable } from './parts.ts';
import type { PersonOnPaper } from './person.ts';
import { named, personOnPaper, plainDay } from './person.ts';

const portion = 200;

/** The talks that are asked for, oldest first; those that the asker may not see are not there. */
function talksOf({ store, actor }: PaperDesk, { person, only, from, to }: Asked<'consultationLog'>) {
  const talks: ConsultationRecord[] = [];
  for (let offset = 0; ; offset += portion) {
    const { rows } = consultationsOfPerson(store, actor, { personId: person, offset, limit: portion });
    talks.push(...rows);
    if (rows.length < portion) break;
  }
  return talks
    .filter(({ id, fields: { day } }) =>
      only === null ? (from === null || from <= day) && (to === null || day <= to) : id === only,
    )
    .toReversed();
}

function dayOnPaper(day: string): string {
  return isDay(day) ? formatDayForPaper(day) : day;
}

/** `정정 2번. 마지막은 …`: a corrected talk says so; what it said before is in the program (behaviours C7). */
function correctionNote({ store, actor }: PaperDesk, { id, corrections }: ConsultationRecord): Html | null {
  if (corrections === 0) return null;
  const last = consultationVersions(store, actor, { id }).versions.at(-1);
  if (last === undefined) return null;
  const reason = last.reason === null ? '' : ` 사유: ${last.reason}.`;
  return html`<p class="note">
    정정 ${corrections}번. 마지막은 ${formatDayForPaper(todayInSeoul(last.at))} ${timeInSeoul(last.at)}
    ${last.who}.${reason} 위는 정정한 내용이며, 앞의 내용은 프로그램의 수정이력에 있습니다.
  </p>`;
}

function projectOf({ store }: PaperDesk, uuid: string | null): string {
  const id = uuid === null ? null : store.idOf('project', uuid);
  const project = id === null ? null : store.get('project', id);
  return project === null ? '' : projectTitle(project);
}

function talkOnPaper(desk: PaperDesk, { codes }: PersonOnPaper, talk: ConsultationRecord): Html {
  const { fields } = talk;
  const minutes = fields.minutes === null ? '' : `, ${fields.minutes}분`;
  return html`<div class="talk">
    ${formTable([
      [
        '상담일시',
        `${dayOnPaper(fields.day)} ${fields.time}${minutes}`,
        '상담자',
        html`${talk.counsellor}${talk.restricted ? ' (열람제한)' : ''}`,
      ],
      [
        '상담방법',
        named(codes.of('consultationMethod'), fields.method),
        '상담유형',
        named(codes.of('consultationType'), fields.type),
      ],
      [
        '조치·결과',
        named(codes.of('consultationAction'), fields.action),
        '다음 상담',
        fields.nextDay === null ? '' : dayOnPaper(fields.nextDay),
      ],
      ['사업', projectOf(desk, fields.project), '전략과제', named(strategies, fields.strategy)],
    ])}
    <div class="told">${fields.content}</div>
    ${correctionNote(desk, talk)}
  </div>`;
}

function period({ only, from, to }: Asked<'consultationLog'>, talks: readonly ConsultationRecord[]): string {
  if (only !== null) return '상담 1건';
  const [first, last] = [talks.at(0)?.fields.day ?? null, talks.at(-1)?.fields.day ?? null];
  const days = [from ?? first, to ?? last].map(plainDay).join(' ~ ');
  return `${days}, ${talks.length.toLocaleString('ko')}건`;
}

/**
 * 상담일지 (domain §4.2) of one talk or of a period, oldest first, as the newest correction says, with the 결재란 at the top
 * right. Refuses with `notFound` a talk that does not exist for the asker, and with `nothingToPrint` a period without any.
 */
export function consultationLog(desk: PaperDesk, asked: Asked<'consultationLog'>): Paper {
  const shown = personOnPaper(desk, asked.person);
  const talks = talksOf(desk, asked);
  if (talks.length === 0) refuse(asked.only === null ? 'nothingToPrint' : 'notFound');
  const { record } = shown;
  return {
    title: '상담일지',
    fileName: '상담일지',
    purpose: printPurposes[asked.purpose],
    about: { recordType: 'consultation', ids: [asked.person] },
    body: html`<div class="top">
        ${approvalBox(['담당', '팀장', '센터장'])}
        <h1 class="beside">상담일지</h1>
      </div>
      ${formTable([
        ['성명', html`<b>${record.fields.name}</b>`, '관리번호', record.number],
        ['생년월일', shown.birth, '담당 상담사', record.counsellor?.name],
        ['상담', period(asked, talks), '접수일', plainDay(record.intakeDay)],
      ])}
      ${talks.map((talk) => talkOnPaper(desk, shown, talk))}`,
  };
}
