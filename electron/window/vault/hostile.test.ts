import { createHmac, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../deskTest.test-helper.ts';
import { unlock, unlockWithRecovery, withAccount, withoutAccount } from './accounts.ts';
import { keyFor, newPair, seal } from './box.ts';
import { readVault, vaultIn } from './file.ts';
import { closed, sealToAll } from './seals.ts';
import type { OpenedVault } from './seals.ts';
import { digestOf } from './shape.ts';
import type { NewVault } from './shape.ts';
import { codeOf, quickCost, testPassword, testVault, vaultNow } from './vault.test-helper.ts';

const other = { loginId: 'sangdam1', password: 'Other-2026', now: vaultNow, cost: quickCost };
const refused = ['vaultDamaged', 'vaultTampered', 'wrongLogin'];

/** What somebody who knows the format makes of a changed vault: the digest is anybody's. */
const disguised = (vault: NewVault): string => JSON.stringify({ ...vault, digest: digestOf(vault) });

/** What the administrator's right password comes to with this file. */
const tried = (text: string): Promise<string> => codeOf(() => unlock(vaultIn(text), 'admin', testPassword, vaultNow));

async function twoAccounts(): Promise<Awaited<ReturnType<typeof testVault>>> {
  const made = await testVault();
  return { ...made, vault: await withAccount(made.vault, made.opened, other) };
}

function parts(vault: NewVault): { admin: NewVault['accounts'][number]; sangdam: NewVault['accounts'][number] } {
  const [admin, sangdam] = vault.accounts;
  if (!admin || !sangdam) throw new Error('no accounts');
  return { admin, sangdam };
}

test('열쇠 파일의 어느 한 바이트가 바뀌어도 손상된 것으로 안다', async () => {
  const { vault } = await twoAccounts();
  const bytes = Buffer.from(JSON.stringify(vault, null, 1));
  const damaged = Array.from(bytes.keys(), (place) => {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    return { place, text: changed.toString('utf8') };
  }).filter(({ place, text }) => {
    // A blank between two fields that became another character changes nothing.
    const isBlank = bytes[place] === 0x20 || bytes[place] === 0x0a;
    return !isBlank || !isJson(text);
  });
  for (const { text } of damaged) expect(() => vaultIn(text)).toThrow('vaultDamaged');
  expect(damaged.length).toBeGreaterThan(3000);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('중간에서 잘린 열쇠 파일은 손상되었다고 말한다', async () => {
  const { vault } = await testVault();
  const text = JSON.stringify(vault);
  for (let length = 0; length < text.length; length += 7) {
    expect(() => vaultIn(text.slice(0, length))).toThrow('vaultDamaged');
  }
});

/** Every value in a document, with the way to it. */
function leaves(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [way];
  const inner = Object.entries(value).flatMap(([name, part]) => leaves(part, [...way, name]));
  return [way, ...inner];
}

function replaced(value: unknown, [name, ...way]: readonly (string | number)[], to: unknown): unknown {
  if (name === undefined) return to;
  if (Array.isArray(value)) return value.map((part, at) => (at === Number(name) ? replaced(part, way, to) : part));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === String(name) ? replaced(part, way, to) : part]),
  );
}

const at = (value: unknown, way: readonly (string | number)[]): unknown =>
  way.reduce<unknown>((part, name) => Object.entries(Object(part)).find(([key]) => key === String(name))?.[1], value);

/** Other values of the same kind, and of others. */
function others(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, value * 2, 0, -1, 2 ** 53, 0.5, null];
  if (typeof value === 'boolean') return [!value, null];
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 0x80;
    return [bytes.toString('base64'), `${value}A`, value.slice(0, -1), '', '__proto__', 7, null, {}];
  }
  return [null, [], {}, 'x', 1];
}

/** The vault in the middle of a rotation. */
function underWay(vault: NewVault, { lock, guard }: OpenedVault): NewVault {
  const next = sealToAll(vault, { lock: { ...lock, key: randomBytes(32) }, guard }, vaultNow);
  return closed({ ...vault, next }, { lock, guard });
}

test.each([
  ['', false],
  ['(열쇠를 바꾸는 중에)', true],
] as const)(
  '누가 어느 칸을 바꾸고 지문을 다시 맞추어도%s, 맞는 비밀번호로도 복구 열쇠로도 열쇠가 나오지 않는다',
  async (_when, rotating) => {
    const { vault: settled, opened, recoveryKey } = await twoAccounts();
    const vault = rotating ? underWay(settled, opened) : settled;
    expect(await tried(JSON.stringify(vault))).toBe('');
    const { digest: _, ...signed } = vault;
    const outcomes = new Set<string>();
    for (const way of leaves(signed).filter(({ length }) => length > 0)) {
      for (const to of others(at(signed, way))) {
        const changed = replaced(signed, way, to);
        if (JSON.stringify(changed) === JSON.stringify(signed)) continue;
        const text = disguised({ ...vault, ...(changed as object) });
        const outcome = await tried(text);
        const recovered = await codeOf(() => unlockWithRecovery(vaultIn(text), recoveryKey));
        const what = `${way.join('.')} = ${JSON.stringify(to)}: ${outcome}, ${recovered}`;
        expect(refused, what).toContain(outcome);
        expect([...refused, 'wrongRecoveryKey'], what).toContain(recovered);
        outcomes.add(outcome);
      }
    }
    expect([...outcomes].toSorted()).toEqual(refused.toSorted());
  },
);

test('없던 칸이나 __proto__, constructor가 들어 있으면 손상되었다고 말한다', async () => {
  const { vault } = await twoAccounts();
  const { digest: _, ...signed } = vault;
  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'extra']) {
    for (const way of leaves(signed).filter(({ length }) => length > 0)) {
      const part = at(signed, way);
      if (part === null || typeof part !== 'object' || Array.isArray(part)) continue;
      const added = JSON.parse(`{${JSON.stringify(name)}:{"format":2},${JSON.stringify(part).slice(1)}`) as unknown;
      const changed = { ...vault, ...(replaced(signed, way, added) as object) };
      expect(await tried(disguised(changed)), `${way.join('.')}.${name}`).toBe('vaultDamaged');
    }
  }
  expect(Object.prototype).not.toHaveProperty('format');
});

test('두 계정의 상자를 서로 바꾸어 놓으면 어느 쪽도 열리지 않는다', async () => {
  const { vault } = await twoAccounts();
  const { admin, sangdam } = parts(vault);
  const [toAdmin, toSangdam] = vault.current.accounts;
  if (!toAdmin || !toSangdam) throw new Error('no boxes');
  const swaps: NewVault[] = [
    // Their name on somebody else's account.
    {
      ...vault,
      accounts: [
        { ...admin, loginId: 'sangdam1' },
        { ...sangdam, loginId: 'admin' },
      ],
    },
    {
      ...vault,
      accounts: [
        { ...admin, wrapped: sangdam.wrapped },
        { ...sangdam, wrapped: admin.wrapped },
      ],
    },
    {
      ...vault,
      accounts: [
        { ...admin, publicKey: sangdam.publicKey },
        { ...sangdam, publicKey: admin.publicKey },
      ],
    },
    {
      ...vault,
      current: {
        ...vault.current,
        accounts: [
          { ...toAdmin, sealed: toSangdam.sealed },
          { ...toSangdam, sealed: toAdmin.sealed },
        ],
      },
    },
    { ...vault, accounts: [{ ...sangdam, loginId: 'admin' }, sangdam] },
  ];
  for (const swapped of swaps) {
    for (const [loginId, password] of [
      ['admin', testPassword],
      ['admin', other.password],
      ['sangdam1', testPassword],
      ['sangdam1', other.password],
    ] as const) {
      const outcome = await codeOf(() => unlock(vaultIn(disguised(swapped)), loginId, password, vaultNow));
      expect(['wrongLogin', 'vaultTampered']).toContain(outcome);
    }
  }
});

test('남의 공개 열쇠를 자기 것으로 바꾸어 두면 다음 로그인 때 알아내고, 그것에 봉하지 않는다', async () => {
  const { vault, recoveryKey } = await twoAccounts();
  const { admin, sangdam } = parts(vault);
  const thief = newPair();
  const planted = disguised({ ...vault, accounts: [admin, { ...sangdam, publicKey: thief.publicKey }] });
  expect(await tried(planted)).toBe('vaultTampered');
  expect(await codeOf(() => unlockWithRecovery(vaultIn(planted), recoveryKey))).toBe('vaultTampered');
  const recovery = vault.recovery && { ...vault.recovery, publicKey: thief.publicKey };
  expect(await tried(disguised({ ...vault, recovery }))).toBe('vaultTampered');
  expect(await tried(disguised({ ...vault, accounts: [admin, sangdam, { ...sangdam, loginId: 'thief' }] }))).toBe(
    'vaultTampered',
  );
});

test('비밀번호 없이 자기 자료 열쇠를 모두에게 봉해 놓아도 그 열쇠로 열지 않는다', async () => {
  const { vault, recoveryKey } = await twoAccounts();
  const lock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) } as const;
  // All that the disk tells is enough to seal, but not to know the guard under every password.
  const theirs = { lock, guard: randomBytes(32) };
  const forged = closed({ ...vault, current: sealToAll(vault, theirs, vaultNow) }, theirs);
  expect(await tried(JSON.stringify(forged))).toBe('vaultTampered');
  expect(await codeOf(() => unlockWithRecovery(vaultIn(JSON.stringify(forged)), recoveryKey))).toBe('vaultTampered');
  const next = sealToAll(vault, theirs, vaultNow);
  expect(await tried(disguised({ ...vault, next }))).toBe('vaultTampered');
});

test('다른 센터의 같은 아이디, 같은 비밀번호의 계정을 옮겨 놓아도 열리지 않는다', async () => {
  const [here, there] = [await testVault(), await testVault()];
  expect(await tried(disguised({ ...here.vault, accounts: there.vault.accounts }))).toBe('wrongLogin');
  expect(await tried(disguised({ ...here.vault, current: there.vault.current }))).toBe('vaultTampered');
  expect(await tried(disguised({ ...here.vault, recovery: there.vault.recovery }))).toBe('vaultTampered');
  expect(await codeOf(() => unlockWithRecovery(here.vault, there.recoveryKey))).toBe('wrongRecoveryKey');
});

test('뺀 계정의 조각을 도로 넣어도 열리지 않는다', async () => {
  const { vault, opened } = await twoAccounts();
  const { sangdam } = parts(vault);
  const without = withoutAccount(vault, opened, 'sangdam1');
  const back = vaultIn(disguised({ ...without, accounts: [...without.accounts, sangdam] }));
  expect(await codeOf(() => unlock(back, 'sangdam1', other.password, vaultNow))).toBe('vaultTampered');
  expect(await tried(disguised({ ...without, current: vault.current }))).toBe('vaultTampered');
});

test('맞는 열쇠로 다시 서명하지 않은 도장은 길이가 같아도 알아낸다', async () => {
  const { vault, opened } = await testVault();
  const value = createHmac('sha256', keyFor(opened.lock.key, ['vault mac']))
    .update('')
    .digest('base64');
  for (const mac of [value, value.slice(4), '']) {
    expect(await tried(disguised({ ...vault, mac: { ...vault.mac, value: mac } }))).toBe('vaultTampered');
  }
  const [box] = vault.current.accounts;
  const { admin } = { admin: vault.accounts[0] };
  if (!box || !admin) throw new Error('no account');
  // A data key of the wrong length, sealed rightly.
  const sealed = seal(admin.publicKey, randomBytes(16), ['data key', vault.id, vault.current.id, 'admin']);
  const short = { ...vault, current: { ...vault.current, accounts: [{ ...box, sealed }] } };
  expect(await tried(disguised(short))).toBe('vaultTampered');
});

test('너무 크거나, 열쇠 파일이 아니거나, 폴더인 것도 손상되었다고 말한다', async () => {
  const file = path.join(testFolder(), 'vault.json');
  const { vault } = await testVault();
  const texts = [
    '',
    'null',
    '[]',
    '{"format":1',
    '{"format":2}',
    '{"format":3}',
    '{"format":1,"centre":"x","cipher":"none","accounts":[]}',
    '['.repeat(100_000),
    'x'.repeat(10_000_000),
    JSON.stringify({ ...vault, centre: 'x'.repeat(10_000_000) }),
    JSON.stringify({ ...vault, mac: { ...vault.mac, value: 'A'.repeat(10_000_000) } }),
    JSON.stringify({ ...vault, accounts: Array.from({ length: 3000 }, () => vault.accounts[0]) }),
  ];
  for (const text of texts) {
    writeFileSync(file, text);
    expect(() => readVault(file)).toThrow('vaultDamaged');
  }
  expect(() => readVault(testFolder())).toThrow('vaultDamaged');
  expect(await tried('{"format":1,"centre":"x","cipher":"aegis","accounts":[]}')).toBe('wrongLogin');
});
