import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadCall } from '../shared/contract/index.ts';
import { reads } from './desk/index.ts';
import { makeJobs } from './jobs/index.ts';
import type { LogTail } from './store/accessLog.ts';
import { openEngine } from './store/open.ts';
import { SearchIndex } from './store/searchIndex.ts';
import type { Engine } from './store/store.ts';
import { problemOf } from './store/trouble.ts';
import { opening, unasked } from './store/wire.ts';
import type { Envelope, Outcome, Question, Reply, WorkerStart } from './store/wire.ts';
import { runWrite } from './writeCall.ts';

const port = parentPort;
if (!port) throw new Error('The store worker runs only as a worker thread.');
const start = workerData as WorkerStart;
const say = (reply: Reply): void => port.postMessage(reply);

function failure(id: number, error: unknown): Reply {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id, ok: false, problem: problemOf(error), cause };
}

/** Opens and, in the writer, migrates; the reason for a failure goes to main before the thread ends. */
function open(): Engine {
  try {
    return openEngine(start.file, start.lock, start.role === 'writer' ? 'readwrite' : 'readonly');
  } catch (error) {
    say(failure(opening, error));
    throw error;
  }
}

const engine = open();
const index = start.role === 'reader' ? new SearchIndex(engine) : undefined;
const jobs = makeJobs(engine, start.lock, (progress) => say({ id: unasked, progress }));

function runRead(question: Extract<Question, { ask: 'call' }>): Outcome {
  const { name, input, actor, now } = question;
  const handler = reads[name as ReadCall] as (typeof reads)[ReadCall] & ((...args: unknown[]) => unknown);
  // One snapshot for the whole answer: a commit between two of its statements must not show in half of it.
  return { value: engine.db.transaction(() => handler(engine.readable(now, index), actor, input))() };
}

async function answer(question: Question): Promise<Outcome> {
  switch (question.ask) {
    case 'call':
      return start.role === 'writer' ? runWrite(engine, question) : runRead(question);
    case 'log':
      engine.db.transaction(() => {
        for (const { userId, now, entry } of question.entries) engine.log(userId, now, entry);
      })();
      return { value: null };
    case 'meetAnchor': {
      const { reading, now } = question;
      return { value: engine.db.transaction(() => engine.accessLog.meetAnchor(reading, now)).immediate() };
    }
    case 'refresh':
      index?.refresh(question.touched);
      return { value: null };
    case 'job':
      return await jobs(question);
    case 'close':
      if (start.role === 'writer') engine.accessLog.keepAnchored();
      engine.close();
      return { value: null };
  }
}

let told = 0;
/** The end of the log where it has moved since main heard of it last; lines never leave the end. */
function newTail(): { tail?: LogTail } {
  if (start.role !== 'writer' || !engine.db.open) return {};
  const tail = engine.accessLog.tail();
  if (tail.seq === told) return {};
  told = tail.seq;
  return { tail };
}

port.on('message', ({ id, question, anchored }: Envelope) => {
  engine.accessLog.noteAnchored(anchored);
  void answer(question)
    .then(
      ({ value, touched = [], telling }) => say({ id, ok: true, value, touched, telling, ...newTail() }),
      (error: unknown) => say(failure(id, error)),
    )
    .finally(() => {
      // With nobody to hear, the thread ends by itself: to be ended from outside inside the driver can crash the process.
      if (question.ask === 'close') port.close();
    });
});

say({ id: opening, ok: true, value: null, touched: [] });
// Without its index the reader still answers everything but search.
await index?.fill(() => nextTurn()).catch((error: unknown) => say(failure(unasked, error)));
