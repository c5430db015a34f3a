import type { WebContents } from 'electron';
import { noExchange } from '../../../shared/contract/exchange.ts';
import type { ExchangeStatus } from '../../../shared/contract/exchange.ts';
import type { Changed, Input, Output } from '../../../shared/contract/index.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { theProgram } from '../../../shared/model/role.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { startExchange } from '../../sync/exchangeLoop.ts';
import type { Exchange, ExchangeStanding } from '../../sync/exchangeLoop.ts';
import type { AskExchange, ExchangeJobMap } from '../../sync/exchangePort.ts';
import type { SyncJobMap } from '../../sync/port.ts';
import { askWriter } from './askWriter.ts';
import { folderTakes } from '../backup/backupFolder.ts';
import type { From } from '../from.ts';
import { pause } from '../pause.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';

export interface ExchangeDeskOptions {
  readonly sessions: Pick<Sessions, 'actor' | 'leaver' | 'store'>;
  readonly now: () => number;
  readonly openFolder: (sender: WebContents) => Promise<string | null>;
  /** Something of what `exchange.state` says has changed; screens read it again. */
  readonly tell: () => void;
  readonly trouble: (cause: string) => void;
}

type Peer = ExchangeStanding['peers'][number];

/** What is wrong with a laptop's last file, for people. */
function faultSentence({ fault, reason }: Peer): string {
  switch (fault) {
    case null:
      return '';
    case 'refused':
      return reason === 'erasure'
        ? '한 번에 많은 기록을 지우는 변경이 있어 멈추었습니다. 확인 필요에서 살펴보고 정해 주십시오.'
        : '받을 수 없는 변경이 들어 있습니다. 확인 필요에서 까닭을 살펴봐 주십시오.';
    case 'unknownSender':
      return '이 센터의 노트북이 아니거나 차단한 노트북의 파일이라 읽지 않았습니다.';
    case 'tooNew':
      return '더 새로운 프로그램이 쓴 파일입니다. 이 노트북의 프로그램을 새것으로 바꾸어 주십시오.';
    case 'notForUs':
      return '이 노트북이 열 수 없는 파일입니다. 그 노트북이 동기화 화면에서 이 노트북을 골라 다시 파일을 남기게 해 주십시오.';
    default:
      return '파일이 온전하지 않아 다 읽지 못하였습니다. 그 노트북이 다시 쓰면 저절로 이어집니다.';
  }
}

/** What to do about files of laptops of which no record is here; a laptop is called by the beginning of its name there. */
function strangerSentence({ strangers }: ExchangeStanding): string {
  if (strangers.length === 0) return '';
  const codes = [...new Set(strangers.map((name) => /^[0-9a-f]{8}(?=-)/.exec(name)?.[0] ?? '알 수 없음'))].join(', ');
  return `이 노트북이 모르는 노트북(코드 ${codes})의 파일이 교환 폴더에 있어 읽지 않았습니다. 이 센터의 노트북이면 참여 파일로 들인 것인지, 아니면 폴더를 바로 골랐는지 확인해 주십시오.`;
}

function messageOf({ folder, away, failure, peers }: ExchangeStanding): string {
  if (folder === null) return '';
  if (away) return '교환 폴더가 없습니다. USB를 꽂거나 공유 폴더에 연결하면 저절로 이어집니다.';
  if (failure !== null) return '교환 폴더를 읽거나 쓰지 못하였습니다. 폴더의 권한과 남은 용량을 확인해 주십시오.';
  if (!peers.some(({ chosen, gone }) => chosen && !gone)) return '파일을 주고받을 노트북을 골라 주십시오.';
  return '';
}

function stateOf({ folder, away, running, failure, waiting }: ExchangeStanding): ExchangeStatus['state'] {
  if (folder === null) return 'off';
  if (running) return 'running';
  if (away) return 'away';
  if (failure !== null) return 'trouble';
  return waiting > 0 ? 'waiting' : 'upToDate';
}

function statusOf(standing: ExchangeStanding | null): ExchangeStatus {
  if (standing === null) return noExchange;
  const { folder, lastRound, waiting } = standing;
  const peers = standing.peers.map((peer) => ({
    id: peer.id,
    laptop: `${peer.number} ${peer.name}`,
    chosen: peer.chosen,
    canChoose: !peer.gone && peer.sealKey !== null,
    heardAt: peer.readAt,
    wroteAt: peer.wroteAt,
    waiting: peer.waiting,
    fault: faultSentence(peer),
  }));
  const state = stateOf(standing);
  const strangers = strangerSentence(standing);
  return { state, folder: folder ?? '', lastRound, waiting, message: messageOf(standing), strangers, peers };
}

/** The exchange by file as main has it: the loop over the opened store, and the calls of its screen. */
export class ExchangeDesk {
  readonly #options: ExchangeDeskOptions;
  #exchange: Exchange | null = null;
  #told = '';

  constructor(options: ExchangeDeskOptions) {
    this.#options = options;
  }

  /** A store was opened: the loop begins, also while every window is locked. */
  attach(store: StoreDesk): void {
    const { now, trouble } = this.#options;
    this.#exchange = startExchange({
      ask: askWriter<SyncJobMap>(store, theProgram, now),
      askExchange: askWriter<ExchangeJobMap>(store, theProgram, now),
      now,
      pause,
      tell: () => this.#tell(),
      trouble,
    });
  }

  /** Tells once what is new to whoever looks at it. */
  #tell(): void {
    const said = JSON.stringify(this.state());
    if (said === this.#told) return;
    this.#told = said;
    this.#options.tell();
  }

  /** The store is about to close: nothing more is asked of it. */
  async detach(): Promise<void> {
    const exchange = this.#exchange;
    this.#exchange = null;
    await exchange?.stop();
  }

  /** Something was committed here; what the exchange itself notes is none of it. */
  heard({ types }: Changed): void {
    if (types.some((type) => type !== 'sync')) void this.#exchange?.wake('saved');
  }

  state(): ExchangeStatus {
    return statusOf(this.#exchange?.standing() ?? null);
  }

  async now(): Promise<ExchangeStatus> {
    await this.#exchange?.wake('asked');
    return this.state();
  }

  async chooseFolder(from: From): Promise<Output<'exchange.chooseFolder'>> {
    const { openFolder, sessions } = this.#options;
    const folder = await openFolder(from.sender);
    if (folder === null) return { folder };
    // Also on a laptop that is leaving: the folder is one of the ways by which it hands over.
    const actor = stillHere({ actor: (window) => sessions.actor(window) ?? sessions.leaver(window) }, from);
    if (folderTakes(folder, false)) refuse('fileNotWritten');
    const ask = await this.#asks(actor);
    await ask('exchange.setFolder', { folder });
    await this.now();
    return { folder };
  }

  async dropFolder({ actor }: From): Promise<ExchangeStatus> {
    const ask = await this.#asks(actor);
    await ask('exchange.setFolder', { folder: null });
    return await this.now();
  }

  async choose({ ids }: Input<'exchange.choose'>, { actor }: From): Promise<ExchangeStatus> {
    const ask = await this.#asks(actor);
    await ask('exchange.choose', { ids });
    return await this.now();
  }

  async #asks(by: Actor | undefined): Promise<AskExchange> {
    const { sessions, now } = this.#options;
    return askWriter<ExchangeJobMap>(await sessions.store(), by ?? refuse('notSignedIn'), now);
  }
}
