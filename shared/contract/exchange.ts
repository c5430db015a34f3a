import { z } from '../zod.ts';
import { readers } from '../model/role.ts';
import { line, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

/** One laptop of the centre, as the exchange by file stands with it. */
const exchangePeer = z.object({
  /** Local id of its record. */
  id: recordId,
  /** Number and name. */
  laptop: z.string(),
  /** This laptop leaves files for it. */
  chosen: z.boolean(),
  /** It can be chosen: it is in use, and has told the key that files for it are closed with. */
  canChoose: z.boolean(),
  /** When something of it was last read here, and a file last left for it; ms UTC, null: never. */
  heardAt: z.int().nullable(),
  wroteAt: z.int().nullable(),
  /** Change sets held here that it has not said to hold; null until it was heard. */
  waiting: z.int().nullable(),
  /** What is wrong with its last file and what to do, a sentence; '' when nothing is. */
  fault: z.string(),
});

const exchangeStatus = z.object({
  /** `off`: no folder. `away`: the folder is not there now. `trouble`: it could not be read or written. */
  state: z.enum(['off', 'away', 'running', 'trouble', 'waiting', 'upToDate']),
  /** As it is shown, '' without one. */
  folder: z.string(),
  lastRound: z.int().nullable(),
  /** Change sets that the 사무실 노트북 has not said to hold; where none is named or it is this one, no chosen laptop. */
  waiting: z.int(),
  /** What a person can do about it, a sentence; '' when there is nothing to do. */
  message: z.string(),
  /** About files of laptops that are not known here, a sentence; '' while none lies there. Nothing to be alarmed about. */
  strangers: z.string(),
  peers: z.array(exchangePeer),
});
export type ExchangeStatus = z.output<typeof exchangeStatus>;

/** How it stands where no folder was chosen. */
export const noExchange: ExchangeStatus = {
  state: 'off',
  folder: '',
  lastRound: null,
  waiting: 0,
  message: '',
  strangers: '',
  peers: [],
};

const admin = ['admin'] as const;

/**
 * 파일 교환: synchronisation through a folder on a NAS or a USB stick, for offices that allow nothing else. Screens read
 * again when `changed` names the type `sync`.
 */
export const exchangeCalls = {
  'exchange.state': defineCall({
    room: 'window',
    roles: readers,
    input: nothing,
    output: exchangeStatus,
    logs: 'nothing',
  }),
  /** Goes through the folder once; answers when that is over. */
  'exchange.now': defineCall({
    room: 'window',
    roles: readers,
    input: nothing,
    output: exchangeStatus,
    logs: 'nothing',
  }),
  /** Asks for the folder; null: cancelled. Refuses with `fileNotWritten` for one that takes no files. */
  'exchange.chooseFolder': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: z.object({ folder: line.nullable() }),
    logs: 'nothing',
  }),
  /** Ends the exchange; files that lie there stay. */
  'exchange.dropFolder': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: exchangeStatus,
    logs: 'nothing',
  }),
  /** The laptops that files are left for; the others are heard only. */
  'exchange.choose': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ ids: z.array(recordId).max(99) }),
    output: exchangeStatus,
    logs: 'nothing',
  }),
} as const;
