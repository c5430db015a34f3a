import { centreScope } from '../../shared/model/recordTypes.ts';
import { commit } from '../../shared/sync/commit.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { Patch } from '../../shared/sync/types.ts';
import type { Engine } from '../../electron/store/store.ts';

const actor = '00000000-0000-4000-8000-000000000001';
const at = '2026-05-04T00:00:00Z';
const stamp = { createdBy: actor, createdAt: Date.parse(at), changedAt: Date.parse(at) };

/** Words of a note; test/perf/pouch/run.mjs has the same. One letter 120 times would flatter what packs its payloads. */
const words =
  '상담 결과 연락처 확인 이력서 제출 면접 희망 근무지 남동공단 용접 기능사 자격증 보유 통화 부재 다음주 재연락 구인업체 소개 야간 가능 교대 기숙사 필요 출퇴근 본인 가족 이직 경력 금형 주물 도금 열처리'.split(
    ' ',
  );

/** A note of 120 letters in no order that repeats. */
function noteOf(index: number, begin = ''): string {
  let [text, at] = [begin, index + 1];
  while (text.length < 120) {
    at = (at * 48_271) % 2_147_483_647;
    text += `${words[at % words.length] ?? ''} `;
  }
  return text.slice(0, 120);
}

/** A person of about 500 bytes, as test/perf/pouch/run.mjs writes them. */
export function patchOf(index: number) {
  return {
    name: `시험${index}`,
    birth: '1990-01-01',
    mobile: `0100000${String(index % 10_000).padStart(4, '0')}`,
    note: noteOf(index),
    email: `p${index}@example.invalid`,
  };
}

/** Change sets written in one transaction; a command has one of its own, but here their making is not what is measured. */
const atOnce = 1000;

/** Runs `one` for each index, through the product's own replica and tables. */
function inTurn(engine: Engine, count: number, one: (index: number) => void): void {
  for (let from = 0; from < count; from += atOnce)
    engine.db
      .transaction(() =>
        engine.replica.storage.transact(() => {
          for (let index = from; index < Math.min(count, from + atOnce); index++) one(index);
        }),
      )
      .immediate();
  engine.tables.takeTouched();
}

function put(engine: Engine, id: string, patch: Patch): void {
  const seen = vectorOf(engine.replica.storage);
  commit(engine.replica, { seen, actor, at, changes: [{ op: 'put', type: 'person', id, scope: centreScope, patch }] });
}

/** So many people, each a change set of its own; gives their UUIDs. */
export function writePeople(engine: Engine, count: number): string[] {
  const ids = Array.from({ length: count }, engine.newId);
  inTurn(engine, count, (index) => {
    const rest = { number: `26-01-${index}`, intakeDay: '2026-05-04', sex: 'U', inflow: '01', ...stamp };
    put(engine, ids[index] ?? '', { ...patchOf(index), ...rest });
  });
  return ids;
}

/** Another note for each of these people, each a change set of its own. */
export function changePeople(engine: Engine, ids: readonly string[]): void {
  inTurn(engine, ids.length, (index) => put(engine, ids[index] ?? '', { note: noteOf(index, `${index} `) }));
}
