import { z } from '../zod.ts';
import { roleCodes } from '../model/role.ts';
import { line, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';
import { sessionState } from './session.ts';

const password = z.string().max(200);

/** A backup that main has looked at; it keeps the path, the page has this. Good until the program ends. */
const handle = z.string().max(100);

/** 사무실 · 현장, as in the laptop's own record. */
const place = z.enum(['office', 'field']);

/** How much there was when the backup was made. */
export const backupCounts = z.object({
  people: z.int(),
  consultations: z.int(),
  /** 첨부 서류; backups of older programs do not say it, and have none. */
  attachments: z.int().default(0),
  companies: z.int(),
  factories: z.int(),
  staff: z.int(),
});
export type BackupCounts = z.output<typeof backupCounts>;

/** What a backup file says of itself, readable without its key. Nothing in it is about a person. */
const backupAbout = z.object({
  /** `join`: a 참여 파일 for one new laptop. */
  kind: z.enum(['backup', 'join']),
  /** When it was made, ms UTC. */
  created: z.int(),
  /** The program that made it. */
  version: z.string(),
  centre: z.string(),
  /** The laptop it was made on; in a 참여 파일 the one it is for. `number` is '' in a centre without laptop records. */
  laptop: z.object({ number: z.string(), name: z.string() }),
  counts: backupCounts,
  /** Bytes of the whole file. */
  bytes: z.int(),
  /** Made by a newer program: this one must be brought up to date before it is restored. */
  tooNew: z.boolean(),
});
export type BackupAbout = z.output<typeof backupAbout>;

/** A backup to choose from. `where`: the laptop's own folder, the second one, or a file that a person picked. */
const foundBackup = backupAbout.extend({ handle, where: z.enum(['own', 'second', 'picked']) });
export type FoundBackup = z.output<typeof foundBackup>;

/** Who opens a backup: a 관리자 or the centre's recovery key, both as they were when it was made. */
const unlockedBy = z.union([z.object({ loginId: line, password }).strict(), z.object({ recoveryKey: line }).strict()]);
export type UnlockedBy = z.output<typeof unlockedBy>;

/** A folder that backups go to, as a 관리자 sees it. */
const backupFolder = z.object({
  where: z.enum(['own', 'second']),
  path: z.string(),
  /** Why nothing can be put there now: a sentence, or ''. */
  problem: z.string(),
  /** Free bytes; null when the folder does not say. */
  free: z.int().nullable(),
  /** Instant of the newest good backup in it, or null. */
  newest: z.int().nullable(),
  count: z.int(),
});
export type BackupFolder = z.output<typeof backupFolder>;

const backupStatus = z.object({
  /** The newest good backup of this laptop, or null. */
  last: z.object({ created: z.int(), bytes: z.int() }).nullable(),
  /** When the next one is due, ms UTC; not later than now: it is due. */
  nextAt: z.int(),
  /** Backups are due after this many hours (보안 설정). */
  hours: z.int(),
  running: z.boolean(),
  folders: z.array(backupFolder),
  /** The last rehearsal: when it was and how old the backup was that it proved. */
  rehearsed: z.object({ at: z.int(), created: z.int() }).nullable(),
  /** What should be seen to, as sentences. */
  warnings: z.array(z.string()),
  /** 복원 전 자료: what earlier restores moved aside, newest first. It goes with the old backups after a 파기 (ADR 0042). */
  aside: z.array(z.object({ movedAt: z.int(), bytes: z.int() })),
});
export type BackupStatus = z.output<typeof backupStatus>;

/** 복원 리허설: everything a restore does but the last step. */
const rehearsal = z.object({
  about: backupAbout,
  /** How long each step took, ms; the sum is what a restore would take. */
  steps: z.array(z.object({ name: z.string(), took: z.int() })),
  /** Counted in the opened copy; equal to `about.counts`, or the rehearsal would have failed. */
  counts: backupCounts,
  /** Counted in the store that is open now: what a restore would set back. */
  now: backupCounts,
  /** Changes in the copy whose hashes and seals were followed from the first. */
  changes: z.int(),
});
export type Rehearsal = z.output<typeof rehearsal>;

const admin = ['admin'] as const;

/**
 * Backups, restore and 참여 파일. Calls for `anyone` are refused with `notAllowed` but to a 관리자, at first run, and where
 * the data cannot be opened and a backup would mend it: never before a login that works. Long ones tell `progress` under
 * the job `backup`.
 */
export const backupCalls = {
  /** Where backups stand (백업 screen). */
  'backup.status': defineCall({ room: 'window', roles: admin, input: nothing, output: backupStatus, logs: 'nothing' }),
  /** What the frame must say early, as sentences; later changes come as `backup` events. */
  'backup.warnings': defineCall({
    room: 'window',
    roles: roleCodes,
    input: nothing,
    output: z.object({ warnings: z.array(z.string()) }),
    logs: 'nothing',
  }),
  /** The backups at hand, newest first. Without a session only those in the laptop's own folder. */
  'backup.list': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: z.object({ backups: z.array(foundBackup) }),
    logs: 'nothing',
  }),
  /** 지금 백업: into every folder. Refuses with `backupNotWritten`, `diskFull`, `folderReadOnly`, `storeDamaged`. */
  'backup.now': defineCall({ room: 'window', roles: admin, input: nothing, output: backupStatus, logs: 'nothing' }),
  /** Asks for the second folder; `null` in `folder` of the answer: the dialog was cancelled. */
  'backup.chooseFolder': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: z.object({ folder: z.string().nullable() }),
    logs: 'nothing',
  }),
  /** No second folder any more; what is in it stays. */
  'backup.dropFolder': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: backupStatus,
    logs: 'nothing',
  }),
  /** Asks for a backup or 참여 파일 and says what it is. Refuses with `backupDamaged` or `notABackup`. */
  'backup.chooseFile': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: z.object({ found: foundBackup.nullable() }),
    logs: 'nothing',
  }),
  /** 복원 리허설: does all but the swap. Refuses as `backup.restore` does. */
  'backup.rehearse': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ handle, by: unlockedBy }),
    output: rehearsal,
    logs: 'nothing',
  }),
  /**
   * Puts a backup in the place of what is there, which is moved aside; every session ends. Refuses with `wrongLogin`,
   * `wrongRecoveryKey`, `backupDamaged`, `backupTooNew`, `restoreNotAdmin`, `isJoinFile`, `backupGone`, `diskFull`, …; then
   * everything is as it was.
   */
  'backup.restore': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ handle, by: unlockedBy }),
    output: sessionState,
    logs: 'nothing',
  }),
  /** 참여 파일 만들기: gives the new laptop its number and asks where to put the file; null when that was cancelled. */
  'backup.makeJoinFile': defineCall({
    room: 'window',
    roles: admin,
    /**
     * `lentUntil`: 빌려 준 마지막 날, '' or left out: without end. `pack`: the 자료 묶음 that is all it gets, one there is (`id`) or a
     * new one, and then only until a day; null or left out: all of the centre. A laptop that was given a pack gives that.
     */
    input: z.object({
      name: line,
      place,
      lentUntil: line.optional(),
      pack: z.object({ id: recordId.nullable(), name: line }).nullable().optional(),
    }),
    output: z.object({ laptop: z.object({ number: z.string(), name: z.string() }).nullable() }),
    logs: 'nothing',
  }),
  /**
   * Takes a 참여 파일 in at first run: new data key, the laptop's own name and number. Any account of the file opens it;
   * afterwards everybody signs in with the usual password. `name` and `place`, where they are given, replace what the
   * file says of the laptop. Refuses with `alreadySetUp`, `notJoinFile` and as `backup.restore` does.
   */
  'backup.join': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ handle, loginId: line, password, name: line.optional(), place: place.optional() }),
    output: sessionState,
    logs: 'nothing',
  }),
} as const;
