import { expect, test } from 'vitest';
import { problem, Refusal } from '../../shared/model/problem.ts';
import { Link } from './link.ts';
import type { WorkerStart } from './wire.ts';
import { opening } from './wire.ts';

const start: WorkerStart = {
  role: 'heavy',
  file: '',
  lock: { cipher: 'sqlcipher', key: new Uint8Array(32), logKey: new Uint8Array(32) },
};

/** A link to a worker of these few lines, which says first that it has opened the store, or what is given instead. */
function linkTo(lines: string, toFinish: number, first = `{ id: ${opening}, ok: true, value: null, touched: [] }`) {
  const troubles: string[] = [];
  const script = new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads';
       parentPort.postMessage(${first});
       ${lines}`,
    )}`,
  );
  const ears = {
    progress: () => undefined,
    trouble: (cause: string) => void troubles.push(cause),
    damaged: () => undefined,
    logged: () => undefined,
    anchored: () => 0,
  };
  return { link: new Link(script, start, ears, { toFinish, toEnd: 50 }), troubles };
}

test('멈춘 일꾼도 프로그램이 끝나는 것을 막지 못하고, 답을 기다리던 것은 답이 없다고 듣는다', async () => {
  const { link, troubles } = linkTo(`parentPort.on('message', () => { for (;;); });`, 50);
  const asked = link.ask({ ask: 'refresh', touched: [] }).catch((error: unknown) => error);
  await link.close();
  expect(await asked).toEqual(new Refusal(problem('unexpected')));
  expect(link.ended).toBe(true);
  expect(troubles).toHaveLength(1);
});

test('닫고도 끝나지 않는 일꾼은 끝낸다', async () => {
  const { link, troubles } = linkTo(
    `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, ok: true, value: null, touched: [] }));`,
    60_000,
  );
  await link.close();
  expect(link.ended).toBe(true);
  expect(troubles).toEqual([]);
});

test('열지 못한 까닭은 그 뒤에 던진 오류가 먼저 닿아도 들린다', async () => {
  const refusal = problem('storeTooNew');
  const first = JSON.stringify({ id: opening, ok: false, problem: refusal, cause: 'too new' });
  for (let run = 0; run < 3; run++) {
    const { link, troubles } = linkTo(`throw new Error('too new');`, 50, first);
    // Both are there before this thread looks at either.
    const end = performance.now() + 200;
    while (performance.now() < end);
    await expect(link.opened).rejects.toEqual(new Refusal(refusal));
    await link.close();
    expect(troubles).toEqual([]);
  }
});
