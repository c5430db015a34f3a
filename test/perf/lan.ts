/** Two real programs over the event network: from the commit on one laptop to the text on the screen of the other. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { demoPassword, makeDemoCentre } from '../../build/demo/centre.ts';
import { lanAddresses } from '../../electron/window/sync/lanAddresses.ts';
import { emptyPerson, personAsInput } from '../../shared/model/person.ts';
import { answerOpen, saveAs, value } from '../e2e/desk.ts';
import { withApp } from './app.ts';
import type { Figures } from './measure.ts';
import { quantile } from './measure.ts';

/** Saves that are timed, half of them on the host and half on the guest. */
const saves = 80;
const name = '주고받는이';

/** One of the two programs, with the record of the person open. */
interface Desk {
  readonly page: Page;
  /** The person's id here; every laptop numbers its own. */
  readonly id: number;
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('아이디').fill('admin');
  await page.getByLabel('비밀번호', { exact: false }).first().fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '오늘', level: 1 }).waitFor();
}

/** Takes in a 참여 파일 as its person does, up to the first screen of the day. */
async function join(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await answerOpen(app, file);
  await page.getByRole('button', { name: '쓰던 센터에 참여' }).click();
  await page.getByRole('button', { name: '참여 파일 고르기' }).click();
  await page.getByLabel('아이디').fill('admin');
  await page.getByLabel('비밀번호', { exact: false }).last().fill(demoPassword);
  await page.getByRole('button', { name: '참여', exact: true }).click();
  await page.getByRole('button', { name: '로그인' }).waitFor();
  await signIn(page);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Finds the person, as a counsellor does, and leaves the record open. */
async function openRecord(page: Page): Promise<Desk> {
  const find = async () => await value(page, 'search.find', { text: name, limit: 20 });
  await until(async () => (await find()).hits.length > 0);
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText(name);
  await page.getByRole('option', { name: new RegExp(name) }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  const found = (await find()).hits.find((hit) => hit.name === name);
  if (found === undefined) throw new Error('the person is not there');
  return { page, id: found.id };
}

/** Saves another telephone; gives when the answer of the commit came, ms since 1970. */
async function saveMobile({ page, id }: Desk, mobile: string): Promise<number> {
  const { fields, seen } = await value(page, 'person.get', { id });
  const before = personAsInput(fields);
  return await page.evaluate(
    async (input) => {
      const answer = await window.desk.call('person.change', input, crypto.randomUUID());
      const answered = Date.now();
      if (!answer.ok) throw new Error(answer.problem.code);
      return answered;
    },
    { id, seen, before, person: { ...before, mobile } },
  );
}

/** Resolves with the moment after the frame in which the text has stood on the page, ms since 1970. */
async function whenShown({ page }: Desk, text: string): Promise<number> {
  return await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const watch = new MutationObserver(() => {
          if (!document.body.innerText.includes(wanted)) return;
          watch.disconnect();
          // The next frame has painted it when the one after begins.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
        });
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    text,
  );
}

/** Saves in turn on both; gives how long each was under way, ms. */
async function timeSaves(desks: readonly [Desk, Desk]): Promise<number[]> {
  const took: number[] = [];
  // The first ones prepare statements.
  for (let round = -4; round < saves; round += 1) {
    const [from, to] = round % 2 === 0 ? desks : desks.toReversed();
    if (from === undefined || to === undefined) break;
    const tail = String(5000 + round);
    const shown = whenShown(to, `010-7000-${tail}`);
    const saved = await saveMobile(from, `0107000${tail}`);
    const ms = Math.max(0, (await shown) - saved);
    if (round >= 0) took.push(ms);
    await to.page.waitForTimeout(100);
  }
  return took;
}

/** Opens the event network on the one, joins it on the other by the address that the first shows. */
async function connect(host: Page, guest: Page): Promise<void> {
  const { addresses } = await value(host, 'event.open', {});
  await value(guest, 'event.join', { address: addresses[0] ?? '' });
  await until(async () => (await value(guest, 'event.state', {})).connected);
}

/** Figures of the event network. Without an address in a local network there is none, and it says so. */
export async function benchLan(): Promise<Figures> {
  if (lanAddresses().length === 0) {
    console.log('  sync.lan.*: 재지 않았습니다. 이 컴퓨터가 와이파이나 공유기에 이어져 있지 않습니다.');
    return {};
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-lan-'));
  const [first, second] = [path.join(folder, 'first'), path.join(folder, 'second')];
  const file = path.join(folder, 'join.desk-backup');
  try {
    await makeDemoCentre(first, Date.now(), { people: 300, companies: 50, factories: 100 });
    fs.mkdirSync(second);
    const took = await withApp(first, async (app, page) => {
      await signIn(page);
      await value(page, 'person.create', { ...emptyPerson, name, mobile: '010-7000-1000', inflow: '01' });
      await saveAs(app, file);
      await value(page, 'backup.makeJoinFile', { name: '박람회 노트북', place: 'office' });
      return await withApp(second, async (other, there) => {
        await join(other, there, file);
        await connect(page, there);
        return await timeSaves([await openRecord(page), await openRecord(there)]);
      });
    });
    return {
      'sync.lan.p50_ms': { value: quantile(took, 0.5), unit: 'ms' },
      'sync.lan.p95_ms': { value: quantile(took, 0.95), unit: 'ms' },
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
