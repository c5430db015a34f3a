import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebContents } from 'electron';
import { expect, onTestFinished, test } from 'vitest';
import { codeHashOf } from '../../../hub/gate/storeGate.ts';
import { invitationUri, makeInvitation, typedInvitation } from '../../../shared/sync/invitation.ts';
import type { Invitation } from '../../../shared/sync/invitation.ts';
import { openHub } from '../../../test/fault/syncEnd.ts';
import type { RunningHub } from '../../../test/fault/syncEnd.ts';
import { codeOf, testFolder } from '../../deskTest.test-helper.ts';
import type { StoreEars } from '../../store/desk.ts';
import { here, laptop as madeLaptop } from '../backup/backupDesk.test-helper.ts';
import { centre, laptopAt, login } from '../backup/backupTest.test-helper.ts';
import type { Laptop } from '../backup/backupTest.test-helper.ts';
import { dataFolder, folderProblem } from '../dataFolder.ts';
import { SyncDesk } from './syncDesk.ts';
import { finishWipe, wipeFolder } from '../lease/wipeFolder.ts';

const noWindow = {} as WebContents;

interface Synced extends Laptop {
  readonly syncs: SyncDesk;
}

/** A laptop with its end of synchronisation, as main wires the two. */
function syncedAt(profile: string): Synced {
  const ears: Partial<StoreEars> = { changed: (changed) => syncs.heard(changed), closing: () => syncs.detach() };
  const at = laptopAt(profile, { ears });
  const syncs: SyncDesk = new SyncDesk({
    sessions: at.sessions,
    now: () => Date.now(),
    tell: () => undefined,
    saveFile: async () => path.join(profile, 'pages'),
    wipe: () => wipeFolder(at.folder),
    trouble: (cause) => at.troubles.push(cause),
  });
  return { ...at, syncs };
}

async function signIn(at: Synced): Promise<void> {
  await at.sessions.signIn(here, login);
  at.syncs.attach(await at.sessions.store());
}

async function runningHub(): Promise<RunningHub> {
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  return hub;
}

async function invited(hub: RunningHub, warden = false): Promise<Invitation> {
  const invitation = makeInvitation({ address: '127.0.0.1', ...hub }, randomBytes(10));
  await hub.store.invite({
    codeHash: codeHashOf(invitation.code),
    note: '',
    madeAt: 0,
    expiresAt: Date.now() + 60_000,
    warden,
  });
  return invitation;
}

async function until(holds: () => boolean | Promise<boolean>, seen: () => unknown): Promise<void> {
  for (const end = performance.now() + 40_000; !(await holds());) {
    if (performance.now() > end) throw new Error(`never: ${JSON.stringify(seen())}`);
    await sleep(10);
  }
}

test('참여 파일로 들어온 노트북은 초대로 허브에 연결하여 맞추고, 회수하면 넘길 것을 넘긴 뒤 처음처럼 빈다', async () => {
  const hub = await runningHub();
  const profile = path.dirname((await madeLaptop({ signedIn: false })).folder.root);
  const office = syncedAt(profile);
  await signIn(office);
  const file = path.join(testFolder(), '참여.desk-backup');
  office.pick(file);
  await office.backups.makeJoinFile({ name: '상담실 노트북', place: 'field' }, office.from());

  const field = syncedAt(testFolder());
  field.pick(file);
  const { found } = await field.backups.chooseFile(field.from());
  await field.backups.join({ handle: found?.handle ?? '', ...login, place: 'field' }, field.from());
  await signIn(field);

  const enrol = (at: Synced, invitation: string) => at.syncs.enrol({ invitation }, at.from());
  expect(await codeOf(enrol(office, '아무 글'))).toBe('invitationUnreadable');
  const first = await invited(hub);
  const wrong = makeInvitation({ address: '127.0.0.1', port: hub.port, netKey: 'A'.repeat(43) }, randomBytes(10));
  expect(await codeOf(enrol(office, invitationUri(wrong) ?? ''))).toBe('hubOther');
  const used = makeInvitation({ address: '127.0.0.1', ...hub }, randomBytes(10));
  expect(await codeOf(enrol(office, invitationUri(used) ?? ''))).toBe('hubRefused');
  await enrol(office, invitationUri(first) ?? '');
  expect(await codeOf(enrol(office, invitationUri(first) ?? ''))).toBe('hubLinked');
  // The other one is typed from paper.
  const second = typedInvitation(await invited(hub));
  await enrol(field, `${second.place} ${second.letters}`);
  await field.add('박현장');
  await until(
    async () => (await office.people()).includes('박현장'),
    () => [office.syncs.state(), field.syncs.state(), office.troubles],
  );
  expect(office.syncs.state()).toMatchObject({ attention: 0, hub: { name: '시험 허브' } });

  const { rows } = await office.syncs.devices(office.from());
  expect(rows.map(({ standing, here: isHere }) => [standing, isHere])).toEqual([
    ['active', true],
    ['active', false],
  ]);
  const [own, other] = rows.map(({ id }) => id);
  const mark = (id: number | undefined, password: string) =>
    office.syncs.mark('recalled', { id: id ?? 0, password }, office.from());
  expect(await codeOf(mark(other, 'wrong-2026!'))).toBe('checkFields');
  expect(await codeOf(mark(own, login.password))).toBe('notThisLaptop');
  await mark(other, login.password);
  await until(
    () => !existsSync(field.folder.store),
    () => [field.syncs.state(), field.troubles],
  );
  await until(
    () => field.sessions.state(here).phase === 'firstRun',
    () => field.sessions.state(here),
  );
  expect(readdirSync(field.folder.root).filter((name) => !/^(logs|owner|look)/.test(name))).toEqual(['emptied.json']);
  expect(field.sessions.state(here)).toEqual({ phase: 'firstRun', emptied: true });
  expect(await office.people()).toEqual(['김백업', '박현장', '이나중']);
  // The empty profile can be used again.
  expect((await field.sessions.setUp(here, { ...centre, centre: '다른 센터' })).state.phase).toBe('open');
});

test('허브와의 연결을 끊어도 자료는 그대로이고, 다시 연결하면 이어서 맞춘다', async () => {
  const hub = await runningHub();
  const at = syncedAt(path.dirname((await madeLaptop({ signedIn: false })).folder.root));
  await signIn(at);
  const uri = invitationUri(await invited(hub)) ?? '';
  await at.syncs.enrol({ invitation: uri }, at.from());
  await until(
    () => at.syncs.state().phase === 'upToDate',
    () => [at.syncs.state(), at.troubles],
  );
  const leave = (password: string) =>
    at.syncs.leave({ password }, { window: here, sender: noWindow, actor: at.admin() });
  expect(await codeOf(leave('wrong-2026!'))).toBe('checkFields');
  await leave(login.password);
  await until(
    () => at.syncs.state().phase === 'noHub',
    () => at.syncs.state(),
  );
  await at.add('박혼자');
  // It is known there: the same words open the door again.
  await at.syncs.enrol({ invitation: uri }, at.from());
  await until(
    () => at.syncs.state().phase === 'upToDate' && at.syncs.state().waiting === 0,
    () => [at.syncs.state(), at.troubles],
  );
  const device = at.syncs.state().items.in;
  expect([...(await hub.store.vector()).values()].reduce((sum, seq) => sum + seq, 0)).toBe(device);
  // What the hub says with a new invitation counts for a laptop that it knows, too.
  const [{ device: name } = { device: '' }] = await hub.store.devices();
  await hub.store.setWarden(name, false);
  await leave(login.password);
  await at.syncs.enrol({ invitation: invitationUri(await invited(hub, true)) ?? '' }, at.from());
  expect(await hub.store.device(name)).toMatchObject({ warden: true });
  expect((await hub.store.invitations()).map(({ usedBy }) => usedBy)).toEqual([name, name]);
  // An invitation that is none does not keep it out.
  await leave(login.password);
  const none = makeInvitation({ address: '127.0.0.1', ...hub }, randomBytes(10));
  await at.syncs.enrol({ invitation: invitationUri(none) ?? '' }, at.from());
  await until(
    () => at.syncs.state().phase === 'upToDate',
    () => [at.syncs.state(), at.troubles],
  );
});

test('비우는 중에 어디에서 멈추어도 다음에 켤 때 끝까지 비운다', () => {
  for (let stop = 1; stop < 8; stop += 1) {
    const profile = testFolder();
    const folder = dataFolder(profile);
    mkdirSync(folder.backups, { recursive: true });
    mkdirSync(folder.logs);
    for (const file of [folder.store, folder.vault, folder.look, `${folder.store}-wal`, path.join(folder.backups, 'a')])
      writeFileSync(file, '김백업');
    let steps = 0;
    const reached = (): void => {
      steps += 1;
      if (steps === stop) throw new Error('power');
    };
    expect(() => {
      wipeFolder(folder, reached);
      throw new Error('power');
    }).toThrow('power');
    expect(folderProblem(folder)).toBeNull();
    expect(readdirSync(folder.root).toSorted()).toEqual(['emptied.json', 'logs', 'look.json']);
    finishWipe(folder);
    expect(readFileSync(folder.look, 'utf8')).toBe('김백업');
  }
});
