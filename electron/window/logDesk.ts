import path from 'node:path';
import { app } from 'electron';
import type { LogReview, LogVerdict } from '../../shared/contract/accessLog.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import { residentSentence } from '../../shared/model/person.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { monthOf } from '../../shared/rules/logReview.ts';
import type { LogExport, Signing } from '../desk/accessLog.ts';
import { findResidentNumbers } from '../../shared/rules/residentNumber.ts';
import { saveDialog } from './dialogs.ts';
import type { From } from './from.ts';
import type { Sessions } from './session/session.ts';
import { stillHere } from './session/stillHere.ts';

export interface LogDesk {
  verify(from: From): Promise<LogVerdict>;
  review(input: Input<'log.review'>, from: From): Promise<LogReview>;
  signReview(input: Input<'log.signReview'>, from: From): Promise<Output<'log.signReview'>>;
  exportLines(input: Input<'log.export'>, from: From): Promise<Output<'log.export'>>;
}

function actorOf(from: From): Actor {
  return from.actor ?? refuse('notSignedIn');
}

/** What a 관리자 writes goes into the log itself, which nobody can correct (C8). */
function mustHoldNoResidentNumber(field: string, text: string): void {
  if (findResidentNumbers(text).length > 0) refuse('checkFields', { fields: { [field]: residentSentence } });
}

/** The access log as the 관리자 works with it: the check and the review run on the heavy reader, beside the day's work. */
export function logDesk(sessions: Pick<Sessions, 'actor' | 'store'>, now: () => number): LogDesk {
  const heavy = async <T>(name: string, input: unknown, from: From): Promise<T> =>
    (await (await sessions.store()).job('heavy', name, input, actorOf(from), now())) as T;
  const verify = async (from: From): Promise<LogVerdict> =>
    await heavy('log.verify', await (await sessions.store()).readAnchor(), from);
  const review = (month: string, from: From): Promise<LogReview> => heavy('log.review', { month }, from);

  return {
    verify,
    review: ({ month }, from) => review(month, from),
    signReview: async ({ month, note: typed }, from) => {
      if (month >= monthOf(now())) {
        refuse('checkFields', { message: '아직 끝나지 않은 달입니다. 다음 달이 되면 점검을 마쳐 주십시오.' });
      }
      const [verdict, { anomalies }] = await Promise.all([verify(from), review(month, from)]);
      const note = normalizeText(typed);
      mustHoldNoResidentNumber('note', note);
      if (note === '' && (anomalies.length > 0 || verdict.wrong > 0)) {
        refuse('checkFields', { fields: { note: '살펴볼 것을 어떻게 확인하였는지 적어 주십시오.' } });
      }
      const signing: Signing = { month, note, anomalies: anomalies.length, verdict };
      const store = await sessions.store();
      return (await store.job('writer', 'log.signReview', signing, actorOf(from), now())) as Output<'log.signReview'>;
    },
    exportLines: async ({ filter, purpose: typed }, from) => {
      const purpose = normalizeText(typed);
      if (purpose === '') refuse('checkFields', { fields: { purpose: '내보내는 목적을 적어 주십시오.' } });
      mustHoldNoResidentNumber('purpose', purpose);
      const day = todayInSeoul(now()).replaceAll('-', '');
      const options = {
        title: '접속기록 저장',
        defaultPath: path.join(app.getPath('documents'), `접속기록_${day}.xlsx`),
        filters: [{ name: '엑셀 파일', extensions: ['xlsx'] }],
      };
      const file = await saveDialog(from.sender, options);
      if (file === null) return { file, lines: 0 };
      const { userId } = stillHere(sessions, from);
      const count = await heavy<number>('log.count', filter, from);
      const entry = { act: 'export', recordType: 'log', ids: [], count, purpose } as const;
      // Before the file is there: an export that cannot be logged does not happen.
      await (await sessions.store()).log({ userId, now: now(), entry });
      const order: LogExport = { filter, file };
      return { file, lines: await heavy<number>('log.export', order, from) };
    },
  };
}
