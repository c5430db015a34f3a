import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Answer, Changed, DeskBridge } from '../../shared/contract/index.ts';
import { openDesk } from './desk.ts';
import { askQuery, readStaleAgain } from './queries.tsx';

/** A page that has read these, and which of them it reads again after a change. */
async function opened() {
  const bridge: DeskBridge = {
    call: (): Promise<Answer<unknown>> => Promise.resolve({ ok: true, value: {} }),
    on: () => () => undefined,
  };
  const desk = openDesk({ bridge, newId: () => 'id', onSignedOut: () => undefined });
  const client = new QueryClient();
  await Promise.all([
    client.fetchQuery(askQuery(desk, 'person.get', { id: 12 })),
    client.fetchQuery(askQuery(desk, 'consent.ofPerson', { id: 12 })),
    client.fetchQuery(askQuery(desk, 'consultation.ofPerson', { personId: 12, offset: 0, limit: 20 })),
    client.fetchQuery(askQuery(desk, 'attachment.ofPerson', { personId: 12 })),
    client.fetchQuery(askQuery(desk, 'history.ofRecord', { type: 'person', id: 12 })),
    client.fetchQuery(askQuery(desk, 'company.get', { id: 12 })),
    client.fetchQuery(askQuery(desk, 'companyPart.list', { companyId: 12 })),
    client.fetchQuery(askQuery(desk, 'today.get', { of: 'mine' })),
  ]);
  return (changed: Changed): string[] => {
    readStaleAgain(client, changed);
    const all = client.getQueryCache().getAll();
    const stale = all.filter(({ state }) => state.isInvalidated).map(({ queryKey }) => String(queryKey[0]));
    for (const query of all) query.setState({ isInvalidated: false });
    return stale.toSorted();
  };
}

const one = (type: string, id: number, on?: number): Changed => ({
  types: [type],
  ids: [{ type, id, ...(on === undefined ? {} : { on }) }],
  all: false,
});
const ofPerson = ['attachment.ofPerson', 'consent.ofPerson', 'consultation.ofPerson', 'history.ofRecord', 'person.get'];

test('열어 둔 사람은 그 사람이 바뀌었을 때만 다시 읽는다', async () => {
  const staleAfter = await opened();
  expect(staleAfter(one('person', 12))).toEqual([...ofPerson, 'today.get'].toSorted());
  expect(staleAfter(one('person', 13))).toEqual(['today.get']);
});

test('딸린 기록은 그 사람이나 기업의 것일 때 다시 읽고, 누구의 것인지 모르면 다시 읽는다', async () => {
  const staleAfter = await opened();
  const talks = ['attachment.ofPerson', 'consultation.ofPerson', 'today.get'];
  expect(staleAfter(one('consultation', 900, 12))).toEqual(talks);
  expect(staleAfter(one('consultation', 12, 13))).toEqual(['today.get']);
  expect(staleAfter(one('consultation', 900))).toEqual(talks);
  expect(staleAfter(one('consent', 5, 12))).toEqual(['consent.ofPerson']);
  expect(staleAfter(one('contact', 5, 12))).toEqual(['companyPart.list']);
  expect(staleAfter(one('contact', 12, 13))).toEqual([]);
  expect(staleAfter(one('company', 12))).toEqual(['company.get', 'companyPart.list', 'today.get']);
  expect(staleAfter(one('company', 13))).toEqual(['today.get']);
});

test('번호를 듣지 못했거나 너무 많이 바뀌었으면 그 종류를 모두 다시 읽는다', async () => {
  const staleAfter = await opened();
  const all = [...ofPerson, 'today.get'].toSorted();
  expect(staleAfter({ types: ['person'], ids: [], all: false })).toEqual(all);
  expect(staleAfter({ types: ['person'], ids: [{ type: 'person', id: 13 }], all: true })).toEqual(all);
  expect(staleAfter({ types: ['person', 'staff'], ids: [{ type: 'staff', id: 12 }], all: false })).toEqual(all);
});

test('사람에 딸리지 않은 것이 바뀌면 그것으로 만든 것을 모두 다시 읽는다', async () => {
  const staleAfter = await opened();
  expect(staleAfter(one('staff', 3))).toEqual(['history.ofRecord']);
  expect(staleAfter(one('device', 12))).toEqual(['history.ofRecord']);
});
