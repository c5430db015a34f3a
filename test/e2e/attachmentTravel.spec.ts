// What is attached on another laptop: 파일 대기 until its pages come by the exchange folder, and then open by itself.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addAttachment } from '../../electron/desk/attachment.ts';
import { order } from '../../electron/desk/attachment.test-helper.ts';
import { makeJobs } from '../../electron/jobs/index.ts';
import { plainPng } from '../../electron/paper/pictures/pictures.test-helper.ts';
import { startExchange } from '../../electron/sync/exchangeLoop.ts';
import type { Exchange } from '../../electron/sync/exchangeLoop.ts';
import type { AskExchange } from '../../electron/sync/exchangePort.ts';
import { askOf, openAt } from '../fault/syncEnd.ts';
import type { Place } from '../fault/syncEnd.ts';
import { section } from './attachmentDesk.ts';
import { expect, signedIn, test } from './desk.ts';
import { addPerson, giveAll, inProfile } from './otherLaptops.ts';
import { theProgram } from '../../shared/model/role.ts';

const name = '금나라';
const told = { timeout: 45_000 };

/** Asks the jobs of a store whose laptop is to exchange through a folder, with everyone it knows. */
async function exchanging(at: Place, folder: string): Promise<{ exchange: Exchange; end: () => Promise<void> }> {
  const engine = openAt(at);
  const jobs = makeJobs(engine, at.lock, () => undefined);
  const askExchange: AskExchange = async (job, input) =>
    (await jobs({ ask: 'job', name: job, input, actor: theProgram, now: Date.now() })).value as never;
  const { peers } = await askExchange('exchange.facts', null);
  await askExchange('exchange.choose', { ids: peers.map(({ id }) => id) });
  await askExchange('exchange.setFolder', { folder });
  const exchange = startExchange({
    ask: askOf(engine, at.lock),
    askExchange,
    now: () => Date.now(),
    tell: () => undefined,
    trouble: (cause) => process.stderr.write(`${cause}\n`),
    pause: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
  });
  return {
    exchange,
    async end() {
      await exchange.stop();
      engine.close();
    },
  };
}

test('다른 노트북이 붙인 서류는 파일 대기로 보이고, 어디서 기다리는지 말하며, 파일이 오면 저절로 열린다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(180_000);
  const shared = path.join(folder, 'shared');
  let at: Place | undefined;
  await inProfile(demoProfile, folder, async (here, other) => {
    const away = await other('현장');
    await giveAll(here, away);
    addPerson(away, { name, mobile: '01043434355' });
    const person = Number(away.engine.sql('SELECT id FROM person WHERE name = ?').pluck().get(name));
    const pages = [1, 2].map((times) => ({
      mime: 'image/png' as const,
      width: 200 * times,
      height: 300,
      boxes: 1,
      content: plainPng(200 * times, 300),
    }));
    away.engine.transact(theProgram, Date.now(), (store) => addAttachment(store, theProgram, order(person, { pages })));
    await giveAll(away, here);
    at = { file: away.file, lock: away.lock };
    const jobs = makeJobs(here.engine, here.lock, () => undefined);
    const ask = async (job: string, input: unknown) =>
      (await jobs({ ask: 'job', name: job, input, actor: theProgram, now: Date.now() })).value;
    const { peers } = (await ask('exchange.facts', null)) as { peers: { id: number; name: string }[] };
    await ask('exchange.choose', { ids: peers.filter((peer) => peer.name === '현장').map(({ id }) => id) });
    await ask('exchange.setFolder', { folder: shared });
  });
  if (!at) throw new Error('no other laptop');

  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText(name);
  await expect(page.getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(section(page).getByText('파일 대기')).toBeVisible();
  await section(page).getByRole('button').filter({ hasText: '2쪽' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('아직 이 노트북에 없습니다');
  await expect(dialog).toContainText('교환 폴더에 다시 이어지면 받아 와서 저절로 열립니다');
  await expect(dialog.getByRole('img', { name: /1쪽/ })).toHaveCount(0);

  // The other laptop has been somewhere else; now the folder is reached by both.
  fs.mkdirSync(shared);
  const { exchange, end } = await exchanging(at, shared);
  try {
    await expect(async () => {
      await exchange.wake('asked');
      await expect(dialog.getByRole('img', { name: /1쪽/ })).toBeVisible({ timeout: 1000 });
    }).toPass(told);
  } finally {
    await end();
  }
  await expect(dialog).not.toContainText('아직 이 노트북에 없습니다');
  await page.keyboard.press('Escape');
  await expect(section(page).getByText('파일 대기')).toHaveCount(0);
});
