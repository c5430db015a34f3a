import { expect, test } from 'vitest';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import { consentPaper } from './consentPaper.ts';
import { consentOfPerson, hasConsent, recordConsent, withdrawConsent } from './consent.ts';
import { createPerson } from './person.ts';
import { accountsIn, openTestEngine } from './testCentre.test-helper.ts';

const year = 365 * 86_400_000;

function asked() {
  const engine = openTestEngine();
  const { han } = accountsIn(engine);
  const write = <T>(at: number, run: (store: Parameters<typeof createPerson>[0]) => T): T =>
    engine.transact(han, at, run).value;
  const { id } = write(testNow, (store) => createPerson(store, han, personForm()));
  const said = (at: number, sensitive: '0' | '1') =>
    write(at, (store) => recordConsent(store, han, { id, values: { sensitive, method: 'phone' } }));
  const withdraw = (at: number) =>
    write(at, (store) => withdrawConsent(store, han, { id, item: 'sensitive', recipients: [], method: 'phone' }));
  const has = () => hasConsent(engine.readable(testNow), id, 'sensitive');
  const shown = () =>
    consentOfPerson(engine.readable(testNow), han, { id }).items.find((each) => each.item === 'sensitive');
  return { said, withdraw, has, shown };
}

test('철회는 적은 노트북의 시계가 한 해 늦어도 바로 그치게 한다', () => {
  const { said, withdraw, has, shown } = asked();
  said(testNow, '1');
  expect(has()).toBe(true);
  withdraw(testNow - year);
  expect(has()).toBe(false);
  expect(shown()).toMatchObject({ state: 'withdrawn', day: '2026-11-22' });
});

test('같은 분에 들은 말은 시계가 아니라 적은 차례로 남는다', () => {
  const { said, has } = asked();
  said(testNow, '1');
  said(testNow + 30_000, '0');
  expect(has()).toBe(false);
  // The clock was set right in between.
  said(testNow, '1');
  expect(has()).toBe(true);
});

test('전에 쓴 종이를 나중에 적어도 마지막에 들은 말이 앞에 서고, 채워서 인쇄하는 동의서에도 그 말이 선다', () => {
  const engine = openTestEngine();
  const { han } = accountsIn(engine);
  const write = <T>(run: (store: Parameters<typeof createPerson>[0]) => T): T =>
    engine.transact(han, testNow, run).value;
  const { id } = write((store) => createPerson(store, han, personForm()));
  write((store) => recordConsent(store, han, { id, values: { sensitive: '0', method: 'phone' } }));
  const paper = { sensitive: '1', method: 'paper', day: '2026-11-12', time: '10:00' };
  write((store) => recordConsent(store, han, { id, values: paper }));
  const { said } = consentPaper(engine.readable(testNow), han, { person: id, filled: true });
  expect(said?.items.find(({ item }) => item === 'sensitive')).toMatchObject({ state: 'refused', method: 'phone' });
  expect(said?.events.map(({ method }) => method)).toEqual(['phone', 'paper']);
});
