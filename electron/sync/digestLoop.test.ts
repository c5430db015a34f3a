import { hash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import { startDigests } from './digestLoop.ts';
import type { AskStore, SyncJobMap } from './port.ts';

const minute = 60_000;
const hex = (text: string): string => hash('sha256', text, 'hex');
type State = SyncJobMap['digest.state']['value'];

/** A pause that lasts until a test ends it, by what `give` is given, or the loop stops. */
const untilWoken =
  (give: (wake: () => void) => void) =>
  (_ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      give(resolve);
      signal.addEventListener('abort', () => resolve());
    });

/** The loop over a store that is only told of, on a clock that a test moves. */
function scene(others: OtherWord[] = []) {
  let [clock, wake] = [0, (): void => undefined];
  let basis = hex('first');
  let isTold = false;
  let changing = false;
  const made: { basis: string; at: number }[] = [];
  const told: ScopeWord[] = [];
  const heard: unknown[] = [];
  const troubles: string[] = [];
  const words = (of: string): ScopeWord[] => [{ scope: 'centre', basis: of, digest: hex(`of ${of}`), detail: 'AAAA' }];
  const state = (): State => {
    const now = made.findLast((one) => one.basis === basis);
    return {
      basis,
      scopes: ['centre'],
      words: now === undefined ? [] : words(basis),
      madeAt: made.at(-1)?.at ?? null,
      madeNowAt: now?.at ?? null,
      isTold,
    };
  };
  const answer = (name: string, input: unknown): unknown => {
    switch (name) {
      case 'digest.state':
        return state();
      case 'digest.make':
        return changing ? null : { basis, words: words(basis) };
      case 'digest.keep':
        made.push({ basis, at: clock });
        return null;
      case 'digest.hear':
        heard.push(input);
        return [];
      default:
        throw new Error(name);
    }
  };
  const ask: AskStore = async (name, input) => answer(name, input) as never;
  const loop = startDigests({
    ask,
    askHeavy: ask,
    tellOthers: async (word) => {
      told.push(word);
      return others;
    },
    now: () => clock,
    monotonic: () => clock,
    pause: untilWoken((resolve) => (wake = resolve)),
    tell: () => undefined,
    trouble: (cause) => troubles.push(cause),
  });
  onTestFinished(() => loop.stop());
  return {
    loop,
    made,
    told,
    heard,
    troubles,
    others,
    /** So many looks of the loop, one a minute. */
    pass: async (minutes: number): Promise<void> => {
      for (let each = 0; each < minutes; each += 1) {
        clock += minute;
        wake();
        // Until the loop waits for its next look.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    save: (): void => {
      basis = hex(`${basis} and more`);
    },
    hears: (): void => {
      isTold = true;
    },
    goesOn: (is: boolean): void => {
      changing = is;
    },
  };
}

test('한동안 오간 것이 없어야 요약을 만들고, 그 뒤에는 네 시간에 한 번을 넘지 않는다', async () => {
  const { made, told, pass, save } = scene();
  await pass(3);
  expect(made).toEqual([]);
  await pass(2);
  expect(made).toHaveLength(1);
  for (let hour = 0; hour < 3; hour += 1) {
    save();
    await pass(60);
  }
  expect(made).toHaveLength(1);
  // Meanwhile it has only asked who has one, and told nothing of what it does not hold any more.
  const asked = told.slice(1);
  expect(asked.length).toBeGreaterThan(5);
  await pass(120);
  expect(made).toHaveLength(2);
});

test('일하는 동안에는 만들지 않는다', async () => {
  const { made, pass, save } = scene();
  for (let minutes = 0; minutes < 60; minutes += 2) {
    await pass(2);
    save();
  }
  expect(made).toEqual([]);
});

test('같은 것을 가진 노트북이 있으면 기다리지 않고 만들어 비교한다', async () => {
  const { made, heard, pass, save, others } = scene();
  await pass(5);
  save();
  others.push({ device: 'b' });
  await pass(5);
  expect(made).toHaveLength(2);
  expect(heard).toEqual([]);
  others.splice(0, 1, { device: 'b', digest: hex('theirs'), detail: 'BBBB' });
  await pass(11);
  expect(heard).toContainEqual({
    device: 'b',
    words: [{ scope: 'centre', basis: made[1]?.basis, digest: hex('theirs'), detail: 'BBBB' }],
  });
});

test('파일로 들은 것이 지금 가진 것에 대한 것이면 만든다', async () => {
  const { made, pass, save, hears } = scene();
  await pass(5);
  save();
  hears();
  await pass(5);
  expect(made).toHaveLength(2);
});

test('움직이지 않은 자료도 하루에 한 번 다시 만든다', async () => {
  const { made, pass } = scene();
  await pass(5 + 24 * 60);
  expect(made).toHaveLength(2);
});

test('사람이 시키면 곧바로 만들고, 그 사이에 바뀌었으면 못 했다고 한다', async () => {
  const { loop, made, told, goesOn } = scene();
  expect(await loop.compare()).toBe(true);
  expect(made).toHaveLength(1);
  expect(told).toHaveLength(1);
  goesOn(true);
  expect(await loop.compare()).toBe(false);
  expect(made).toHaveLength(1);
});

test('저장소가 대답하지 않아도 멎지 않는다', async () => {
  let fails = true;
  const asked: string[] = [];
  const troubles: string[] = [];
  let wake = (): void => undefined;
  const ask: AskStore = async (name) => {
    asked.push(name);
    if (fails) throw new Error('busy');
    return { basis: hex(''), scopes: [], words: [], madeAt: null, madeNowAt: null, isTold: false } as never;
  };
  const loop = startDigests({
    ask,
    askHeavy: ask,
    tellOthers: async () => [],
    now: () => 0,
    monotonic: () => 0,
    pause: untilWoken((resolve) => (wake = resolve)),
    tell: () => undefined,
    trouble: (cause) => troubles.push(cause),
  });
  for (const next of [true, false, false]) {
    fails = next;
    wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(asked).toHaveLength(3);
  expect(troubles).toHaveLength(1);
  loop.stop();
  wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(3);
});
