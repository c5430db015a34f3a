import { expect, test } from 'vitest';
import type { ImportPreview, ImportSummary } from '../../../shared/contract/import.ts';
import type { CallName, DeskEvents } from '../../../shared/contract/index.ts';
import { problem } from '../../../shared/model/problem.ts';
import type { Desk } from '../../app/desk.ts';
import { createImportFlow, firstConnection } from './importFlow.ts';

const preview: ImportPreview = {
  job: 'j1',
  fileName: '공장.xlsx',
  format: 'xlsx',
  fields: [{ key: 'name', label: '회사명', required: true }],
  sheets: [
    { name: '작성요령', head: [['※ 안내']], headerRow: null, mapping: {}, remembered: false, dropped: [] },
    {
      name: '현황',
      head: [['회사명'], ['한빛금속']],
      headerRow: 0,
      mapping: { name: 0 },
      remembered: false,
      dropped: [],
    },
  ],
};
const summary: ImportSummary = {
  rows: 3,
  add: 2,
  update: 0,
  same: 0,
  maybe: 0,
  refused: 1,
  doubtful: 0,
  guessedComplex: 0,
  byDistrict: [],
  refusedBy: [],
  doubtfulBy: [],
};
const result = { added: 2, updated: 0, refused: 1, doubtful: 0 };

/** A desk that answers from a list of answers by call, and whose progress a test can send. */
function deskWith(answers: Partial<Record<CallName, unknown>>) {
  const calls: { name: CallName; input: unknown }[] = [];
  const listeners = new Set<(progress: DeskEvents['progress']) => void>();
  const waiting: (() => void)[] = [];
  let holds = false;
  const desk = {
    call: async (name: CallName, input: unknown) => {
      calls.push({ name, input });
      if (holds && name !== 'factoryImport.cancel') await new Promise<void>((resolve) => waiting.push(resolve));
      return answers[name] ?? { ok: true, value: {} };
    },
    on: (_event: string, listener: (progress: DeskEvents['progress']) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  } as Desk;
  return {
    desk,
    calls,
    listeners,
    hold: () => {
      holds = true;
    },
    release: () => {
      for (const go of waiting.splice(0)) go();
    },
    progress: (job: string) => {
      for (const tell of listeners) tell({ job, stage: '여는 중', done: 1, total: 100 });
    },
  };
}

const chosen = { 'factoryImport.choose': { ok: true, value: { preview } } };
const checked = { ...chosen, 'factoryImport.dryRun': { ok: true, value: summary } };
const written: unknown[] = [];
const noNews = () => {};

test('머리글을 찾은 첫 시트에서 시작한다', () => {
  expect(firstConnection(preview)).toEqual({ sheet: 1, headerRow: 0, mapping: { name: 0 } });
});

test('파일을 고르고 검사하고 가져오면 끝에 숫자가 있다', async () => {
  const { desk, calls } = deskWith({ ...checked, 'factoryImport.run': { ok: true, value: result } });
  const flow = createImportFlow(desk, 'factory', (news) => written.push(news));
  await flow.getState().choose();
  await flow.getState().check();
  await flow.getState().write();
  expect(flow.getState().step).toEqual({ name: 'done', summary, result });
  expect(written).toEqual([result]);
  expect(calls[1]?.input).toEqual({ job: 'j1', sheet: 1, headerRow: 0, mapping: { name: 0 } });
});

test('파일을 읽지 못하면 돌아온 문장을 첫 단계에 보인다', async () => {
  const refused = problem('fileUnreadable', { message: 'DRM으로 보호된 파일로 보입니다.' });
  const { desk } = deskWith({ 'factoryImport.choose': { ok: false, problem: refused } });
  const flow = createImportFlow(desk, 'factory', noNews);
  await flow.getState().choose();
  expect(flow.getState().step).toEqual({ name: 'choose', problem: refused });
});

test('파일 고르는 창을 닫으면 있던 자리에 그대로 있다', async () => {
  const answers: Partial<Record<CallName, unknown>> = { ...checked };
  const { desk } = deskWith(answers);
  const flow = createImportFlow(desk, 'factory', noNews);
  await flow.getState().choose();
  answers['factoryImport.choose'] = { ok: true, value: { preview: null } };
  await flow.getState().choose();
  expect(flow.getState().step.name).toBe('connect');
  expect(flow.getState().preview).toBe(preview);
});

test('취소한 가져오기는 처음으로 돌아가고, 저장된 것이 없다고 말한다', async () => {
  const cancelled = problem('importCancelled');
  const { desk, calls, hold, release } = deskWith({
    ...checked,
    'factoryImport.run': { ok: false, problem: cancelled },
  });
  const flow = createImportFlow(desk, 'factory', noNews);
  await flow.getState().choose();
  await flow.getState().check();
  hold();
  const writing = flow.getState().write();
  flow.getState().cancel();
  flow.getState().cancel();
  expect(flow.getState().work?.isCancelling).toBe(true);
  release();
  await writing;
  expect(calls.filter(({ name }) => name === 'factoryImport.cancel')).toEqual([
    { name: 'factoryImport.cancel', input: { job: 'j1' } },
  ]);
  expect(flow.getState().step).toEqual({ name: 'choose', problem: cancelled });
  expect(flow.getState().work).toBeNull();
});

test('저장하지 못하면 검사 결과에 머물러 다시 시도할 수 있다', async () => {
  const full = problem('diskFull');
  const { desk } = deskWith({ ...checked, 'factoryImport.run': { ok: false, problem: full } });
  const flow = createImportFlow(desk, 'factory', noNews);
  await flow.getState().choose();
  await flow.getState().check();
  await flow.getState().write();
  expect(flow.getState().step).toEqual({ name: 'check', summary, problem: full });
});

test('한 번에 한 가지만 하고, 남의 진행은 보이지 않는다', async () => {
  const { desk, calls, hold, release, progress, listeners } = deskWith(checked);
  const flow = createImportFlow(desk, 'factory', noNews);
  await flow.getState().choose();
  hold();
  const checking = flow.getState().check();
  await flow.getState().check();
  progress('other');
  expect(flow.getState().work?.progress).toBeNull();
  progress('j1');
  expect(flow.getState().work?.progress?.job).toBe('j1');
  release();
  await checking;
  expect(calls.filter(({ name }) => name === 'factoryImport.dryRun')).toHaveLength(1);
  expect(listeners.size).toBe(0);
});

test('파일을 여는 동안에는 진행이 알려 준 작업을 취소한다', async () => {
  const { desk, calls, hold, release, progress } = deskWith(chosen);
  const flow = createImportFlow(desk, 'factory', noNews);
  hold();
  const choosing = flow.getState().choose();
  flow.getState().cancel();
  progress('j1');
  flow.getState().cancel();
  release();
  await choosing;
  expect(calls.filter(({ name }) => name === 'factoryImport.cancel')).toHaveLength(1);
});

test('열 연결을 지우고 다시 이을 수 있다', async () => {
  const { desk } = deskWith(chosen);
  const flow = createImportFlow(desk, 'factory', noNews);
  await flow.getState().choose();
  flow.getState().connect('name', null);
  expect(flow.getState().connection.mapping).toEqual({});
  flow.getState().connect('name', 0);
  expect(flow.getState().connection.mapping).toEqual({ name: 0 });
});
