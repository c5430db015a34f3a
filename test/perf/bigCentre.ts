import fs from 'node:fs';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { addStaff } from '../../electron/desk/staff.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import type { Content } from '../../electron/store/records.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine } from '../../electron/store/store.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { newVault, writeVault } from '../../electron/window/vault/index.ts';
import { unknownCompany } from '../../shared/model/company.ts';
import type { Day } from '../../shared/korean/day.ts';
import { unknownSections } from '../../shared/model/personSections.ts';
import type { GeneratedPerson } from '../fixtures/generate.ts';
import { generateCompanies, generatePeople } from '../fixtures/generate.ts';

const root = path.resolve(import.meta.dirname, '../..');
const setUp = { userId: 0, name: '설치', role: 'admin' } as const;
export const bigLogin = { loginId: 'bench', password: demoPassword };

function record(person: GeneratedPerson, day: Day): Content<'person'> {
  return {
    ...unknownSections,
    name: person.name,
    latinName: person.latinName,
    birth: person.birth,
    sex: person.id % 2 === 0 ? 'M' : 'F',
    mobile: person.mobile,
    otherPhone: null,
    email: null,
    district: '28200',
    address: null,
    inflow: '01',
    wishedJob: '생산직',
    note: null,
    notResident: null,
    number: `26-01-${String(person.id).padStart(4, '0')}`,
    intakeDay: day,
    counsellor: null,
    restricted: false,
    restrictedReason: null,
  };
}

/** One talk as most are: a call of half a minute. */
function talk(person: string, counsellor: string, day: Day, count: number): Content<'consultation'> {
  return {
    minutes: 10,
    method: '02',
    type: '12',
    content: '전화로 구직 상황을 들었습니다. 도금과 열처리 쪽을 더 알아보기로 했고, 다음 주에 다시 통화합니다.',
    action: '01',
    nextDay: null,
    project: null,
    strategy: '1',
    notResident: null,
    day,
    time: `${String(9 + (count % 8)).padStart(2, '0')}:30`,
    person,
    counsellor,
    restricted: false,
  };
}

/** `talks` consultations for each person, over two years. */
function addTalks(engine: Engine, counsellor: string, now: number, talks: number): void {
  const people = engine.sql('SELECT uuid FROM person ORDER BY id').pluck().all() as string[];
  const portion = Math.max(1, Math.floor(20_000 / Math.max(1, talks)));
  for (let from = 0; from < people.length; from += portion) {
    engine.transact(setUp, now, (store) => {
      people.slice(from, from + portion).forEach((person, index) => {
        for (let count = 0; count < talks; count += 1) {
          const back = (from + index + count * 137) % 730;
          const day = new Date(now - back * 86_400_000).toISOString().slice(0, 10) as Day;
          store.insert('consultation', talk(person, counsellor, day, count));
        }
      });
    });
  }
}

/**
 * A profile with a centre of `people` generated people (and 5,000 companies for the big one) and `talks` consultations
 * for each, seeded, kept in .cache between runs. Gives the profile's folder; callers copy it.
 */
export async function bigCentre(people: number, talks = 0): Promise<string> {
  const shape = migrations.at(-1)?.number ?? 0;
  const profile = path.join(root, '.cache', 'bench', `centre-${people}-${talks}-v${shape}`);
  const done = path.join(profile, 'done');
  if (fs.existsSync(done)) return profile;
  fs.rmSync(profile, { recursive: true, force: true });
  const folder = dataFolder(profile);
  fs.mkdirSync(folder.root, { recursive: true });
  const now = Date.UTC(2026, 10, 1);
  const { vault, opened } = await newVault({ centre: '측정 센터', ...bigLogin, now });
  writeVault(folder.vault, vault);
  const engine = openEngine(folder.store, opened.lock, 'readwrite');
  engine.transact(setUp, now, (store) =>
    addStaff(store, setUp, { loginId: bigLogin.loginId, name: '측정', role: 'admin' }),
  );
  const all = generatePeople(2026, people);
  for (let from = 0; from < all.length; from += 20_000) {
    engine.transact(setUp, now, (store) => {
      for (const person of all.slice(from, from + 20_000)) {
        const day = new Date(now - (person.id % 730) * 86_400_000).toISOString().slice(0, 10) as Day;
        store.insert('person', record(person, day));
      }
    });
  }
  engine.transact(setUp, now, (store) => {
    for (const company of generateCompanies(11, Math.min(5000, people))) {
      store.insert('company', {
        ...unknownCompany,
        name: company.name,
        businessNumber: company.businessNumber,
        phone: company.phone,
        district: '28200',
        factory: null,
      });
    }
  });
  const counsellor = String(engine.sql('SELECT uuid FROM staff ORDER BY id LIMIT 1').pluck().get());
  addTalks(engine, counsellor, now, talks);
  engine.close();
  fs.writeFileSync(done, '');
  return profile;
}
