import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { disassemble } from 'es-hangul';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { value } from '../e2e/desk.ts';
import { signInBig, withApp } from './app.ts';
import { bigCentre, bigLogin } from './bigCentre.ts';
import type { Figures } from './measure.ts';
import { median, quantile } from './measure.ts';

/** Counts the keys that a person presses: one for each letter of the keyboard, chords as one. */
function typist(page: Page) {
  let keys = 0;
  return {
    press: async (key: string) => {
      keys += 1;
      await page.keyboard.press(key);
    },
    type: async (text: string) => {
      keys += disassemble(text).length;
      await page.keyboard.insertText(text);
    },
    count: () => keys,
  };
}

/** Keys from 오늘 to a saved person and to a saved call that nobody took, in the started app. */
async function countKeys(page: Page): Promise<Figures> {
  const intake = typist(page);
  await intake.press('Control+Shift+KeyN');
  await page.getByRole('heading', { name: '구직자 접수' }).waitFor();
  await intake.type('홍길동');
  await intake.press('Enter');
  await intake.type('900101');
  await intake.press('Enter');
  await intake.press('1');
  await intake.press('Enter');
  await intake.type('01012345678');
  await intake.press('Enter');
  await intake.type('ㄴㅂ');
  await intake.press('Enter');
  await intake.press('Control+KeyS');
  await page.getByRole('heading', { name: '홍길동', level: 1 }).waitFor();

  const call = typist(page);
  await call.press('KeyB');
  await page.getByRole('heading', { name: '상담 쓰기' }).waitFor();
  await call.press('Control+Enter');
  await page.getByRole('heading', { name: '상담 쓰기' }).waitFor({ state: 'hidden' });
  return {
    'intake.keys': { value: intake.count(), unit: '번' },
    'phone.entry.keys': { value: call.count(), unit: '번' },
  };
}

/** One intake from page to durable answer, with change set, access-log line and search index, 400 times. */
async function timeIntakes(page: Page): Promise<Figures> {
  const taken = await page.evaluate(
    async ([form, rounds]) => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const mobile = `010${String(20_000_000 + round)}`;
        const start = performance.now();
        const answer = await window.desk.call('person.create', { ...form, mobile }, crypto.randomUUID());
        times.push(performance.now() - start);
        if (!answer.ok) throw new Error(answer.problem.code);
      }
      // The first ones prepare statements.
      return times.slice(20);
    },
    [{ ...emptyPerson, name: '김철수', birth: '900101', inflow: '01' }, 420] as const,
  );
  return {
    'intake.save.p50_ms': { value: median(taken), unit: 'ms' },
    'intake.save.p95_ms': { value: quantile(taken, 0.95), unit: 'ms' },
  };
}

/** Opens the list of people and scrolls through it with the wheel; a frame that took more than two is dropped. */
async function scrollList(page: Page): Promise<Figures> {
  await page.waitForTimeout(1500);
  const start = performance.now();
  await page.keyboard.press('Alt+Digit2');
  await page.getByRole('row').nth(5).waitFor();
  const opened = performance.now() - start;
  await page.getByRole('grid').hover();
  const gaps = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        let last = performance.now();
        const frame = (at: number) => {
          seen.push(at - last);
          last = at;
          if (seen.length < 240) requestAnimationFrame(frame);
          else resolve(seen.slice(2));
        };
        requestAnimationFrame(frame);
      }),
  );
  for (let turn = 0; turn < 120; turn += 1) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(16);
  }
  const frames = await gaps;
  return {
    'list200k.open_ms': { value: opened, unit: 'ms' },
    'list200k.dropped_frames_percent': {
      value: (100 * frames.filter((gap) => gap > 34).length) / frames.length,
      unit: '%',
    },
  };
}

/** From starting the program to a list with rows, the typing left out. */
async function startMs(profile: string): Promise<number> {
  return await withApp(profile, async (_app, page, started) => {
    await page.getByLabel('아이디').waitFor();
    const toLogin = performance.now() - started;
    await page.getByLabel('아이디').fill(bigLogin.loginId);
    await page.getByLabel('비밀번호').first().fill(bigLogin.password);
    const entered = performance.now();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '오늘', level: 1 }).waitFor();
    await page.keyboard.press('Alt+Digit2');
    await page.getByRole('heading', { name: '구직자', level: 1 }).waitFor();
    await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 50 });
    return toLogin + performance.now() - entered;
  });
}

/** The first hour of a counsellor (issue 5), with 200,000 people and a million consultations where it says so. */
export async function benchFirstHour(): Promise<Figures> {
  const small = await bigCentre(2000);
  const figures: Figures = await withApp(small, async (_app, page) => {
    await signInBig(page);
    return { ...(await countKeys(page)), ...(await timeIntakes(page)) };
  });
  const big = await bigCentre(200_000, 5);
  Object.assign(
    figures,
    await withApp(big, async (_app, page) => {
      await signInBig(page);
      return await scrollList(page);
    }),
  );
  const empty = await bigCentre(0);
  const [full, none]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    none.push(await startMs(empty));
    full.push(await startMs(big));
  }
  return {
    ...figures,
    'start.200k_ms': { value: median(full), unit: 'ms' },
    'start.200k_vs_empty': { value: median(full) / median(none), unit: 'x' },
    'store.bytes_per_person': { value: fs.statSync(dataFolder(big).store).size / 200_000, unit: 'B' },
  };
}
