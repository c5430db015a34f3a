import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { contract } from '../../shared/contract/index.ts';
import type { CallName } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { call, expect, firstPage, problemOf, signedIn, test, value } from './desk.ts';

test('페이지에는 Node도 Electron도 없고 얼어 있는 다리 하나만 있다', async ({ launch }) => {
  const page = await firstPage(await launch());
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', '__dirname', 'global'].filter((name) => name in window),
    bridge: Object.keys(window.desk).sort(),
    frozen: Object.isFrozen(window.desk),
    replaced: (() => {
      try {
        (window as { desk: unknown }).desk = {};
      } catch {
        return false;
      }
      return Object.keys(window.desk).length === 0;
    })(),
    secure: window.isSecureContext,
    origin: location.href.startsWith('app://desk/') || location.hostname === 'desk.app.invalid',
  }));
  expect(seen).toEqual({ node: [], bridge: ['call', 'on'], frozen: true, replaced: false, secure: true, origin: true });
});

test('코드를 글에서 만들거나 끼워 넣을 수 없다', async ({ launch }) => {
  const page = await firstPage(await launch());
  const csp = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  expect(csp).toContain("default-src 'none'");
  expect(csp).toContain("require-trusted-types-for 'script'");
  expect(csp).not.toContain('unsafe');
  const tried = await page.evaluate(() => {
    const blocked = (run: () => unknown): boolean => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    };
    return {
      innerHTML: blocked(() => {
        document.createElement('div').innerHTML = '<b>x</b>';
      }),
      policy: blocked(() =>
        (window as { trustedTypes?: { createPolicy(n: string, r: object): unknown } }).trustedTypes?.createPolicy(
          'mine',
          {},
        ),
      ),
    };
  });
  expect(tried).toEqual({ innerHTML: true, policy: true });
  // An inline script and an inline style element do nothing, and say so as violations.
  const injected = await page
    .evaluate(() =>
      new Promise<{ ran: boolean; told: number }>((resolve) => {
        let told = 0;
        document.addEventListener('securitypolicyviolation', () => (told += 1));
        const script = document.createElement('script');
        script.src = 'data:text/javascript,window.__ran=1';
        document.head.append(script);
        setTimeout(() => resolve({ ran: '__ran' in window, told }), 300);
      }).catch(() => ({ ran: false, told: 1 })),
    )
    .catch(() => ({ ran: false, told: 1 }));
  expect(injected.ran).toBe(false);
  expect(injected.told).toBeGreaterThan(0);
});

test('창 열기, 다른 곳으로 가기, 권한, 네트워크가 모두 막힌다', async ({ launch }) => {
  let reached = 0;
  const server = http.createServer((_request, response) => {
    reached += 1;
    response.setHeader('access-control-allow-origin', '*');
    response.end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const app = await launch();
    const page = await firstPage(app);
    const before = page.url();
    const tried = await page.evaluate(async (url) => {
      const fails = (run: Promise<unknown>): Promise<boolean> =>
        run.then(
          () => false,
          () => true,
        );
      return {
        opened: window.open(url) !== null,
        fetchFails: await fails(fetch(url)),
        imageFails: await fails(
          new Promise((resolve, reject) => {
            const image = new Image();
            image.addEventListener('load', resolve);
            image.addEventListener('error', reject);
            image.src = url;
          }),
        ),
        cameraFails: await fails(navigator.mediaDevices.getUserMedia({ video: true })),
        notification: await Notification.requestPermission(),
        geolocationFails: await fails(
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 3000 }),
          ),
        ),
      };
    }, outside);
    expect(tried).toEqual({
      opened: false,
      fetchFails: true,
      imageFails: true,
      cameraFails: true,
      notification: 'denied',
      geolocationFails: true,
    });
    await page.evaluate((url) => {
      location.href = url;
    }, outside);
    await page.waitForTimeout(500);
    expect(page.url()).toBe(before);
    expect(app.windows()).toHaveLength(1);
    expect(reached).toBe(0);
  } finally {
    server.close();
  }
});

test('묶음 밖의 파일은 어떤 길로도 읽히지 않는다', async ({ launch }) => {
  const page = await firstPage(await launch());
  const statuses = await page.evaluate(async () => {
    const base = location.href.slice(0, location.href.indexOf('/index.html'));
    const paths = [
      '/../main/main.js',
      '/%2e%2e/main/main.js',
      '/..%2fmain%2fmain.js',
      '/assets/..%5c..%5cmain%5cmain.js',
      '/etc/passwd',
      '/index.html%00.js',
    ];
    return Promise.all(
      paths.map((each) =>
        fetch(base + each).then(
          async (response) => (response.ok ? `${each} ${(await response.text()).slice(0, 20)}` : ''),
          () => '',
        ),
      ),
    );
  });
  expect(statuses.filter((status) => status !== '')).toEqual([]);
});

test('로그인 전에는 누구나 부를 수 있는 것 말고는 아무것도 답하지 않는다', async ({ launch, demoProfile }) => {
  const page = await firstPage(await launch({ userData: demoProfile }));
  const minimal: Partial<Record<CallName, unknown>> = {};
  for (const name of Object.keys(contract) as CallName[]) {
    if (contract[name].roles === 'anyone') continue;
    const problem = await problemOf(page, name, minimal[name] ?? {});
    // Some inputs are refused for their form first; nothing may be answered.
    expect(['notSignedIn', 'badRequest'], name).toContain(problem);
  }
  expect(await problemOf(page, 'person.get', { id: 1 })).toBe('notSignedIn');
});

test('계약에 없는 이름, 엉뚱한 형, 아주 긴 글, 프로토타입 열쇠는 거절되고 앱은 멀쩡하다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  for (const name of [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'person',
    'person.create ',
    'desk:call',
  ]) {
    expect(await problemOf(page, name, {}), name).toBe('unknownCall');
  }
  expect(await problemOf(page, 'person.create', null)).toBe('badRequest');
  expect(await problemOf(page, 'person.create', { ...emptyPerson, name: 5 })).toBe('badRequest');
  expect(await problemOf(page, 'person.create', { ...emptyPerson, name: 'x'.repeat(10_000_000) })).toBe('badRequest');
  expect(await problemOf(page, 'person.get', { id: '1 OR 1=1' })).toBe('badRequest');
  expect(await problemOf(page, 'person.get', { id: -1 })).toBe('badRequest');
  expect(await problemOf(page, 'person.get', { id: 2 ** 53 })).toBe('badRequest');
  expect(
    await problemOf(page, 'person.list', { sort: 'name; DROP TABLE person', direction: 'asc', offset: 0, limit: 10 }),
  ).toBe('badRequest');
  expect(await problemOf(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 100_000 })).toBe(
    'badRequest',
  );
  expect(await problemOf(page, 'draft.discard', { subject: { form: 'person', about: null } }, 'not-a-uuid')).toBe(
    'badRequest',
  );
  const polluted = await page.evaluate(async () => {
    const input = JSON.parse(
      '{"sort":"name","direction":"asc","offset":0,"limit":5,"__proto__":{"role":"admin"},"constructor":{"x":1}}',
    );
    await window.desk.call('person.list', input);
    return ({} as Record<string, unknown>)['role'];
  });
  expect(polluted).toBeUndefined();
  // SQL in names is a name.
  const { id } = await value(page, 'company.create', { ...emptyCompany, name: `(주)로버트'); DROP TABLE person;--` });
  expect((await value(page, 'company.get', { id })).fields.name).toContain('DROP TABLE');
  expect(
    (await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 5 })).total,
  ).toBeGreaterThan(0);
});

test('어떤 호출에 무엇을 넘겨도 거절되거나 무해하고, 앱은 계속 일하며 남는 것이 없다', async ({
  launch,
  demoProfile,
}) => {
  test.setTimeout(180_000);
  const { page } = await signedIn(launch, demoProfile);
  const before = (await value(page, 'today.get', {})).counts;
  // Calls that take no input take any object: there is nothing in it for them.
  const names = (Object.keys(contract) as CallName[]).filter((name) => !contract[name].input.safeParse({}).success);
  const passed = await page.evaluate(async (asked) => {
    const round: Record<string, unknown> = { id: 1 };
    round['round'] = round;
    let deep: unknown = 1;
    for (let level = 0; level < 3000; level += 1) deep = { deep };
    const long = 'x'.repeat(10_000_000);
    // A 10 MB string takes its time on the way to main, so that it goes to a few calls of every kind only.
    const small: unknown[] = [
      null,
      undefined,
      [],
      'person',
      12_345,
      () => 1,
      Symbol.iterator,
      2n,
      JSON.parse('{"__proto__":{"id":1,"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}'),
      { id: round, subject: round, personId: round, rows: [round] },
      { id: deep, text: deep, subject: deep, consultation: deep },
      { id: { valueOf: 1 }, limit: -1, offset: 1e308, text: Number.NaN, people: new Map([[1, 2]]), values: new Date() },
      {
        id: '1 OR 1=1',
        personId: '1; DROP TABLE person',
        sort: "name'); --",
        direction: 'asc',
        offset: 0,
        limit: '5 UNION',
      },
      Array.from({ length: 10_000 }, () => ({ id: 1 })),
    ];
    const big: unknown[] = [long, { id: long, text: long, name: long, values: { content: long } }];
    const told: string[] = [];
    for (const [place, name] of asked.entries()) {
      for (const input of place % 12 === 0 ? [...small, ...big] : small) {
        try {
          const answer = await window.desk.call(name, input, crypto.randomUUID());
          if (answer.ok || answer.problem.code !== 'badRequest')
            told.push(`${name} ${answer.ok ? 'ok' : answer.problem.code}`);
        } catch {
          // What cannot be copied to main (a function, a symbol) does not leave the page.
        }
      }
    }
    return { told, polluted: 'role' in {} };
  }, names);
  expect(passed).toEqual({ told: [], polluted: false });
  expect((await value(page, 'today.get', {})).counts).toEqual(before);
});

test('이름과 메모에 적은 SQL은 글자일 뿐이다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const sql = `'); DROP TABLE person;--`;
  const form = { ...emptyPerson, mobile: '01012345678', inflow: '01' };
  // A name has no such signs: it is refused with what to do.
  const refused = await call(page, 'person.create', { ...form, name: sql });
  expect(refused).toMatchObject({
    ok: false,
    problem: { code: 'checkFields', fields: { name: expect.stringContaining('기호를 지워') } },
  });
  const saved = await page.evaluate((input) => window.desk.call('person.create', input, crypto.randomUUID()), {
    ...form,
    name: "O'BRIEN UNION SELECT",
    note: sql,
    wishedJob: `"; DELETE FROM consultation; --`,
  });
  const { id } = (saved as { value: { id: number } }).value;
  const { fields } = await value(page, 'person.get', { id });
  expect([fields.name, fields.note]).toEqual(["O'BRIEN UNION SELECT", sql]);
  const finds = async (text: string) =>
    (await value(page, 'search.find', { text, limit: 5 })).hits.map((hit) => hit.id);
  expect(await finds("O'BRIEN UNION")).toContain(id);
  expect(await finds(sql)).toEqual([]);
  expect(await finds(`%' OR '1'='1`)).toEqual([]);
  const { counts } = await value(page, 'today.get', {});
  expect(counts.people).toBe(61);
});

test('로그인을 끝내면 페이지에서 직접 불러도 아무것도 읽히지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  expect(await problemOf(page, 'person.get', { id: 1 })).toBe('');
  await value(page, 'session.lock', {});
  for (const name of ['person.get', 'person.reveal', 'consultation.ofPerson', 'search.find'] as const) {
    const input = { id: 1, personId: 1, offset: 0, limit: 5, text: '김' };
    expect(await problemOf(page, name, input), name).toBe('notSignedIn');
  }
  await value(page, 'session.signOut', {});
  expect(await problemOf(page, 'person.get', { id: 1, actor: { userId: 1, role: 'admin' }, window: 1 })).toBe(
    'notSignedIn',
  );
});

test('역할이 허락하지 않는 명령은 다리로 직접 불러도 거절된다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'giup1');
  expect(
    await problemOf(page, 'person.create', { ...emptyPerson, name: '홍길동', mobile: '01012345678', inflow: '01' }),
  ).toBe('notAllowed');
  expect(
    (await value(page, 'company.list', { sort: 'name', direction: 'asc', offset: 0, limit: 5 })).total,
  ).toBeGreaterThan(0);
});

test('틀린 비밀번호와 없는 아이디는 같은 말로 거절된다', async ({ launch, demoProfile }) => {
  const page = await firstPage(await launch({ userData: demoProfile }));
  expect(await problemOf(page, 'session.signIn', { loginId: 'admin', password: 'wrong-password' })).toBe('wrongLogin');
  expect(await problemOf(page, 'session.signIn', { loginId: 'nobody', password: 'wrong-password' })).toBe('wrongLogin');
  expect(
    await problemOf(page, 'session.setUp', {
      centre: 'x',
      operator: '',
      name: '나',
      loginId: 'abc',
      password: 'abcdefgh12',
      again: 'abcdefgh12',
      place: 'office',
    }),
  ).toBe('alreadySetUp');
});
