// T1: after a long day of work, with locks, deaths and restarts, no file of this laptop gives a name or a number away.
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { demoPassword, demoStaff } from '../../build/demo/centre.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { scanFolders } from '../fault/byteScan.ts';
import { createRandom } from '../fixtures/generate.ts';
import { call, expect, firstPage, signIn, test as base, value } from './desk.ts';
import { maskAndKeep, photographOf, pickAndShow, scanOf } from './maskedDocument.ts';

const test = base.extend<{ temp: string }>({
  /** The system's folder for temporary files, of this run alone. Short: the browser's sockets go here too. */
  temp: async ({ browserName }, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `scan-${browserName.slice(0, 1)}-`));
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  },
});

interface Known {
  readonly name: string;
  readonly mobile: string;
  readonly note: string;
}

const families = ['독고', '사공', '제갈', '선우', '황보', '남궁'];
const syllables = [...'솔빛샘뜰윤찬율봄결휘탁븀쥰웅훤첼'];

/** Somebody whose name stands nowhere else: five syllables, a number, and a sentence of a consultation. */
function unheardOf(random: () => number, at: number): Known {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const name = pick(families) + pick(syllables) + pick(syllables) + pick(syllables);
  const digits = String(Math.floor(random() * 1e6)).padStart(6, '0');
  return {
    name,
    mobile: `010-${7000 + at}-${digits.slice(2)}`,
    note: `${pick(syllables)}${digits}${pick(syllables)} 형편이 어려워 야간은 ${pick(syllables)}${at}${pick(syllables)} 힘들다고 함`,
  };
}

/** Every way in which a person's number is written. */
const textsOf = ({ name, mobile, note }: Known): string[] => [name, mobile, mobile.replaceAll('-', ''), note];

async function fileDialogs(app: ElectronApplication, open: string, save: string): Promise<void> {
  await app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen.open] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen.save });
    },
    { open, save },
  );
}

/** One thing that staff do, with these people. */
type Deed = (page: Page, known: Known, random: () => number) => Promise<void>;

const idOf = async (page: Page, { name }: Known): Promise<number | null> => {
  const { hits } = await value(page, 'search.find', { text: name, limit: 5 });
  const hit = hits.find((one) => one.kind === 'person');
  return hit?.id ?? null;
};

const deeds: readonly Deed[] = [
  async (page, known) => {
    const { name, mobile, note } = known;
    await value(page, 'person.duplicates', { name, birth: '1990-01-01', mobile });
    await value(page, 'person.create', { ...emptyPerson, name, mobile, note, inflow: '01', birth: '1990-01-01' });
  },
  async (page, known) => {
    const id = await idOf(page, known);
    if (id === null) return;
    const { seen } = await value(page, 'person.get', { id });
    const before = { ...emptyPerson, name: known.name, mobile: known.mobile, inflow: '01', birth: '1990-01-01' };
    const person = { ...before, note: known.note, address: `${known.name}네 2층` };
    await call(page, 'person.change', { id, seen, before, person });
  },
  async (page, known) => {
    const personId = await idOf(page, known);
    if (personId === null) return;
    const content = `${known.note}. 연락처 ${known.mobile}`;
    const consultation = { ...emptyConsultation, day: '오늘', method: '01', type: '01', content };
    await call(page, 'consultation.create', { personId, consultation });
  },
  async (page, { name, mobile, note }) => {
    await value(page, 'draft.save', { subject: { form: 'person', about: null }, values: { name, mobile, note } });
  },
  async (page, { name, mobile }, random) => {
    for (let length = 1; length <= name.length; length += 1)
      await value(page, 'search.find', { text: name.slice(0, length), limit: 10 });
    const { hits } = await value(page, 'search.find', { text: mobile.slice(-4), limit: 10 });
    const people = hits.flatMap((hit) => (hit.kind === 'person' ? [hit.id] : []));
    if (random() < 0.5 && people.length > 0) await value(page, 'search.settled', { people });
  },
  async (page, { name, mobile, note }) => {
    const company = { ...emptyCompany, name: `${name}정밀`, phone: mobile, contactName: name, note };
    await call(page, 'company.create', company);
  },
  async (page) => {
    await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 100 });
    await value(page, 'consultation.list', { sort: 'day', direction: 'desc', offset: 0, limit: 100 });
    await value(page, 'today.get', {});
  },
  // What is refused must leave as little behind as what is done.
  async (page, { name, mobile }) => {
    await call(page, 'person.create', { ...emptyPerson, name, mobile: `${mobile}9` });
    await call(page, 'session.signIn', { loginId: 'nobody', password: name });
  },
];

/** Types into the screens themselves: what Chromium keeps of forms is part of the question. */
async function typeIn(page: Page, { name, mobile, note }: Known): Promise<void> {
  await page.keyboard.press('Control+Shift+KeyN');
  await page.getByLabel('성명', { exact: true }).fill(name);
  await page.getByLabel('휴대전화', { exact: true }).fill(mobile);
  await page.getByLabel('메모', { exact: true }).fill(note);
  // The draft is saved within two seconds.
  await page.waitForTimeout(2500);
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type(name);
  await page.waitForTimeout(1500);
  await page.keyboard.press('Escape');
}

test('일하고, 잠그고, 죽고, 다시 켜도 이 노트북의 어떤 파일에도 성명과 전화번호와 상담 글이 없다', async ({
  temp,
  launch,
  demoProfile,
}, info) => {
  // Three starts, two deaths and hundreds of calls, on whatever machine.
  test.setTimeout(600_000);
  const seed = Number(process.env['BYTE_SCAN_SEED'] ?? randomInt(2 ** 31));
  // A run that finds something can be repeated.
  info.annotations.push({ type: 'BYTE_SCAN_SEED', description: String(seed) });
  const random = createRandom(seed);
  const people = Array.from({ length: 16 }, (_, at) => unheardOf(random, at));
  const [typed, listed, pledged, dying] = people;
  if (!typed || !listed || !pledged || !dying) throw new Error('no people');

  const outside = info.outputPath('밖');
  fs.mkdirSync(outside, { recursive: true });
  const list = path.join(outside, '공장명부.csv');
  const rows = [
    `${listed.name}주물,인천광역시 서구 가좌동 1-1,${listed.mobile},금속주조업`,
    `,주소 없음,${listed.mobile},`,
  ];
  fs.writeFileSync(list, `\uFEFF회사명,공장주소,전화번호,업종명\r\n${rows.join('\r\n')}\r\n`);

  // Somebody of whom the desk is given papers, and nothing else.
  const scanned = unheardOf(random, 99);
  const papers = ['사진.jpg', '스캔.png'].map((end) => path.join(outside, `${scanned.name} ${end}`));
  const [photograph = '', scanFile = ''] = papers;
  fs.writeFileSync(photograph, photographOf(textsOf(scanned).join(' ')));
  fs.writeFileSync(scanFile, scanOf(textsOf(scanned).join(' ')));

  const texts = [...[...people, scanned].flatMap(textsOf), ...demoStaff.map(({ name }) => `${name} `)];
  const scan = (when: string): void => {
    const { found, files, bytes } = scanFolders([demoProfile, temp], texts);
    expect(found, `${when} (BYTE_SCAN_SEED=${seed})`).toEqual([]);
    // What was looked at is what there is: the store, the vault, the log, the browser's own profile.
    for (const part of ['store.db', 'vault.json', 'logs']) expect(files.some((file) => file.includes(part))).toBe(true);
    expect(bytes).toBeGreaterThan(1_000_000);
  };
  const env = { TMPDIR: temp, TMP: temp, TEMP: temp };
  const start = async (): Promise<{ app: ElectronApplication; page: Page }> => {
    const app = await launch({ userData: demoProfile, env });
    const page = await firstPage(app);
    await signIn(page);
    return { app, page };
  };
  const work = async (page: Page, times: number, whom: readonly Known[]): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) {
      const known = whom[Math.floor(random() * whom.length)];
      const deed = deeds[Math.floor(random() * deeds.length)];
      if (known && deed) await deed(page, known, random);
    }
  };

  // A day's work, a list from the city, paper and backups.
  {
    const { app, page } = await start();
    for (const known of people.slice(4)) await deeds[0]?.(page, known, random);
    await typeIn(page, typed);
    await work(page, 30, people.slice(4));
    await fileDialogs(app, list, path.join(outside, '거절.xlsx'));
    const { preview } = await value(page, 'factoryImport.choose', {});
    const sheet = preview?.sheets[0];
    if (!preview || !sheet) throw new Error('no preview');
    const { job } = preview;
    await value(page, 'factoryImport.dryRun', {
      job,
      sheet: 0,
      headerRow: sheet.headerRow ?? 0,
      mapping: sheet.mapping,
    });
    await value(page, 'factoryImport.exportRefused', { job });
    await value(page, 'factoryImport.run', { job, chosen: [] });
    await fileDialogs(app, list, path.join(outside, '서약서.pdf'));
    const helpers = [{ name: pledged.name, loginId: 'fair01', password: pledged.note, endsOn: '2026-11-22' }];
    const document = { kind: 'helperPledges', helpers } as const;
    expect(await value(page, 'print.run', { document, to: 'pdf', copies: 1 })).toMatchObject({ done: true });
    await value(page, 'staff.createHelpers', { names: [pledged.name], endsOn: '2099-12-31' });
    const [somebody] = people.slice(4);
    for (const paper of papers) {
      await fileDialogs(app, paper, '');
      const token = await pickAndShow(page);
      await maskAndKeep(page, token, (somebody && (await idOf(page, somebody))) ?? 0);
    }
    await value(page, 'backup.now', {});
    scan('일하는 동안');

    await value(page, 'session.lock', {});
    await value(page, 'session.unlock', { password: demoPassword });
    await work(page, 10, people.slice(4));
    // In the middle of it, with a paper on the table, power goes.
    await pickAndShow(page);
    const busy = work(page, 1000, people.slice(4)).catch(() => undefined);
    await page.waitForTimeout(1500);
    app.process().kill('SIGKILL');
    await busy;
  }
  scan('죽은 뒤');

  // The next morning: nothing is lost, a page dies, somebody leaves.
  {
    const { app, page } = await start();
    for (const known of people.slice(4)) expect(await idOf(page, known), known.name).not.toBeNull();
    await work(page, 15, people.slice(4));
    await page.keyboard.press('Control+Shift+KeyN');
    await page.getByLabel('성명', { exact: true }).fill(dying.name);
    await page.getByLabel('휴대전화', { exact: true }).fill(dying.mobile);
    await page.waitForTimeout(2500);
    await fileDialogs(app, photograph, '');
    await pickAndShow(page);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await new Promise((resolve) => setTimeout(resolve, 3000));
    scan('화면이 죽은 뒤');
    await app.close().catch(() => undefined);
  }
  {
    const { app, page } = await start();
    await work(page, 10, people.slice(4));
    await value(page, 'session.signOut', {});
    await app.close();
  }
  scan('끝낸 뒤');

  // The scanner sees what does lie outside: the list that came from the city.
  const { found } = scanFolders([outside], [listed.name, listed.mobile]);
  expect(found.map(({ file }) => path.basename(file))).toContain('공장명부.csv');
  // And each paper, as it was brought, says whose it is in its bytes.
  for (const paper of papers)
    expect(scanFolders([outside], textsOf(scanned)).found.filter(({ file }) => file === paper).length).toBeGreaterThan(
      3,
    );
});
