import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dongs } from '../../shared/codes/dong.ts';
import { complexes } from '../../shared/codes/complex.ts';
import { rootTechnologyOfIndustry } from '../../shared/codes/rootTechnology.ts';
import { parseBusinessNumber } from '../../shared/korean/businessNumber.ts';
import type { CompanyInput } from '../../shared/model/company.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { restrictPerson } from '../../electron/desk/caseload.ts';
import { addCompanyParts, addProjects } from './companyParts.ts';
import { addSections } from './personSections.ts';
import { ensureCentre } from '../../electron/desk/centre.ts';
import { createCompany } from '../../electron/desk/company.ts';
import { createConsultation } from '../../electron/desk/consultation.ts';
import { ensureDevice } from '../../electron/desk/device.ts';
import { createPerson } from '../../electron/desk/person.ts';
import { addStaff } from '../../electron/desk/staff.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine, WritableStore } from '../../electron/store/store.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { newVault, withAccount, withRecoveryConfirmed, writeVault } from '../../electron/window/vault/index.ts';
import type { GeneratedCompany } from '../../test/fixtures/generate.ts';
import { createRandom, generateCompanies, generatePeople } from '../../test/fixtures/generate.ts';
import { followUps, jobs, places, sentences } from './sentences.ts';

/** The demo centre's staff. Their password is printed when the demo starts: nobody in it is real. */
export const demoStaff: readonly { loginId: string; name: string; role: Role }[] = [
  { loginId: 'admin', name: '관리자', role: 'admin' },
  { loginId: 'sangdam1', name: '한상담', role: 'counsellor' },
  { loginId: 'sangdam2', name: '오상담', role: 'counsellor' },
  { loginId: 'giup1', name: '유기업', role: 'companySupport' },
];
export const demoPassword = 'demo-2026';
const demoName = '시연 뿌리산업 일자리센터';

export interface DemoSize {
  readonly people: number;
  readonly companies: number;
  readonly factories: number;
}
export const usualDemo: DemoSize = { people: 2000, companies: 300, factories: 800 };

const dayMs = 86_400_000;
/** The demo's past: two years. */
const days = 730;

const industries = [
  '도금업',
  '주형 및 금형 제조업',
  '절삭 가공 및 유사 처리업',
  '금속 열처리업',
  '알루미늄 주물 주조업',
  '그 외 금속 압형제품 제조업',
  '도장 및 기타 피막 처리업',
  '자동차용 금속 압형제품 제조업',
  '플라스틱 사출 성형품 제조업',
  '기타 인쇄업',
  '곡물 가공품 제조업',
];

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[], fallback: T): T =>
  from[Math.floor(random() * from.length)] ?? fallback;

function fill(random: Random, text: string): string {
  return text
    .replace('{job}', pick(random, jobs, '생산'))
    .replace('{place}', pick(random, places, '남동공단'))
    .replace('{wage}', String(230 + 10 * Math.floor(random() * 12)));
}

/** A business number with a right check digit; its tax office does not exist. */
function businessNumber(random: Random): string {
  const start = `199${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`;
  for (let digit = 0; digit < 10; digit += 1) {
    if (parseBusinessNumber(`${start}${digit}`).ok) return `${start}${digit}`;
  }
  return '';
}

const restrictedReason = '가정폭력 피해로 사는 곳과 연락처를 알리지 않기로 하였습니다.';
const restrictedTalk = {
  ...emptyConsultation,
  time: '16:00',
  minutes: '40',
  method: '01',
  type: '12',
  content: '전 직장의 임금 체불로 소송 중입니다. 새 직장에 알려지지 않기를 바라므로 상담사와 관리자만 봅니다.',
};

function talk(random: Random, day: string, type: string, next: string): typeof emptyConsultation {
  return {
    ...emptyConsultation,
    day,
    time: `${String(9 + Math.floor(random() * 8)).padStart(2, '0')}:${pick(random, ['00', '10', '20', '30', '40', '50'], '00')}`,
    minutes: String(10 * (1 + Math.floor(random() * 6))),
    method: pick(random, ['01', '01', '02', '02', '02', '06', '09'], '02'),
    type,
    content: fill(random, pick(random, sentences[type] ?? [], '요즘 상황을 확인하였습니다.')),
    action: pick(random, ['01', '02', '05', ''], ''),
    nextDay: next,
  };
}

const isoDay = (ms: number): string => new Date(ms + 9 * 3600_000).toISOString().slice(0, 10);

/** Fills an open store with a centre's two years up to `now`, through the product's own use cases. */
function fillDemo(engine: Engine, now: number, size: DemoSize): void {
  const random = createRandom(20200603);
  const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
  const start = now - days * dayMs;
  const staff = engine.transact(setUp, start, (store) => {
    ensureCentre(store, { name: demoName, operator: '인천테크노파크' });
    ensureDevice(store, { name: '시연 노트북' });
    return demoStaff.map((account) => addStaff(store, setUp, account));
  }).value;
  const counsellors = staff.filter(({ role }) => role === 'counsellor');
  const homes = dongs.filter(({ ri }) => ri === undefined);

  const made = generateCompanies(7, size.companies).map((company) => {
    const maker = pick(random, staff, setUp);
    return engine.transact(maker, start, (store) => createCompany(store, maker, demoCompany(random, company))).value.id;
  });
  const director = staff.find(({ role }) => role === 'admin') ?? setUp;
  engine.transact(director, now, (store) => {
    addProjects(store, director, isoDay(now).slice(0, 4));
    addCompanyParts(store, director, made, createRandom(77), store.today);
  });
  engine.transact(setUp, start, (store) => addFactories(store, random, size.factories));

  // Day by day, so that intake days and record times are what they would have been.
  const people = generatePeople(11, size.people);
  const inSections = createRandom(78);
  const visits = new Map<number, number[]>();
  const later = (day: number, id: number): void => {
    if (day < days) visits.set(day, [...(visits.get(day) ?? []), id]);
  };
  let at = 0;
  for (let day = 0; day < days; day += 1) {
    const instant = start + day * dayMs + 18 * 3600_000 - ((start + 9 * 3600_000) % dayMs);
    const today = isoDay(instant);
    const counsellor = pick(random, counsellors, setUp);
    engine.transact(counsellor, instant, (store) => {
      for (const id of visits.get(day) ?? []) {
        const again = random() < 0.72;
        const wait = 5 + Math.floor(random() * 50);
        if (again) later(day + wait, id);
        const next = again && random() < 0.7 ? isoDay(instant + wait * dayMs) : '';
        createConsultation(store, counsellor, {
          personId: id,
          consultation: talk(random, today, pick(random, followUps, '12'), next),
        });
      }
      const until = Math.round(((day + 1) / days) * size.people);
      for (; at < until; at += 1) {
        const person = people[at];
        if (!person) break;
        const { id } = createPerson(store, counsellor, {
          ...emptyPerson,
          name: person.name,
          latinName: person.latinName ?? '',
          birth: person.birth,
          sex: pick(random, ['M', 'M', 'F', 'U'], 'U'),
          mobile: person.mobile,
          district: pick(random, homes, { districtCode: '28200', dong: '', oldGu: '', code: '' }).districtCode,
          inflow: pick(random, ['01', '02', '03', '04', '05', '06', '10', '11'], '01'),
          wishedJob: pick(random, jobs, ''),
        });
        createConsultation(store, counsellor, { personId: id, consultation: talk(random, today, '01', '') });
        // Of every second person the 구직신청서 was filled in; a seed of its own leaves the rest of the demo as it was.
        const { latinName } = person;
        if (at % 2 === 0)
          addSections(store, counsellor, { id, isForeign: latinName !== null }, inSections, store.today);
        later(day + 3 + Math.floor(random() * 30), id);
      }
    });
  }
  restrictSome(engine, now, counsellors);
}

/** A few people and consultations that only their counsellor and 관리자 see. */
function restrictSome(engine: Engine, now: number, counsellors: readonly Actor[]): void {
  const caseOf = engine.sql('SELECT counsellor_id FROM person WHERE id = ?').pluck();
  const people = engine.sql('SELECT count(*) FROM person').pluck().get() as number;
  for (let id = 7; id <= people; id += 50) {
    const counsellor = counsellors.find(({ userId }) => userId === caseOf.get(id));
    if (!counsellor) continue;
    engine.transact(counsellor, now, (store) => {
      const consultation = { ...restrictedTalk, day: isoDay(now - dayMs), restricted: '1' as const };
      createConsultation(store, counsellor, { personId: id - 1, consultation });
      if (id % 4 === 3) restrictPerson(store, counsellor, { id, restricted: true, reason: restrictedReason });
    });
  }
}

function demoCompany(random: Random, { name, phone }: GeneratedCompany): CompanyInput {
  const complex = random() < 0.6 ? pick(random, complexes, null) : null;
  const [oldGu, dong] = complex?.dongs[0] ?? ['남동구', '고잔동'];
  const home = dongs.find((each) => each.oldGu === oldGu && each.dong === dong);
  const industry = pick(random, industries, '도금업');
  return {
    ...emptyCompany,
    name,
    businessNumber: businessNumber(random),
    phone,
    district: home?.districtCode ?? '',
    address: `인천광역시 ${oldGu} ${dong} ${1 + Math.floor(random() * 700)}`,
    complex: complex?.code ?? '',
    industry,
    rootTechnology: rootTechnologyOfIndustry(industry) ?? '',
  };
}

function addFactories(store: WritableStore, random: Random, count: number): void {
  for (const company of generateCompanies(13, count)) {
    const complex = pick(random, complexes, complexes[0] ?? null);
    const place = complex?.dongs[0];
    const dong = dongs.find((each) => place && each.oldGu === place[0] && each.dong === place[1]);
    const industry = pick(random, industries, '도금업');
    store.insert('factory', {
      factoryNumber: null,
      name: company.name,
      rawName: company.name,
      industry,
      rootTechnology: rootTechnologyOfIndustry(industry),
      address: dong ? `인천광역시 ${dong.oldGu} ${dong.dong} ${1 + Math.floor(random() * 700)}` : '',
      district: dong?.districtCode ?? null,
      oldDistrict: dong?.oldGu ?? null,
      dong: dong?.dong ?? null,
      lon: null,
      lat: null,
      complex: complex?.code ?? null,
      complexGuessed: random() < 0.5,
      phone: company.phone,
      product: null,
      employees: 5 + Math.floor(random() * 60),
      doubts: dong ? [] : ['주소가 없어 구·군을 알 수 없습니다.'],
      source: '시연용 공장명부',
    });
  }
}

/**
 * Makes the demo centre in a profile folder: vault, encrypted store, staff, two years of work. Gives its recovery key,
 * which counts as safely kept.
 */
export async function makeDemoCentre(
  profile: string,
  now: number,
  size: DemoSize = usualDemo,
): Promise<{ recoveryKey: string }> {
  const folder = dataFolder(profile);
  mkdirSync(folder.root, { recursive: true });
  const [first, ...rest] = demoStaff;
  if (!first) throw new Error('The demo centre needs staff.');
  const password = demoPassword;
  const made = await newVault({ centre: demoName, loginId: first.loginId, password, now });
  let { vault } = made;
  for (const { loginId } of rest) vault = await withAccount(vault, made.opened, { loginId, password, now });
  writeVault(folder.vault, withRecoveryConfirmed(vault, made.opened, now));
  const engine = openEngine(folder.store, made.opened.lock, 'readwrite');
  try {
    fillDemo(engine, now, size);
  } finally {
    engine.close();
  }
  writeFileSync(path.join(folder.root, 'demo'), `${randomBytes(4).toString('hex')}\n`);
  return { recoveryKey: made.recoveryKey };
}
