import { performance } from 'node:perf_hooks';
import type { WebContents } from 'electron';
import type { Changed, Input, Output } from '../../../shared/contract/index.ts';
import type { SyncDevice, SyncStatus } from '../../../shared/contract/sync.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { problem, refuse } from '../../../shared/model/problem.ts';
import type { ProblemCode } from '../../../shared/model/problem.ts';
import { theProgram } from '../../../shared/model/role.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { OtherWord, ScopeWord } from '../../../shared/sync/digest.ts';
import { parseInvitation } from '../../../shared/sync/invitation.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { hubClient, hubDevices, meetHub } from '../../sync/hubClient.ts';
import { startLink } from '../../sync/link.ts';
import type { Link, Orders } from '../../sync/link.ts';
import { askKeeper } from '../../sync/keeperWord.ts';
import type { KeeperWord } from '../../sync/leasePort.ts';
import type { AskStore, SyncJobMap, TriedAgain } from '../../sync/port.ts';
import { pageFile } from '../../sync/pageFile.ts';
import { notFetched, statusOf } from '../../sync/status.ts';
import { untoldAt } from '../../sync/untold.ts';
import { askWriter } from './askWriter.ts';
import type { From } from '../from.ts';
import { pause } from '../pause.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';
import { replaceFile } from '../writeFile.ts';

export interface SyncDeskOptions {
  readonly sessions: Pick<Sessions, 'actor' | 'proveAgain' | 'store' | 'lockAll' | 'shut' | 'whileClosed'>;
  readonly now: () => number;
  /** Tells every window how things stand; nothing in it is about a person. */
  readonly tell: (status: SyncStatus) => void;
  /** Asks where an item of 확인 필요 is to be written; null: cancelled. */
  readonly saveFile: (sender: WebContents, name: string) => Promise<string | null>;
  /** Empties the data folder of a laptop that was called back. */
  readonly wipe: () => void;
  readonly trouble: (cause: string) => void;
}

/** How long a screen waits for the hub, ms. */
const longestQuestion = 3000;
/** How long what is told of the records may take, ms: some 20 kB, and nobody waits for it but who has asked. */
const longestTelling = 15_000;

type MetTrouble = Extract<Awaited<ReturnType<typeof meetHub>>, { trouble: unknown }>['trouble'];
type KnownDevice = Omit<SyncDevice, 'lastContact' | 'behind' | 'untold'> & { readonly device: string };

/** What the hub is to be told of a laptop that stands so. */
const toldAs: Readonly<Partial<Record<SyncDevice['standing'], 'recalled' | 'revoked'>>> = {
  recalled: 'recalled',
  left: 'recalled',
  revoked: 'revoked',
};

/** How this laptop stands before a store is open. */
const closed: SyncStatus = statusOf({
  facts: null,
  hub: new Map(),
  isConnected: false,
  isBusy: false,
  isShutOut: false,
  isRecalled: false,
  isFull: false,
  failure: null,
  nextTry: null,
  lastContact: null,
});

/** What stands in the way of an enrolment, for people. */
function refusalOf(trouble: MetTrouble): ProblemCode {
  switch (trouble.kind) {
    case 'otherKey':
      return 'hubOther';
    case 'refused':
      return trouble.code === 'notInvited' ? 'hubRefused' : 'hubUnreachable';
    case 'unreachable':
    case 'closed':
    case 'version':
    case 'malformed':
    case 'aborted':
      return 'hubUnreachable';
  }
}

/** Synchronisation as main has it: the loop over the opened store, and the calls of its screens. */
export class SyncDesk {
  readonly #options: SyncDeskOptions;
  #link: Link | null = null;

  constructor(options: SyncDeskOptions) {
    this.#options = options;
  }

  /** A store was opened: the loop begins, also while every window is locked. */
  attach(store: StoreDesk): void {
    const { now, tell, trouble } = this.#options;
    this.#link = startLink({
      ask: askWriter<SyncJobMap>(store, theProgram, now),
      connect: hubClient,
      now,
      monotonic: () => performance.now(),
      random: Math.random,
      pause,
      tell,
      orders: this.#orders(),
      trouble,
    });
  }

  /** The store is about to close: nothing more is asked of it. Resolves within two seconds. */
  async detach(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    await link?.stop();
  }

  /** Something was committed here, by whoever. */
  heard({ types }: Pick<Changed, 'types'>): void {
    this.#link?.wake(types.includes('device') ? 'laptop' : 'saved');
  }

  /** The computer is awake again, or has a network again. */
  resumed(): void {
    this.#link?.wake('resumed');
  }

  state(): SyncStatus {
    return this.#link?.status() ?? closed;
  }

  /** What the hub says when it is asked now; null where none is linked, it does not answer, or is of an older program. */
  async hubWord(): Promise<KeeperWord | null> {
    const client = this.#link?.client() ?? null;
    if (client === null) return null;
    try {
      return await askKeeper(client, await this.#asks(theProgram), AbortSignal.timeout(longestQuestion));
    } finally {
      client.close();
    }
  }

  /** Tells the hub of this laptop's records, and gives what others have told it of the same; none where it does not answer. */
  async compareAtHub(word: ScopeWord): Promise<readonly OtherWord[]> {
    const client = this.#link?.client() ?? null;
    try {
      const given = await client?.compare(word, { signal: AbortSignal.timeout(longestTelling) });
      return given?.ok === true ? given.value : [];
    } finally {
      client?.close();
    }
  }

  /** For a laptop that is about to be emptied: tells the hub afterwards that it was, if one answers. */
  farewell(): () => Promise<void> {
    const client = this.#link?.client() ?? null;
    return async () => {
      await client?.report({ wiped: true }, { signal: AbortSignal.timeout(longestQuestion) });
      client?.close();
    };
  }

  syncNow(): SyncStatus {
    this.#link?.wake('manual');
    return this.state();
  }

  async enrol({ invitation: text }: Input<'sync.enrol'>, { actor }: From): Promise<SyncStatus> {
    const by = actor ?? refuse('notSignedIn');
    const invitation = parseInvitation(text) ?? refuse('invitationUnreadable');
    const ask = await this.#asks(by);
    const facts = await ask('sync.facts', null);
    if (facts.hub) refuse('hubLinked');
    const self = await ask('sync.prepare', null);
    const met = await meetHub(invitation, self, this.#options.now());
    if ('trouble' in met) return refuse(refusalOf(met.trouble));
    await ask('sync.link', met.hub);
    this.#link?.wake('linked');
    return this.state();
  }

  async leave({ password }: Input<'sync.leave'>, { window }: From): Promise<SyncStatus> {
    const actor = await this.#options.sessions.proveAgain(window, password);
    const ask = await this.#asks(actor);
    await ask('sync.link', null);
    this.#link?.wake('linked');
    return this.state();
  }

  async devices({ actor }: From): Promise<Output<'sync.devices'>> {
    const known = (await this.#ask('heavy', 'sync.devices', null, actor)) as KnownDevice[];
    const { vector, device: own } = await (await this.#asks(theProgram))('sync.facts', null);
    const client = this.#link?.client() ?? null;
    const answered = client ? await hubDevices(client, longestQuestion) : [];
    const said = new Map(answered.map((one) => [one.device, one]));
    return {
      rows: known.map(({ device, ...row }) => {
        const there = said.get(device);
        const standing = toldAs[row.standing];
        const why = standing ? untoldAt(answered, own, { device, standing }) : null;
        return {
          ...row,
          lastContact: there?.lastSeenAt ?? null,
          behind: there ? notFetched(vector, device, there.vector) : null,
          untold: why === null ? null : { why, number: device },
        };
      }),
    };
  }

  async mark(
    standing: 'recalled' | 'revoked',
    { id, password }: Input<'sync.recall'>,
    from: From,
  ): Promise<Record<string, never>> {
    const actor = await this.#options.sessions.proveAgain(from.window, password);
    await this.#ask('writer', 'sync.mark', { id, standing }, actor);
    // The hub hears of it at the beginning of each line.
    this.#link?.wake('resumed');
    return {};
  }

  async troubles({ actor }: From): Promise<Output<'sync.troubles'>> {
    return { rows: (await this.#ask('writer', 'sync.shownTroubles', null, actor)) as Output<'sync.troubles'>['rows'] };
  }

  async retry({ id }: Input<'sync.retry'>, { actor }: From): Promise<SyncStatus> {
    return await this.#tryAgain(id, actor);
  }

  async exportTrouble({ id }: Input<'sync.exportTrouble'>, from: From): Promise<Output<'sync.exportTrouble'>> {
    const { sessions, saveFile, now } = this.#options;
    const store = await this.#store();
    const isReport = await store.job('writer', 'sync.isReport', { id }, stillHere(sessions, from), now());
    const day = todayInSeoul(now()).replaceAll('-', '');
    const name = isReport ? `뿌리데스크-자료비교-${day}.json` : `뿌리데스크-동기화-${day}.ppuri-pages`;
    const file = await saveFile(from.sender, name);
    if (file === null) return { file: null };
    const pages = (await this.#ask('writer', 'sync.export', { id }, stillHere(sessions, from))) as Uint8Array[];
    try {
      replaceFile(file, isReport ? Buffer.concat(pages) : pageFile(pages));
    } catch {
      return refuse('fileNotWritten');
    }
    return { file };
  }

  async agree({ id, password }: Input<'sync.agree'>, { window }: From): Promise<SyncStatus> {
    const actor = await this.#options.sessions.proveAgain(window, password);
    await this.#ask('writer', 'sync.agree', { id }, actor);
    return await this.#tryAgain(id, actor);
  }

  /** One item of 확인 필요, by itself: from the page that was kept here, or else by asking the hub anew. */
  async #tryAgain(id: number, actor: Actor | undefined): Promise<SyncStatus> {
    const { stream, isLeft } = (await this.#ask('writer', 'sync.tryAgain', { id }, actor)) as TriedAgain;
    // What follows the kept page, and what the hub is to take, goes over the line. A page that is refused again waits there.
    if (!isLeft) this.#link?.retry(stream);
    return this.state();
  }

  async tasks({ actor }: From): Promise<Output<'sync.tasks'>> {
    return { tasks: (await this.#ask('heavy', 'sync.tasks', null, actor)) as Output<'sync.tasks'>['tasks'] };
  }

  #orders(): Orders {
    const { sessions, wipe } = this.#options;
    return {
      recalled: async () => {
        const store = await this.#store();
        await store.job('writer', 'lease.recalled', null, theProgram, this.#options.now());
        sessions.lockAll();
      },
      wipe: async () => await sessions.whileClosed(async () => wipe()),
      shutOut: (by) => {
        // A hub that was set back may have forgotten us: then people go on working, behind a lock. The centre's own word is
        // final.
        if (by === 'hub') sessions.lockAll();
        else
          void sessions.shut(problem('laptopRevoked')).catch((error: unknown) => this.#options.trouble(String(error)));
      },
    };
  }

  async #store(): Promise<StoreDesk> {
    return await this.#options.sessions.store();
  }

  async #asks(actor: Actor): Promise<AskStore> {
    return askWriter<SyncJobMap>(await this.#store(), actor, this.#options.now);
  }

  async #ask(where: 'writer' | 'heavy', name: string, input: unknown, actor: Actor | undefined): Promise<unknown> {
    const store = await this.#store();
    return await store.job(where, name, input, actor ?? refuse('notSignedIn'), this.#options.now());
  }
}
