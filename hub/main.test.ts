import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { createServer } from 'node:net';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { encodePage, encodeRequest } from '../shared/sync/bytes.ts';
import { pageFor } from '../shared/sync/exchange.ts';
import { person, save } from '../shared/sync/replica.test-helper.ts';
import { LIMITS } from '../shared/sync/types.ts';
import { caller, centreKeys, enrolled, hubCommand, linesOf, startHub, tempFolder } from './process.test-helper.ts';
import { plainText } from '../shared/sync/plainText.ts';
import { pullAll, pushAll, soon, type Caller } from './wire/peer.test-helper.ts';
import { listening } from './wire/proxy.test-helper.ts';

// Each spec starts a dozen processes.
vi.setConfig({ testTimeout: 240_000 });

const empty = encodeRequest({ vector: new Map(), holes: [] }, plainText);
const troubleOf = (given: { ok: true } | { ok: false; trouble: { kind: string; code?: string } }): string | undefined =>
  given.ok ? undefined : (given.trouble.code ?? given.trouble.kind);

function fill({ at }: Caller, count: number, from = 0): void {
  for (let n = from; n < from + count; n++)
    save(at, [person(`p-${n}`, { name: `구직자${n}`, phone: '010-1234-5678' })]);
}

it('켜고, 초대하고, 등록하고, 주고받고, 회수하고, 막고, 멈춘다; 기록과 파일에 이름이 없다', async () => {
  const folder = path.join(tempFolder(), 'data');
  const settings = { HUB_DATA: folder };
  const hub = await startHub(settings);
  await expect.poll(() => hub.err(), soon).toContain(hub.netKey);
  const a = await enrolled(hub, settings, 'a', 'typed');
  const b = await enrolled(hub, settings, 'b');
  fill(a, 30);
  expect((await pushAll(a)).ok).toBe(true);
  expect((await pullAll(b)).ok).toBe(true);
  expect([...b.at.table]).toEqual([...a.at.table]);
  const listed = await hubCommand(settings, 'devices');
  expect(listed.out).toMatch(/^a {2}a의 노트북 {2}사용 중 .*올린 변경 30$/m);

  const metrics = async (name: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${hub.metricsPort}/${name}`)).text();
  expect(await metrics('health')).toBe('{"ok":true}\n');
  const counted = await metrics('metrics');
  expect(counted).toMatch(/^ppuri_hub_sets 30$/m);
  expect(counted).toMatch(/^ppuri_hub_requests_total\{route="enrol",status="200"\} 2$/m);
  expect(counted).toMatch(/^ppuri_hub_devices\{standing="enrolled"\} 2$/m);

  expect((await hubCommand(settings, 'recall', 'zzzz')).code).toBe(1);
  expect(await hubCommand(settings, 'recall', 'a')).toMatchObject({ code: 0 });
  fill(a, 5, 30);
  expect(await a.client.state()).toMatchObject({ ok: true, value: { standing: 'recalled' } });
  expect((await pushAll(a)).ok).toBe(true);
  expect(troubleOf(await a.client.pull(empty))).toBe('recalled');
  expect((await a.client.report({ wiped: true })).ok).toBe(true);
  expect((await hubCommand(settings, 'devices')).out).toMatch(/^a {2}.*회수 중 \(.* 스스로 지움\)/m);
  expect((await pullAll(b)).ok).toBe(true);

  const waiting = b.client.pull(encodeRequest({ vector: new Map([['a', 35]]), holes: [] }, plainText), {
    wait: 30_000,
  });
  expect(await hubCommand(settings, 'revoke', 'b')).toMatchObject({ code: 0 });
  expect(troubleOf(await b.client.state())).toBe('closed');
  expect(troubleOf(await b.client.pull(empty))).toBe('closed');

  expect((await hubCommand(settings, 'check')).out).toContain('35건');
  expect((await hubCommand(settings, 'alarms')).out).toContain('알림이 없습니다');
  expect((await hubCommand(settings, 'agree', '1')).code).toBe(1);
  expect(await hubCommand(settings, 'backup', path.join(folder, 'copy'))).toMatchObject({ code: 0 });
  expect((await hubCommand({ HUB_DATA: path.join(folder, 'copy') }, 'check')).out).toContain('35건');

  hub.child.kill('SIGTERM');
  const { code, out, err } = await hub.ended;
  expect(code).toBe(0);
  expect((await waiting).ok).toBe(false);
  const logged = linesOf(out);
  expect(logged.at(-1)).toMatchObject({ level: 'info', msg: 'stopped' });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
  const all = files.filter((file) => statSync(file).isFile());
  expect(all.length).toBeGreaterThan(3);
  for (const file of all) {
    const bytes = readFileSync(file);
    for (const secret of ['구직자', '010-1234']) expect(bytes.includes(secret), file).toBe(false);
    expect(statSync(file).mode & 0o077, file).toBe(0);
  }
  for (const secret of ['구직자', '010-1234', '노트북 ', '127.0.0.1']) expect(out.includes(secret), secret).toBe(false);
  expect(err).not.toContain('구직자');
});

it('올리는 중 아무 때나 죽여도, 받았다고 답한 것은 남아 있고 이어서 올릴 수 있다', async () => {
  const settings = { HUB_DATA: tempFolder() };
  let hub = await startHub(settings);
  let a = await enrolled(hub, settings, 'a');
  const { netKey } = hub;
  // Small pages: many answers, so that a death falls between them or inside one.
  const limits = { ...LIMITS, pageSets: 10, pageBytes: 4000, spanSets: 5 };
  const small: Caller['at'] = { ...a.at, replica: { ...a.at.replica, limits } };
  a = caller(hub, 'a', { identity: a.identity, netKey, at: small });
  let acknowledged = 0;
  let deaths = 0;
  // Killed so many milliseconds after so many pages were acknowledged and the next one was sent.
  for (const [round, delay] of [0, 1, 3, 6, 12, 25].entries()) {
    fill(a, 60, round * 60);
    let death: Promise<unknown> | undefined;
    for (let sent = 0; ; sent++) {
      const page = pageFor(small.replica, { vector: new Map([['a', acknowledged]]), holes: [] }, () => true);
      if (page.spans.length === 0) break;
      const pushing = a.client.push(encodePage(page, plainText));
      if (sent === round)
        death = (delay === 0 ? Promise.resolve() : sleep(delay)).then(() => hub.child.kill('SIGKILL'));
      const pushed = await pushing;
      if (!pushed.ok) {
        deaths++;
        break;
      }
      acknowledged = pushed.value.ok ? (pushed.value.vector.get('a') ?? 0) : -1;
      expect(acknowledged).toBeGreaterThan(0);
    }
    await death;
    hub.child.kill('SIGKILL');
    await hub.ended;
    hub = await startHub(settings);
    a = caller(hub, 'a', { identity: a.identity, netKey, at: small });
    const state = await a.client.state();
    const held = state.ok ? (state.value.vector.get('a') ?? 0) : -1;
    expect(held).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = held;
  }
  expect(deaths).toBeGreaterThan(0);
  expect((await pushAll(a)).ok).toBe(true);
  const b = await enrolled(hub, settings, 'b');
  await pullAll(b);
  expect([...b.at.table]).toEqual([...a.at.table]);
  expect(b.at.table.size).toBe(360);
  expect((await hubCommand(settings, 'check')).out).toContain('360건');
});

it('켤 수 없는 까닭을 한 문장으로 말한다', async () => {
  const folder = tempFolder();
  const hub = await startHub({ HUB_DATA: folder });
  const refused = async (settings: Record<string, string>, sentence: string): Promise<void> => {
    const { code, out, err } = await hubCommand(settings);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  };
  const file = path.join(tempFolder(), 'file');
  writeFileSync(file, '');
  const damaged = tempFolder();
  writeFileSync(path.join(damaged, 'hub.db'), 'not a store'.repeat(1000));
  const damagedKey = tempFolder();
  writeFileSync(path.join(damagedKey, 'identity.json'), '{}');
  const nobody = createServer();
  const port = await listening(nobody);
  await new Promise((resolve) => nobody.close(resolve));
  const url = `postgres://hub:secret-word@127.0.0.1:${port}/hub`;
  await Promise.all([
    refused({ HUB_DATA: folder }, '다른 허브가 이미'),
    refused({ HUB_DATA: tempFolder(), HUB_PORT: String(hub.port) }, `포트 ${hub.port}을(를) 다른 프로그램이`),
    refused({ HUB_DATA: tempFolder(), HUB_METRICS_PORT: String(hub.metricsPort) }, 'HUB_METRICS_PORT에 다른 포트를'),
    refused({ HUB_DATA: path.join(file, 'data') }, '쓸 수 없습니다'),
    refused({ HUB_DATA: tempFolder(), HUB_PORT: '99999' }, 'HUB_PORT에는'),
    refused({ HUB_DATA: tempFolder(), HUB_KEY: 'abc' }, 'HUB_KEY에는'),
    refused({ HUB_DATA: tempFolder(), HUB_BLOBS_GB: '많이' }, 'HUB_BLOBS_GB에는'),
    refused({ HUB_DATA: tempFolder(), HUB_FREE_GB: '-1' }, 'HUB_FREE_GB에는'),
    refused({ HUB_DATA: damaged }, '열 수 없습니다'),
    refused({ HUB_DATA: damagedKey }, '지우지 말고 백업에서'),
    refused({ HUB_DATA: tempFolder(), DATABASE_URL: url }, 'PostgreSQL에 연결할 수 없습니다'),
  ]);
  // The first one has noticed nothing of all that, and its death frees the folder.
  hub.child.kill('SIGKILL');
  await hub.ended;
  const again = await startHub({ HUB_DATA: folder });
  expect(again.netKey).toBe(hub.netKey);
});

it('암호를 건 자료 파일은 그 열쇠로만 열린다', async () => {
  const settings = { HUB_DATA: tempFolder(), HUB_KEY: 'ab'.repeat(32) };
  const hub = await startHub(settings);
  const a = await enrolled(hub, settings, 'a');
  fill(a, 3);
  await pushAll(a);
  expect((await hubCommand(settings, 'check')).out).toContain('3건');
  expect((await hubCommand({ HUB_DATA: settings.HUB_DATA }, 'check')).err).toContain('HUB_KEY');
  const copy = path.join(tempFolder(), 'copy');
  expect(await hubCommand(settings, 'backup', copy)).toMatchObject({ code: 0 });
  expect((await hubCommand({ HUB_DATA: copy, HUB_KEY: settings.HUB_KEY }, 'check')).out).toContain('3건');
});

it('범위를 정한 노트북은 그 밖의 것은 머리글만 받고, 모두 주면 빈 곳을 마저 받는다', async () => {
  const settings = { HUB_DATA: tempFolder() };
  const hub = await startHub(settings);
  const a = await enrolled(hub, settings, 'a');
  const b = await enrolled(hub, settings, 'b');
  fill(a, 3);
  await pushAll(a);
  expect(await hubCommand(settings, 'scopes', 'b', 'fair-2026')).toMatchObject({ code: 0 });
  expect((await hubCommand(settings, 'devices')).out).toMatch(/^b {2}.*범위 fair-2026$/m);
  expect((await pullAll(b)).ok).toBe(true);
  expect(b.at.table.size).toBe(0);
  expect(await hubCommand(settings, 'scopes', 'b', 'all')).toMatchObject({ code: 0 });
  expect((await pullAll(b)).ok).toBe(true);
  expect([...b.at.table]).toEqual([...a.at.table]);
});

it('한꺼번에 많은 파기는 사람이 동의해야 이루어지고, 복제한 노트북은 알림이 된다', async () => {
  const settings = { HUB_DATA: tempFolder() };
  const hub = await startHub(settings);
  const a = await enrolled(hub, settings, 'a');
  fill(a, 201);
  await pushAll(a);
  save(a.at, [{ op: 'erase', subjects: Array.from({ length: 201 }, (_, n) => `p-${n}`) }]);
  const page = pageFor(a.at.replica, { vector: new Map([['a', 201]]), holes: [] }, () => true);
  const push = (): Promise<unknown> => a.client.push(encodePage(page, plainText));
  expect(await push()).toMatchObject({ ok: true, value: { ok: false, reason: 'erasure', rows: 201 } });
  const told = await hubCommand(settings, 'alarms');
  expect(told.out).toMatch(/^(\d+) {2}확인 필요 {2}a이\(가\) 한꺼번에 201건을 파기/);
  const id = told.out.split(' ', 1)[0] ?? '';
  expect((await hubCommand(settings, 'alarms', 'done', id)).err).toContain('agree');
  expect(await hubCommand(settings, 'agree', id)).toMatchObject({ code: 0 });
  expect(await push()).toMatchObject({ ok: true, value: { ok: true, sets: 1 } });
  expect((await hubCommand(settings, 'agree', id)).code).toBe(1);

  // The same laptop twice: another first set under the same name.
  const clone = caller(hub, 'a', { identity: a.identity, netKey: hub.netKey });
  fill(clone, 1, 999);
  const other = pageFor(clone.at.replica, { vector: new Map(), holes: [] }, () => true);
  const forked = await clone.client.push(encodePage(other, plainText));
  expect(forked).toMatchObject({ ok: true, value: { ok: false, reason: 'fork', device: 'a' } });
  const alarms = await hubCommand(settings, 'alarms');
  const fork = /^(\d+) {2}확인 필요 {2}두 노트북이 같은 이름 a/m.exec(alarms.out)?.[1] ?? '';
  expect((await hubCommand(settings, 'agree', fork)).code).toBe(1);
  expect(await hubCommand(settings, 'alarms', 'done', fork)).toMatchObject({ code: 0 });
  expect((await hubCommand(settings, 'alarms')).out).not.toContain('확인 필요');
  expect(
    linesOf(hub.out())
      .filter(({ msg }) => msg === 'page refused')
      .map(({ reason }) => reason),
  ).toEqual(['erasure', 'fork']);
});

it('관리 노트북은 허브에서 정하고, 노트북의 회수와 차단은 관리 노트북의 말만 들으며, 누가 말했는지 기록에 남는다', async () => {
  const settings = { HUB_DATA: tempFolder() };
  const hub = await startHub(settings);
  const made = await hubCommand({ ...settings, HUB_ADDRESS: `127.0.0.1:${hub.port}` }, 'invite');
  expect(made.out).toContain('관리 노트북이 됩니다');
  const a = await enrolled(hub, settings, 'aaaa');
  const b = await enrolled(hub, settings, 'bbbb');
  await enrolled(hub, settings, 'cccc');
  expect(await b.client.standing('cccc', 'revoked')).toEqual({ ok: true, value: false });
  expect(await a.client.standing('cccc', 'recalled')).toEqual({ ok: true, value: true });
  const listed = async (): Promise<string> => (await hubCommand(settings, 'devices')).out;
  expect(await listed()).toMatch(/^aaaa {2}.* {2}사용 중 {2}관리 노트북 {2}등록/m);
  expect(await listed()).toMatch(/^cccc {2}.* {2}회수 중 {2}.* aaaa에서 정함 {2}등록/m);
  expect((await hubCommand(settings, 'warden', 'bbbb')).err).toContain('on, 그만두게 하려면 off');
  expect((await hubCommand(settings, 'warden', 'cccc', 'on')).err).toContain('될 수 없습니다');
  expect((await hubCommand(settings, 'warden', 'bbbb', 'on')).out).toContain('이제 관리 노트북입니다');
  expect(await b.client.standing('cccc', 'revoked')).toEqual({ ok: true, value: true });
  expect(await a.client.standing('bbbb', 'revoked')).toEqual({ ok: true, value: false });
  expect((await hubCommand(settings, 'warden', 'bbbb', 'off')).out).not.toContain('하나도 없습니다');
  expect(await a.client.standing('bbbb', 'revoked')).toEqual({ ok: true, value: true });
  expect(await listed()).not.toContain('하나도 없습니다');
  expect((await hubCommand(settings, 'warden', 'aaaa', 'off')).out).toContain('하나도 없습니다');
  expect(await listed()).toContain('하나도 없습니다');
  const invitedAs = await hubCommand(settings, 'invite', '--warden', '--note', '사무실');
  expect(invitedAs.out).toContain('(사무실)');
  expect(invitedAs.out).toContain('관리 노트북이 됩니다');
  const verdicts = linesOf(hub.out()).filter(({ msg }) => msg === 'verdict');
  expect(verdicts.map(({ level, device, by, outcome }) => [level, device, by, outcome])).toEqual([
    ['warn', 'cccc', 'bbbb', 'notAllowed'],
    ['info', 'cccc', 'aaaa', 'set'],
    ['info', 'cccc', 'bbbb', 'set'],
    ['warn', 'bbbb', 'aaaa', 'notAllowed'],
    ['info', 'bbbb', 'aaaa', 'set'],
  ]);
});

it('첨부는 정한 크기까지만 맡고, 상한 것을 찾아 지우면 다시 맡는다', async () => {
  const settings = { HUB_DATA: tempFolder(), HUB_BLOBS_GB: '0.0045', HUB_FREE_GB: '0' };
  let hub = await startHub(settings);
  const a = await enrolled(hub, settings, 'a');
  fill(a, 1);
  await pushAll(a);
  const [page, other] = [Buffer.alloc(400_000, 1), Buffer.alloc(400_000, 2)];
  const names = [page, other].map((bytes) => hash('sha256', bytes, 'hex'));
  expect(await a.client.putBlob(page, 'p-0')).toMatchObject({ ok: true, value: { taken: 'kept' } });
  expect(await a.client.putBlob(other, 'p-0')).toMatchObject({ ok: true, value: { taken: 'full' } });
  expect(await a.client.blobs(names)).toEqual({ ok: true, value: { held: [names[0]], wanted: [], full: true } });
  const counted = await (await fetch(`http://127.0.0.1:${hub.metricsPort}/metrics`)).text();
  for (const line of ['blob_bytes 400000', 'blob_bytes_limit 4500000', 'blob_room 0', 'blobs 1'])
    expect(counted).toContain(`ppuri_hub_${line}\n`);
  expect(counted).toMatch(/^ppuri_hub_disk_free_bytes \d+$/m);
  await expect.poll(() => linesOf(hub.out()).map(({ msg }) => msg), soon).toContain('no room for attachments');
  expect((await hubCommand(settings, 'check')).out).toContain('자리가 모자라 첨부 서류를 받지 않고');
  hub.child.kill('SIGTERM');
  await hub.ended;

  const roomy = { ...settings, HUB_BLOBS_GB: '0' };
  const db = new Database(path.join(settings.HUB_DATA, 'hub.db'));
  db.prepare('UPDATE blob SET bytes = zeroblob(400000)').run();
  db.close();
  const found = await hubCommand(roomy, 'check');
  expect(found).toMatchObject({ code: 1 });
  expect(found.out).toContain('모든 변경 1건');
  expect(found.err).toContain(`첨부 서류 1쪽의 암호문이 상했습니다(${names[0]?.slice(0, 12)})`);
  expect(found.err).toContain('npm run hub -- mend');
  expect((await hubCommand(roomy, 'mend')).out).toContain('1쪽을 지웠습니다');
  expect((await hubCommand(roomy, 'mend')).out).toContain('지울 것이 없습니다');
  expect((await hubCommand(roomy, 'rewrite')).out).toContain('새로 쓸 것이 없습니다');
  hub = await startHub(roomy);
  const again = caller(hub, 'a', { identity: a.identity, netKey: hub.netKey, at: a.at });
  expect(await again.client.blobs(names)).toEqual({ ok: true, value: { held: [], wanted: names } });
  for (const bytes of [page, other])
    expect(await again.client.putBlob(bytes, 'p-0')).toMatchObject({ ok: true, value: { taken: 'kept' } });
  expect((await hubCommand(roomy, 'check')).out).toContain('첨부 서류 2쪽의 암호문이 맞습니다.');
});

it('거둔 초대로는 등록할 수 없다', async () => {
  const settings = { HUB_DATA: tempFolder() };
  const hub = await startHub(settings);
  const made = await hubCommand({ ...settings, HUB_ADDRESS: `127.0.0.1:${hub.port}` }, 'invite');
  const code = /\/([0-9A-Z]{16})$/m.exec(made.out)?.[1] ?? '';
  expect(await hubCommand(settings, 'withdraw', code)).toMatchObject({ code: 0 });
  expect((await hubCommand(settings, 'withdraw', code)).code).toBe(1);
  const a = await enrolled(hub, settings, 'a');
  const { privateKey: signing, publicKey } = centreKeys.device('c');
  const signKey = publicKey.export({ format: 'der', type: 'spki' });
  expect(troubleOf(await a.client.enrol({ code, device: 'c', signing, signKey }))).toBe('notInvited');
});
