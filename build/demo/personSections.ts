// What the 구직신청서 says of the demo centre's people, and what they were told and agreed to: made up, from a seed.
import { recordConsent } from '../../electron/desk/consent.ts';
import { changeSection } from '../../electron/desk/personSection.ts';
import type { WritableStore } from '../../electron/store/store.ts';
import type { Day } from '../../shared/korean/day.ts';
import { addMonthsClamped } from '../../shared/korean/day.ts';
import type { SectionName } from '../../shared/model/personSections.ts';
import { writeRows } from '../../shared/model/rows.ts';
import type { Actor } from '../../shared/model/role.ts';

type Random = () => number;
const pick = (random: Random, from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';

const works = ['용접', '프레스', 'CNC 선반', '도금', '사출', '금형 조립', '열처리', '포장', '품질검사'];
const licences = ['용접기능사', '지게차운전기능사', '컴퓨터응용선반기능사', '금형기능사', '천장크레인운전기능사'];
const employers = ['한빛금속', '새한도금', '대한주물', '우성정밀', '미래금형', '동방열처리'];

/** Fills the sections of one person, as a counsellor would after the first talk; every third was asked for consent. */
export function addSections(
  store: WritableStore,
  actor: Actor,
  { id, isForeign }: { readonly id: number; readonly isForeign: boolean },
  random: Random,
  today: Day,
): void {
  const save = (section: SectionName, values: Record<string, string>): void => {
    changeSection(store, actor, { id, section, seen: store.formRead('person', id), before: {}, values });
  };
  const year = Number(today.slice(0, 4)) - 2 - Math.floor(random() * 10);
  save('study', {
    employment: pick(random, ['02', '02', '01', '03']),
    education: pick(random, ['03', '03', '04', '05', '02']),
    graduation: '01',
    careers: writeRows([
      {
        company: pick(random, employers),
        work: pick(random, works),
        from: `${year}.3`,
        to: random() < 0.8 ? `${year + 1}.${1 + Math.floor(random() * 12)}` : '',
        wage: `${220 + 10 * Math.floor(random() * 10)}만원`,
      },
    ]),
    licences: random() < 0.5 ? writeRows([{ name: pick(random, licences), takenOn: `${year - 1}.6.15` }]) : '',
    driving: pick(random, ['00', '01', '04']),
  });
  const least = 230 + 10 * Math.floor(random() * 10);
  save('wish', {
    wishedJob: pick(random, works),
    wishedJob2: random() < 0.5 ? pick(random, works) : '',
    wishedDistrict: pick(random, ['28200', '28237', '28275', '28245']),
    wageForm: 'M',
    wage: `${least}~${least + 20}만원`,
    shifts: pick(random, ['01', '01,02', '02,03']),
    overtime: pick(random, ['1', '1', '0']),
    dormitory: pick(random, ['01', '03', '03']),
    commute: pick(random, ['02', '03', '04']),
  });
  if (isForeign) {
    save('stay', {
      nationality: pick(random, ['베트남', '중국', '우즈베키스탄', '네팔']),
      visa: pick(random, ['E-9', 'E-7-4', 'F-4', 'F-6', 'F-5']),
      stayUntil: addMonthsClamped(today, 1 + Math.floor(random() * 30)),
      idSeenOn: today,
    });
  }
  if (random() < 0.3) {
    const consent = { noticed: '1', method: 'phone', employmentCheck: '1', publicity: pick(random, ['1', '0']) };
    recordConsent(store, actor, { id, values: consent });
  }
}
