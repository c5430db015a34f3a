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

/** A link to a worker of these few lines, which says that it has opened the store. */
function linkTo(lines: string, toFinish: number) {
  const troubles: string[] = [];
  const script = new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads';
       parentPort.postMessage({ id: ${opening}, ok: true, value: null, touched: [] });
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
