import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogFilter, LogVerdict, ShownFault } from '../../shared/contract/accessLog.ts';
import { formatInstant } from '../../shared/korean/day.ts';
import { refuse } from '../../shared/model/problem.ts';
import { logFaultSentence } from '../../shared/rules/logFaults.ts';
import type { LogExport, SignedReview, Signing } from '../desk/accessLog.ts';
import {
  countLines,
  exportedLines,
  keepFrom,
  knownFaults,
  reviewMonth,
  toPurge,
  unsignedFindings,
} from '../desk/accessLog.ts';
import { rulesOf } from '../desk/centre.ts';
import { deviceId, deviceUuid } from '../desk/device.ts';
import type { RunJob } from './index.ts';
import { writeTableXlsx } from '../paper/writeTable.ts';
import type { AnchorReading } from '../store/accessLog.ts';
import { faultOfDetail } from '../store/accessLog.ts';
import { walkLog } from '../store/logVerdict.ts';
import type { Engine, ReadableStore } from '../store/store.ts';

async function verify(engine: Engine, reading: AnchorReading | null, now: number): Promise<LogVerdict> {
  const walk = await walkLog(engine, reading, () => nextTurn());
  const store = engine.readable(now);
  const known = knownFaults(store);
  const faults: ShownFault[] = walk.faults.map((fault) => ({
    ...fault,
    sentence: logFaultSentence(fault),
    known: known.has(`${fault.kind} ${fault.from} ${fault.to}`),
  }));
  for (const { at, detail } of unsignedFindings(store)) {
    const fault = faultOfDetail(detail);
    if (!fault) continue;
    const sentence = `${formatInstant(at)} 자료를 열 때 발견했습니다. ${logFaultSentence(fault)}`;
    faults.push({ ...fault, sentence, known: false });
  }
  const { lines, first, last } = walk;
  const wrong = walk.wrong + faults.length - walk.faults.length;
  const whole = wrong === faults.length && faults.every((fault) => fault.known);
  return { whole, lines, first, last, faults, wrong, checkedAt: now };
}

const columns = [
  { header: '번호', width: 9 },
  { header: '일시', width: 24 },
  { header: '사용자', width: 14 },
  { header: '노트북', width: 18 },
  { header: '한 일', width: 16 },
  { header: '처리한 것', width: 14 },
  { header: '건수', width: 8 },
  { header: '구직자', width: 40 },
  { header: '목적', width: 40 },
  { header: '내용', width: 50 },
];

function laptopName(store: ReadableStore): string {
  const id = deviceId(store);
  return (id === null ? null : store.get('device', id)?.name) ?? deviceUuid(store);
}

function* sheetRows(store: ReadableStore, filter: LogFilter): Generator<readonly (string | number)[], void, undefined> {
  const laptop = laptopName(store);
  for (const row of exportedLines(store, filter)) {
    const { id, at, user, act, what, count, people, peopleCount, purpose, detail } = row;
    const more = peopleCount > people.length ? ` 외 ${peopleCount - people.length}명` : '';
    const whom = `${people.map(({ number }) => number).join(', ')}${more}`;
    yield [id, formatInstant(at), user, laptop, act, what, count, whom, purpose ?? '', detail ?? ''];
  }
}

/** What main asks of the store's workers about the access log. */
export function logJobs(engine: Engine): Record<string, RunJob> {
  return {
    'log.lastEntry': () => ({ value: engine.sql('SELECT coalesce(max(at), 0) FROM access_log').pluck().get() }),
    'log.verify': async ({ input, now }) => ({ value: await verify(engine, input as AnchorReading | null, now) }),
    'log.review': ({ input, now }) => ({
      value: engine.db.transaction(() => reviewMonth(engine.readable(now), (input as { month: string }).month))(),
    }),
    'log.signReview': ({ input, actor, now }) => {
      const { month, note, anomalies, verdict } = input as Signing;
      const { faults, wrong, last, whole } = verdict;
      const doc: SignedReview = {
        note,
        anomalies,
        faults: faults.map(({ kind, from, to }) => ({ kind, from, to })),
        wrong,
        last,
      };
      const purged = engine.db
        .transaction(() => {
          engine
            .sql(
              `INSERT INTO log_review (month, doc, reviewed_by, reviewed_at) VALUES (?, ?, ?, ?)
               ON CONFLICT (month) DO UPDATE SET doc = excluded.doc, reviewed_by = excluded.reviewed_by,
                 reviewed_at = excluded.reviewed_at`,
            )
            .run(month, JSON.stringify(doc), actor.userId, now);
          engine.log(actor.userId, now, {
            act: 'review',
            recordType: 'log',
            ids: [],
            detail: { month, anomalies, wrong },
          });
          // Nothing is thrown away from a log in which something is wrong that nobody has explained.
          if (!whole || toPurge(engine.readable(now), month) === 0) return 0;
          const { logYears } = rulesOf(engine.readable(now));
          return engine.accessLog.purge(actor.userId, now, keepFrom(month, logYears));
        })
        .immediate();
      return { value: { purged } };
    },
    'log.count': ({ input, now }) => ({ value: countLines(engine.readable(now), input as LogFilter) }),
    'log.export': async ({ input, now }) => {
      const { filter, file } = input as LogExport;
      const written = await writeTableXlsx(file, '접속기록', columns, sheetRows(engine.readable(now), filter));
      if (written.ok) return { value: written.value };
      return refuse(written.problem.code === 'diskFull' ? 'diskFull' : 'fileNotWritten');
    },
  };
}
