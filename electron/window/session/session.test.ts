import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { problem, Refusal } from '../../../shared/model/problem.ts';
import { codeOf, testFolder, testNow } from '../../deskTest.test-helper.ts';
import { StoreDesk } from '../../store/desk.ts';
import { centre, login } from '../backup/backupTest.test-helper.ts';
import { dataFolder } from '../dataFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import { Sessions } from './session.ts';
import { openRealStore } from './sessionTest.test-helper.ts';

const here = 1;

/** Sessions over one data folder; `open` may stand in for the store's own. Closed at the end of the test. */
function sessionsAt(
  folder = dataFolder(testFolder()),
  open = openRealStore,
): { sessions: Sessions; folder: typeof folder } {
  mkdirSync(folder.root, { recursive: true });
  const sessions = new Sessions({ folder, now: () => testNow, open });
  onTestFinished(() => sessions.close());
  return { sessions, folder };
}

/** A centre that was set up and closed: made once, since each password costs half a second of scrypt. */
let made: DataFolder;
beforeAll(async () => {
  made = dataFolder(mkdtempSync(path.join(tmpdir(), 'desk-session-')));
  mkdirSync(made.root, { recursive: true });
  const sessions = new Sessions({ folder: made, now: () => testNow, open: openRealStore });
  await sessions.setUp(here, centre);
  await sessions.close();
});
afterAll(() => rmSync(path.dirname(made.root), { recursive: true, force: true }));

function copyOf({ root }: DataFolder): DataFolder {
  const folder = dataFolder(testFolder());
  cpSync(root, folder.root, { recursive: true });
  return folder;
}

test('처음 설정 단추를 두 번 눌러도 센터는 하나만 생기고, 껐다 켜도 그 비밀번호로 열린다', async () => {
  const { sessions, folder } = sessionsAt();
  const first = sessions.setUp(here, centre);
  expect(await codeOf(sessions.setUp(here, { ...centre, password: 'other-2026!', again: 'other-2026!' }))).toBe(
    'alreadySetUp',
  );
  await first;
  expect(sessions.state(here).phase).toBe('open');
  // That the account was made and has come in is in the access log.
  expect(await sessions.lastEntry()).toBe(testNow);
  await sessions.close();
  const again = sessionsAt(folder).sessions;
  expect((await again.signIn(here, login)).phase).toBe('open');
});

test('처음 설정이 저장 공간 부족으로 그치면 자리를 만든 뒤 다시 처음 설정을 할 수 있다', async () => {
  let fails = true;
  const { sessions } = sessionsAt(undefined, async (file, lock) => {
    if (!fails) return openRealStore(file, lock);
    // What a full disk leaves of a store that was begun.
    writeFileSync(file, Buffer.alloc(512));
    throw new Refusal(problem('diskFull'));
  });
  expect(await codeOf(sessions.setUp(here, centre))).toBe('diskFull');
  expect(sessions.state(here).phase).toBe('firstRun');
  fails = false;
  expect((await sessions.setUp(here, { ...centre, password: 'other-2026!', again: 'other-2026!' })).state.phase).toBe(
    'open',
  );
});

test('처음 설정 중에 전원이 나가도 다시 켜서 처음 설정을 할 수 있다', async () => {
  const reached = Promise.withResolvers<undefined>();
  const cut = sessionsAt(undefined, async (file, lock) => {
    const store = await openRealStore(file, lock);
    onTestFinished(() => store.close());
    store.job = () => {
      reached.resolve(undefined);
      return new Promise(() => undefined);
    };
    return store;
  });
  void cut.sessions.setUp(here, centre);
  await reached.promise;
  const { sessions } = sessionsAt(copyOf(cut.folder));
  expect(sessions.state(here).phase).toBe('firstRun');
  expect((await sessions.setUp(here, { ...centre, password: 'other-2026!', again: 'other-2026!' })).state.phase).toBe(
    'open',
  );
});

test('열쇠 파일만 사라진 자료 위에 새 센터를 만들지 않는다', async () => {
  const folder = copyOf(made);
  rmSync(folder.vault);
  expect(await codeOf(sessionsAt(folder).sessions.setUp(here, centre))).toBe('vaultMissing');
  expect(existsSync(folder.vault)).toBe(false);
});

test('로그인 화면이 떠 있는 동안 자료 파일이 사라지면 빈 자료를 새로 만들지 않고 없다고 말한다', async () => {
  const folder = copyOf(made);
  for (const file of [folder.store, `${folder.store}-wal`, `${folder.store}-shm`]) rmSync(file, { force: true });
  expect(await codeOf(sessionsAt(folder).sessions.signIn(here, login))).toBe('storeMissing');
  expect(existsSync(folder.store)).toBe(false);
});

test('열려 있는 자료에 로그인 기록을 적지 못하면 그 로그인만 거절되고 다른 창은 계속 일한다', async () => {
  const opened: StoreDesk[] = [];
  const { sessions } = sessionsAt(copyOf(made), async (file, lock) => {
    const store = await openRealStore(file, lock);
    opened.push(store);
    return store;
  });
  await sessions.signIn(here, login);
  const [store] = opened;
  if (!store) throw new Error('no store');
  const job = store.job.bind(store);
  store.job = (where, name, ...rest) =>
    name === 'session.enter' ? Promise.reject(new Refusal(problem('diskFull'))) : job(where, name, ...rest);
  expect(await codeOf(sessions.signIn(2, login))).toBe('diskFull');
  expect(await sessions.store()).toBe(store);
  store.job = job;
  expect((await sessions.signIn(2, login)).phase).toBe('open');
  expect(opened).toHaveLength(1);
});

test('로그인하는 동안 자료가 복원으로 바뀌면 옛 자료의 권한으로 들어오지 못한다', async () => {
  const { sessions } = sessionsAt(copyOf(made));
  await sessions.signIn(here, login);
  const store = await sessions.store();
  const job = store.job.bind(store);
  const [entered, restored] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  // The store has let them in; the answer is taken up when the files have changed.
  store.job = async (where, name, ...rest) => {
    const value = await job(where, name, ...rest);
    if (name === 'session.enter') {
      entered.resolve(undefined);
      await restored.promise;
    }
    return value;
  };
  const second = codeOf(sessions.signIn(2, login));
  await entered.promise;
  await sessions.whileClosed(() => Promise.resolve());
  restored.resolve(undefined);
  expect(await second).toBe('storeBusy');
  expect(sessions.actor(2)).toBeUndefined();
  expect((await sessions.signIn(2, login)).phase).toBe('open');
});

test('한 번 열지 못한 자료는 원인을 없앤 뒤 다시 열린다', async () => {
  const folder = copyOf(made);
  const failure = new Error('worker could not start');
  let fails = true;
  const again = sessionsAt(folder, (file, lock) =>
    fails ? Promise.reject(failure) : openRealStore(file, lock),
  ).sessions;
  await expect(again.signIn(here, login)).rejects.toBe(failure);
  fails = false;
  expect((await again.signIn(here, login)).phase).toBe('open');
});
