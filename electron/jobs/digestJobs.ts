import { setTimeout as sleep } from 'node:timers/promises';
import type { OtherWord } from '../../shared/sync/digest.ts';
import type { RunJob } from './index.ts';
import { laptopName } from '../desk/device.ts';
import { makeWords, standingOf } from '../store/digest.ts';
import { hearWords, isToldOf, keepOwn, metLaptops, ownWords } from '../store/digestWords.ts';
import { syncTouched } from '../store/standing.ts';
import type { Engine } from '../store/store.ts';
import type { DigestJobMap } from '../sync/digestPort.ts';

type Job = keyof DigestJobMap;
const as = <J extends Job>(input: unknown): DigestJobMap[J]['input'] => input as DigestJobMap[J]['input'];
const given = <J extends Job>(value: DigestJobMap[J]['value']): { readonly value: DigestJobMap[J]['value'] } => ({
  value,
});

/** Between two portions of records, ms: half of the time is for whoever else wants the processor. */
const rest = 10;

function others(engine: Engine, { words }: DigestJobMap['digest.hear']['input']): OtherWord[] {
  const own = ownWords(engine).flatMap((made) => made.words);
  return words.flatMap(({ scope, basis, digest }) => {
    const word = own.find((one) => one.scope === scope && one.basis === basis);
    return word === undefined ? [] : [answerTo(digest, { device: engine.replica.device, ...word })];
  });
}

/** As a hub answers: a digest to who has told one, and what lies behind it where it is another. */
function answerTo(digest: string | undefined, told: OtherWord): OtherWord {
  const { device } = told;
  if (digest === undefined) return { device };
  return told.digest === digest ? { device, digest } : { device, digest: told.digest, detail: told.detail };
}

const touched = (isNews: boolean) => (isNews ? [syncTouched] : []);

/** The jobs behind the comparison of records. `digest.state` and `digest.make` only read. */
export function digestJobs(engine: Engine): { readonly [J in Job]: RunJob } {
  const inside = <T>(run: () => T): T => engine.db.transaction(run).immediate();
  return {
    'digest.state': () => {
      const { basis, scopes } = standingOf(engine);
      const own = ownWords(engine);
      const now = own.find((made) => made.basis === basis);
      return given<'digest.state'>({
        basis,
        scopes,
        words: now?.words ?? [],
        madeAt: own[0]?.at ?? null,
        madeNowAt: now?.at ?? null,
        isTold: isToldOf(engine, basis),
      });
    },
    'digest.make': async () => given<'digest.make'>(await makeWords(engine, () => sleep(rest))),
    'digest.keep': ({ input, now }) => ({
      value: null,
      touched: touched(inside(() => keepOwn(engine, now, as<'digest.keep'>(input)))),
    }),
    'digest.hear': ({ input, now }) => {
      const told = as<'digest.hear'>(input);
      const isNews = inside(() => hearWords(engine, now, told.device, told.words));
      return { ...given<'digest.hear'>(others(engine, told)), touched: touched(isNews) };
    },
    'digest.own': () => given<'digest.own'>(ownWords(engine)[0]?.words ?? []),
    'digest.met': ({ now }) => {
      const store = engine.readable(now);
      const rows = metLaptops(engine).map(({ device, at, same }) => ({ laptop: laptopName(store, device), at, same }));
      return given<'digest.met'>({ madeAt: ownWords(engine)[0]?.at ?? null, rows });
    },
  };
}
