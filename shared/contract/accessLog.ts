import { z } from '../zod.ts';
import { logFaultKinds } from '../rules/logFaults.ts';
import { anomalyKinds, mostLines } from '../rules/logReview.ts';
import type { LogAct } from './define.ts';
import { defineCall, logActs } from './define.ts';
import { dayText, line, listOf, longText, nothing, pageOf, recordId } from './common.ts';

const act = z.enum(Object.keys(logActs) as [LogAct, ...LogAct[]]);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** A line of the 접속기록 as a 관리자 reads it: people by 관리번호, never by name. */
const logRow = z.object({
  /** The line's number in the chain. */
  id: z.int(),
  /** ms UTC. */
  at: z.number(),
  /** Who, by name; the program itself where nobody was signed in. */
  user: z.string(),
  /** 수행업무, Korean. */
  act: z.string(),
  /** What was handled, Korean: 구직자, 기업 … */
  what: z.string(),
  /** How many records. */
  count: z.int(),
  /** 처리한 정보주체: the first of them; `peopleCount` says how many there are. */
  people: z.array(z.object({ id: recordId, number: z.string() })),
  peopleCount: z.int(),
  purpose: z.string().nullable(),
  /** Facts beside it, Korean; null where there are none. */
  detail: z.string().nullable(),
});
export type LogRow = z.output<typeof logRow>;

/** Which lines: all that is given must hold. `lines` names lines by number. */
const logFilter = z.object({
  from: dayText.nullable(),
  to: dayText.nullable(),
  userId: z.int().nullable(),
  act: act.nullable(),
  /** 관리번호 of a person. */
  person: line.nullable(),
  lines: z.array(z.int()).max(mostLines).nullable(),
});
export type LogFilter = z.output<typeof logFilter>;

const fault = z.object({
  kind: z.enum(logFaultKinds),
  from: z.int(),
  to: z.int(),
  /** What is wrong and what to do, Korean. */
  sentence: z.string(),
  /** Was already there at a review that somebody signed. */
  known: z.boolean(),
});
export type ShownFault = z.output<typeof fault>;

/** What going through the whole log came to. */
const logVerdict = z.object({
  /** Nothing is wrong that was not known at an earlier review. */
  whole: z.boolean(),
  /** Lines there are, and the numbers of the first and last; 0 when there is none. */
  lines: z.int(),
  first: z.int(),
  last: z.int(),
  faults: z.array(fault),
  /** How many things are wrong; `faults` holds the first 50. */
  wrong: z.int(),
  /** ms UTC. */
  checkedAt: z.number(),
});
export type LogVerdict = z.output<typeof logVerdict>;

const logAnomaly = z.object({
  kind: z.enum(Object.keys(anomalyKinds) as [keyof typeof anomalyKinds, ...(keyof typeof anomalyKinds)[]]),
  user: z.string(),
  day: dayText.nullable(),
  /** 관리번호 of the person it is about. */
  person: z.string().nullable(),
  count: z.int(),
  lines: z.array(z.int()),
});
export type LogAnomaly = z.output<typeof logAnomaly>;

const signed = z.object({ by: z.string(), at: z.number(), note: z.string(), anomalies: z.int(), wrong: z.int() });

const logReview = z.object({
  month,
  lines: z.int(),
  /** Per member of staff and act: how many lines and how many records. */
  counts: z.array(z.object({ user: z.string(), act: z.string(), lines: z.int(), records: z.int() })),
  anomalies: z.array(logAnomaly),
  /** 점검 완료 of this month; the last one when it was signed again. */
  signed: signed.nullable(),
  /** Lines older than the centre keeps them, which signing removes. */
  toPurge: z.int(),
});
export type LogReview = z.output<typeof logReview>;

export const accessLogCalls = {
  /**
   * Lines of the access log, newest first unless asked otherwise. Reading the log makes it longer: a first reading is one
   * line, and `last` of its answer is the `upTo` of whatever else is read in the same opened view, which adds none.
   */
  'log.list': defineCall({
    room: 'read',
    roles: ['admin'],
    input: z.object({
      ...logFilter.shape,
      sort: z.literal('seq'),
      direction: z.enum(['asc', 'desc']),
      ...pageOf,
      upTo: z.int().min(0).optional(),
    }),
    output: listOf(logRow).extend({ last: z.int() }),
    logs: ({ upTo }, { rows }) =>
      upTo === undefined ? { act: 'view', recordType: 'log', ids: [], count: rows.length } : null,
  }),
  /** Who did what with one person's data, for the person's own right to know (열람 요구; domain §9). */
  'log.ofPerson': defineCall({
    room: 'read',
    roles: ['admin'],
    input: z.object({ personId: recordId, ...pageOf }),
    output: listOf(logRow),
    logs: ({ personId }) => ({ act: 'view', recordType: 'person', ids: [personId], detail: { what: 'log' } }),
  }),
  /** The months that have lines or were reviewed, newest first. */
  'log.months': defineCall({
    room: 'read',
    roles: ['admin'],
    input: nothing,
    output: z.object({ months: z.array(z.object({ month, signed: z.boolean() })) }),
    logs: 'nothing',
  }),
  /** Goes through the whole log and its anchor; takes seconds for a million lines. */
  'log.verify': defineCall({ room: 'window', roles: ['admin'], input: nothing, output: logVerdict, logs: 'nothing' }),
  /** 월 점검: counts and what somebody should look at. */
  'log.review': defineCall({
    room: 'window',
    roles: ['admin'],
    input: z.object({ month }),
    output: logReview,
    logs: ({ month: seen }, { lines }) => ({
      act: 'view',
      recordType: 'log',
      ids: [],
      count: lines,
      detail: { month: seen },
    }),
  }),
  /**
   * 점검 완료: keeps who reviewed the month, with what note, and what the check of the log came to. Refuses a note that is
   * missing where there is something to explain, and a month that has not ended. Removes lines that are older than the
   * centre keeps them.
   */
  'log.signReview': defineCall({
    room: 'window',
    roles: ['admin'],
    input: z.object({ month, note: longText }),
    output: z.object({ purged: z.int() }),
    logs: 'nothing',
  }),
  /** Saves lines as xlsx by the save dialog; the purpose (다운로드 사유) is required and stays in the log. */
  'log.export': defineCall({
    room: 'window',
    roles: ['admin'],
    input: z.object({ filter: logFilter, purpose: line }),
    output: z.object({ file: z.string().nullable(), lines: z.int() }),
    logs: 'nothing',
  }),
} as const;
