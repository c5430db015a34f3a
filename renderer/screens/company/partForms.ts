import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import { activeOn, codeName } from '../../../shared/codes/index.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import type { CompanyPartKind, CompanyParts } from '../../../shared/contract/companyPart.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { daysBetween, formatDay, isDay } from '../../../shared/korean/day.ts';
import {
  certificateLabels,
  certificateWarningDays,
  emptyCertificate,
  readCertificate,
} from '../../../shared/model/certificate.ts';
import { contactLabels, emptyContact, readContact } from '../../../shared/model/contact.ts';
import type { Reading } from '../../../shared/model/fields.ts';
import { emptyPromise, promiseLabels, promiseSides, readPromise } from '../../../shared/model/promise.ts';
import { emptySite, readSite, siteLabels } from '../../../shared/model/site.ts';
import type { Entry } from '../../parts/match.ts';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { phoneText } from '../person/show.ts';
import { complexEntries, districtEntries } from './show.ts';

/** How one field of a part is asked. */
export interface PartField {
  readonly name: string;
  readonly label: string;
  readonly as: 'line' | 'phone' | 'day' | 'combo' | 'choice' | 'note';
  readonly entries?: (today: Day, codes: Codes) => readonly Entry[];
  readonly isRequired?: boolean;
  readonly hint?: string;
}

/** A part as a row: what it is, what else is known, and a word that must not be missed. */
export interface PartRow {
  readonly title: string;
  readonly facts: readonly (string | null)[];
  readonly warning: string | null;
}

type PartOf<K extends CompanyPartKind> = CompanyParts[K][number]['fields'];

/** One kind of part: how it is called, asked, read and shown. */
export interface PartForm<K extends CompanyPartKind> {
  readonly kind: K;
  readonly title: string;
  readonly add: string;
  readonly none: string;
  readonly empty: TextForm;
  readonly fields: readonly PartField[];
  readonly read: (input: TextForm, today: Day, codes: Codes) => Reading<unknown>;
  readonly row: (fields: PartOf<K>, today: Day, codes: Codes) => PartRow;
}

const emails = '이메일은 name@example.com 모양으로 적습니다.';

/** A day of a record; records hold no other text there. */
function dayOf(text: string | null): Day | null {
  return text !== null && isDay(text) ? text : null;
}

/** `12일 남음`, `오늘까지`, `3일 지남` for a day on which something is due. */
function dueText(due: Day, today: Day): string {
  const days = daysBetween(today, due);
  if (days === 0) return '오늘까지';
  return days > 0 ? `${days}일 남음` : `${-days}일 지남`;
}

const site: PartForm<'site'> = {
  kind: 'site',
  title: '사업장',
  add: '사업장 더하기',
  none: '본사 말고 다른 공장이 있으면 적어 주십시오.',
  empty: emptySite,
  read: (input) => readSite({ ...emptySite, ...input }),
  fields: [
    { name: 'name', label: siteLabels.name, as: 'line', isRequired: true, hint: '예: 본사, 2공장' },
    { name: 'phone', label: siteLabels.phone, as: 'phone' },
    { name: 'district', label: siteLabels.district, as: 'combo', entries: districtEntries },
    {
      name: 'complex',
      label: siteLabels.complex,
      as: 'combo',
      entries: () => complexEntries,
      hint: '부르는 이름으로도 찾습니다. 예: 남동공단',
    },
    { name: 'address', label: siteLabels.address, as: 'note' },
    { name: 'note', label: siteLabels.note, as: 'note' },
  ],
  row: (fields) => ({
    title: fields.name,
    facts: [
      fields.complex && codeName(complexes, fields.complex),
      fields.district && codeName(districts, fields.district),
      fields.address,
      phoneText(fields.phone),
      fields.note,
    ],
    warning: null,
  }),
};

const contact: PartForm<'contact'> = {
  kind: 'contact',
  title: '기업 담당자',
  add: '담당자 더하기',
  none: '전화하면 받을 사람을 적어 주십시오.',
  empty: emptyContact,
  read: (input, _today, codes) => readContact({ ...emptyContact, ...input }, codes),
  fields: [
    { name: 'name', label: contactLabels.name, as: 'line', isRequired: true },
    {
      name: 'role',
      label: contactLabels.role,
      as: 'choice',
      isRequired: true,
      entries: (today, codes) => activeOn(codes.of('contactRole'), today),
    },
    { name: 'position', label: contactLabels.position, as: 'line' },
    { name: 'mobile', label: contactLabels.mobile, as: 'phone' },
    { name: 'phone', label: contactLabels.phone, as: 'phone' },
    { name: 'email', label: contactLabels.email, as: 'line', hint: emails },
    { name: 'note', label: contactLabels.note, as: 'note' },
  ],
  row: (fields, _today, codes) => ({
    title: fields.name,
    facts: [
      codeName(codes.of('contactRole'), fields.role),
      fields.position,
      phoneText(fields.mobile),
      phoneText(fields.phone),
      fields.email,
      fields.note,
    ],
    warning: null,
  }),
};

const certificate: PartForm<'certificate'> = {
  kind: 'certificate',
  title: '확인서·인증',
  add: '확인서 더하기',
  none: '뿌리기업 확인서의 만료일을 적어 두면 60일 전부터 알려 드립니다.',
  empty: emptyCertificate,
  read: (input, today, codes) => readCertificate({ ...emptyCertificate, ...input }, today, codes),
  fields: [
    {
      name: 'kind',
      label: certificateLabels.kind,
      as: 'choice',
      isRequired: true,
      entries: (today, codes) => activeOn(codes.of('certificateKind'), today),
    },
    { name: 'number', label: certificateLabels.number, as: 'line' },
    { name: 'issuedOn', label: certificateLabels.issuedOn, as: 'day' },
    {
      name: 'expiresOn',
      label: certificateLabels.expiresOn,
      as: 'day',
      hint: '전문기업 지정증은 비워 두면 발급일부터 3년입니다.',
    },
    { name: 'note', label: certificateLabels.note, as: 'note' },
  ],
  row: (fields, today, codes) => {
    const end = dayOf(fields.expiresOn);
    const left = end === null ? null : daysBetween(today, end);
    return {
      title: codeName(codes.of('certificateKind'), fields.kind),
      facts: [fields.number, end && `${formatDay(end)}까지`, fields.note],
      warning:
        end === null || left === null || left > certificateWarningDays
          ? null
          : left < 0
            ? '만료됨'
            : dueText(end, today),
    };
  },
};

const promise: PartForm<'promise'> = {
  kind: 'promise',
  title: '약속',
  add: '약속 더하기',
  none: '기업과 한 약속을 적어 두면 그날 오늘 화면에 나옵니다.',
  empty: emptyPromise,
  read: (input, today) => readPromise({ ...emptyPromise, ...input }, today),
  fields: [
    { name: 'text', label: promiseLabels.text, as: 'note', isRequired: true },
    { name: 'by', label: promiseLabels.by, as: 'choice', entries: () => promiseSides },
    { name: 'due', label: promiseLabels.due, as: 'day', hint: '예: 12월 3일' },
    { name: 'doneOn', label: promiseLabels.doneOn, as: 'day', hint: '지켰으면 그날을 적습니다.' },
  ],
  row: (fields, today) => {
    const [due, doneOn] = [dayOf(fields.due), dayOf(fields.doneOn)];
    return {
      title: fields.text,
      facts: [codeName(promiseSides, fields.by), due && `${formatDay(due)}까지`, doneOn && `${formatDay(doneOn)} 지킴`],
      warning: due !== null && doneOn === null && due <= today ? dueText(due, today) : null,
    };
  },
};

/** The four kinds in the order of the page: whom to call first, then what is open, where, and what they hold. */
export const partForms = { contact, promise, site, certificate };
