import { z } from '../zod.ts';
import { companyStaff, roleCodes } from '../model/role.ts';
import { formSeen, line, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

/**
 * How this laptop and its hub stand, worst first where several hold:
 *
 * - `revoked`: the centre has shut this laptop out (분실); it gets and gives nothing. `recalled`: it hands over what it has
 *   not sent, and is then emptied (회수).
 * - `noHub`: none is linked; work goes on, the exchange file carries it.
 * - `attention`: 확인 필요 is not empty; everything else goes on beside it.
 * - `offline`: the hub does not answer; tried again by itself. `syncing`: pages are on their way. `upToDate`: nothing is.
 */
const syncPhases = ['noHub', 'offline', 'syncing', 'upToDate', 'attention', 'recalled', 'revoked'] as const;
export type SyncPhase = (typeof syncPhases)[number];

/** What the frame shows all the time (behaviours N2). Nothing in it is about a person. Also the payload of event `sync`. */
const syncStatus = z.object({
  phase: z.enum(syncPhases),
  /** Change sets held here (own and passed on) that the hub has not acknowledged; 0 without a hub. */
  waiting: z.int(),
  /** 확인 필요: what is in `sync.troubles` and `sync.cards` together, for all roles. `sync.tasks` are work, not trouble. */
  attention: z.int(),
  /** Change sets held here: in = applied + held + trouble. */
  items: z.object({
    in: z.int(),
    applied: z.int(),
    /** Not (wholly) applied yet, by itself: a body, a newer program or the record it hangs on is waited for. */
    held: z.int(),
    /** Applied never by itself: what it says cannot be read. Counted in `attention` too. */
    trouble: z.int(),
  }),
  /**
   * Documents (첨부 서류) whose pages are on their way, counted apart from change sets. `toCome`: not all of it is here.
   * `toGo`: the hub has not said to hold all of it; 0 without a hub.
   */
  files: z.object({ toCome: z.int(), toGo: z.int() }),
  /** The linked hub, null for none. */
  hub: z
    .object({
      name: z.string(),
      address: z.string(),
      enrolledAt: z.int(),
      /** When it last answered, ms UTC. */
      lastContact: z.int().nullable(),
      /** When it is tried next by itself; null while it is being talked to. */
      nextTry: z.int().nullable(),
    })
    .nullable(),
  /** What a person can do about it, a sentence; '' when there is nothing to do. */
  message: z.string(),
});
export type SyncStatus = z.output<typeof syncStatus>;

/** What became of a laptop of the centre. `unknown`: it has told no keys yet (an older program), so it cannot be let in. */
export const deviceStandings = {
  active: '사용',
  ended: '반납',
  recalled: '회수 중',
  /** It is locked and has said its last word: once that is held by hub or 사무실 노트북, it empties itself. */
  left: '넘기고 비움',
  revoked: '차단',
  unknown: '열쇠 없음',
} as const;
export type DeviceStanding = keyof typeof deviceStandings;

/**
 * Why the hub does not go by a 회수 or 차단 yet. `soon`: this laptop tells it with its next line. `byAnother`: this one may
 * not, a 관리 노트북 will when it comes by. `atHub`: nobody but who keeps the hub can (ADR 0052).
 */
const untoldWhys = ['soon', 'byAnother', 'atHub'] as const;
export type Untold = (typeof untoldWhys)[number];

const syncDevice = z.object({
  id: recordId,
  number: z.string(),
  name: z.string(),
  place: z.enum(['office', 'field']),
  here: z.boolean(),
  standing: z.enum(Object.keys(deviceStandings) as [DeviceStanding, ...DeviceStanding[]]),
  /** Instant of the newest change of it that is held here, by its own clock; null for none. */
  lastChange: z.int().nullable(),
  /** When it last spoke with the hub; null when it never did, or the hub could not be asked. */
  lastContact: z.int().nullable(),
  /** Change sets of others held here that the hub says it has not fetched; null when that is not known. */
  behind: z.int().nullable(),
  /** The hub does not know of its 회수 or 차단; `number`: what it is called there. Null also when the hub could not be asked. */
  untold: z.object({ why: z.enum(untoldWhys), number: z.string() }).nullable(),
});
export type SyncDevice = z.output<typeof syncDevice>;

/**
 * An item of 확인 필요 that the exchange itself has. `refusedByHub`: the hub does not take what this laptop sends;
 * `refusedHere`: what came was refused here; `erasure`: a page would erase much at once and waits for `sync.agree`;
 * `unreadable`: a change is here and cannot be read; `differs`: a laptop that holds the same change sets has other records.
 * None of it was dropped.
 */
const syncTrouble = z.object({
  id: recordId,
  kind: z.enum(['refusedByHub', 'refusedHere', 'erasure', 'unreadable', 'differs']),
  since: z.int(),
  tries: z.int(),
  /** Number and name of the laptop whose changes it is about; '' where the record is not here. */
  laptop: z.string(),
  /** What happened and what to do, a sentence. */
  reason: z.string(),
  /** Rows an erasure would take; null elsewhere. */
  rows: z.int().nullable(),
  canRetry: z.boolean(),
  canAgree: z.boolean(),
  canExport: z.boolean(),
});
export type SyncTrouble = z.output<typeof syncTrouble>;

/** How the records of the laptops were compared (docs/adr/0053-digests.md). */
const syncComparison = z.object({
  /** When this laptop last went through its records; null: not yet. */
  madeAt: z.int().nullable(),
  /** The laptops that were compared with, the last comparison of each. `laptop`: its name; '' where its record is not here. */
  rows: z.array(z.object({ laptop: z.string(), at: z.int(), same: z.boolean() })),
});
export type SyncComparison = z.output<typeof syncComparison>;

export const cardTypes = ['person', 'company', 'staff', 'device'] as const;
const cardType = z.enum(cardTypes);

/** One of the values of a card. `head` names it for `sync.choose`. */
const cardValue = z.object({
  head: z.string().max(150),
  text: z.string(),
  who: z.string(),
  laptop: z.string(),
  /** By the clock of the laptop it was written on; ISO instant. */
  at: z.string(),
  /** Whether screens show this one for now. */
  shown: z.boolean(),
});

/**
 * A conflict card (N1): two or more values of one guarded field, none of whose authors had seen the other's. Only cards
 * that the asker may settle are given: people whom they see, companies for those who write about them, accounts and
 * laptops for 관리자.
 */
const syncCard = z.object({
  type: cardType,
  id: recordId,
  /** What the record is called: a person's or company's name, 관리번호 behind. */
  title: z.string(),
  field: z.string(),
  /** The field in Korean. */
  label: z.string(),
  values: z.array(cardValue),
  /** Goes back with `sync.choose`: the values that the card has shown. */
  seen: formSeen,
});
export type SyncCard = z.output<typeof syncCard>;

const taskRecord = z.object({ type: z.enum(['person', 'company']), id: recordId, title: z.string() });

/** Work that the merged records give people, besides the cards. */
const syncTask = z.discriminatedUnion('kind', [
  /** These look like one, written down twice on laptops that could not see each other. */
  z.object({ kind: z.literal('duplicate'), records: z.array(taskRecord) }),
  /** One was said to be the same as two different others. */
  z.object({ kind: z.literal('clash'), records: z.array(taskRecord) }),
  /** Merged with somebody who was erased elsewhere by who did not know: erase this one too? */
  z.object({ kind: z.literal('mergedWithErased'), records: z.array(taskRecord) }),
  /** Records that came before what they hang on; shown as soon as that comes. `word`: 상담, 기업 약속 … */
  z.object({ kind: z.literal('held'), word: z.string(), count: z.int() }),
  /** Changes of a newer program: kept, and applied after this program was brought up to date. */
  z.object({ kind: z.literal('newerProgram'), count: z.int() }),
]);
export type SyncTask = z.output<typeof syncTask>;

const admin = ['admin'] as const;
const password = z.string().max(200);

/**
 * Synchronisation between the centre's laptops. The frame reads `sync.state` once and hears the event `sync` after; lists
 * made of `sync.*` are read again when `changed` names the type `sync`.
 */
export const syncCalls = {
  'sync.state': defineCall({ room: 'window', roles: roleCodes, input: nothing, output: syncStatus, logs: 'nothing' }),
  /** 지금 맞추기: starts at once and gives how it stands; what comes of it is told by `sync`. */
  'sync.now': defineCall({ room: 'window', roles: roleCodes, input: nothing, output: syncStatus, logs: 'nothing' }),
  /**
   * Links this laptop to the hub that the invitation is from: the text behind its QR, or its parts as typed. Refuses with
   * `invitationUnreadable`, `hubUnreachable`, `hubOther`, `hubRefused`, `hubLinked`.
   */
  'sync.enrol': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ invitation: z.string().max(4000) }),
    output: syncStatus,
    logs: 'nothing',
  }),
  /** Forgets the hub; what it has stays there, and nothing of this laptop is lost. */
  'sync.leave': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ password }),
    output: syncStatus,
    logs: 'nothing',
  }),
  /** The centre's laptops as replication knows them; asks the hub where one answers. */
  'sync.devices': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: z.object({ rows: z.array(syncDevice) }),
    logs: 'nothing',
  }),
  /**
   * 회수: the laptop hands over what it has not sent and is then emptied. Own password again. Refuses with `checkFields`,
   * `notFound`, and with `notThisLaptop` for the one it is asked on.
   */
  'sync.recall': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId, password }),
    output: z.object({}),
    logs: 'nothing',
  }),
  /** 차단 (분실·도난): the laptop gets and gives nothing from now on. Refuses as `sync.recall` does. */
  'sync.revoke': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId, password }),
    output: z.object({}),
    logs: 'nothing',
  }),
  'sync.troubles': defineCall({
    room: 'window',
    roles: roleCodes,
    input: nothing,
    output: z.object({ rows: z.array(syncTrouble) }),
    logs: 'nothing',
  }),
  /**
   * Tries one item again at once, the others are left alone: what was refused here is taken in from the page that was kept,
   * what the hub refused is sent again. Its outcome is told by `sync`. Refuses with `notFound`.
   */
  'sync.retry': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({ id: recordId }),
    output: syncStatus,
    logs: 'nothing',
  }),
  'sync.comparison': defineCall({
    room: 'window',
    roles: companyStaff,
    input: nothing,
    output: syncComparison,
    logs: 'nothing',
  }),
  /**
   * Compares with the laptops that can be asked now. `isMade` false: changes are coming in or are awaited, and nothing was
   * compared.
   */
  'sync.compare': defineCall({
    room: 'window',
    roles: companyStaff,
    input: nothing,
    output: syncComparison.extend({ isMade: z.boolean() }),
    logs: 'nothing',
  }),
  /**
   * Writes an item's change sets as they are (encrypted, sealed), or the report of a difference, into a file that a 관리자
   * chooses; null: cancelled. Refuses with `fileNotWritten`, `notFound`.
   */
  'sync.exportTrouble': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId }),
    output: z.object({ file: line.nullable() }),
    logs: 'nothing',
  }),
  /**
   * Takes in the file that `sync.exportTrouble` has written on another laptop; `file` null: cancelled. `sets`: changes that were
   * new here; `refused`: laptops of whose changes some were not taken in, each an item of 확인 필요 now. Refuses with
   * `fileUnreadable`, `pagesUnreadable`; then nothing was taken in.
   */
  'sync.importPages': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: z.object({ file: line.nullable(), sets: z.int(), refused: z.int() }),
    logs: 'nothing',
  }),
  /** A person's word for an erasure that is larger than an ordinary day's, which is carried out at once. */
  'sync.agree': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId, password }),
    output: syncStatus,
    logs: 'nothing',
  }),
  /** At most 200 cards; `total` says how many there are for the asker. */
  'sync.cards': defineCall({
    room: 'read',
    roles: companyStaff,
    input: nothing,
    output: z.object({ cards: z.array(syncCard), total: z.int() }),
    logs: (_input, { cards }) => {
      const ids = [...new Set(cards.filter(({ type }) => type === 'person').map(({ id }) => id))];
      return ids.length === 0 ? null : { act: 'view', recordType: 'person', ids, detail: { what: 'card' } };
    },
  }),
  /**
   * Settles a card: the chosen value is written by who has seen them all. `shown`: what the record says from now on. Refuses
   * with `cardGone` where the card is settled already or another value has come, `notFound`, `notAllowed`.
   */
  'sync.choose': defineCall({
    room: 'write',
    roles: companyStaff,
    input: z.object({
      type: cardType,
      id: recordId,
      field: z.string().max(100),
      head: z.string().max(150),
      seen: formSeen,
    }),
    output: z.object({ type: cardType, id: recordId }),
    logs: ({ type, id }) => ({
      act: 'change',
      recordType: type,
      ids: [id],
      detail: { what: 'card' },
    }),
  }),
  /** Computed on the heavy reader: the whole of people and companies is looked at. */
  'sync.tasks': defineCall({
    room: 'window',
    roles: companyStaff,
    input: nothing,
    output: z.object({ tasks: z.array(syncTask) }),
    logs: (_input, { tasks }) => {
      const records = tasks.flatMap((task) => ('records' in task ? task.records : []));
      const ids = [...new Set(records.filter(({ type }) => type === 'person').map(({ id }) => id))];
      return ids.length === 0 ? null : { act: 'view', recordType: 'person', ids, detail: { what: 'task' } };
    },
  }),
} as const;
