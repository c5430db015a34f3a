import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeHashOf } from '../../../hub/gate/storeGate.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { invitationUri, makeInvitation } from '../../../shared/sync/invitation.ts';
import type { RunningHub } from '../../../test/fault/syncEnd.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import { here, laptop as madeLaptop } from '../backup/backupDesk.test-helper.ts';
import { laptopAt, login } from '../backup/backupTest.test-helper.ts';
import type { Laptop } from '../backup/backupTest.test-helper.ts';
import { EventDesk } from '../sync/eventDesk.ts';
import { ExchangeDesk } from '../sync/exchangeDesk.ts';
import { LeaseDesk } from './leaseDesk.ts';
import { SyncDesk } from '../sync/syncDesk.ts';
import { wipeFolder } from './wipeFolder.ts';

/** A laptop with all that hands over, as main wires it. */
export interface LentLaptop extends Laptop {
  readonly syncs: SyncDesk;
  readonly exchanges: ExchangeDesk;
  readonly events: EventDesk;
  readonly leases: LeaseDesk;
  /** What the window shows. */
  phase(): string;
  /** Whether its store is there. */
  holdsData(): boolean;
  /** Goes through the exchange folder once, and lets what comes of it happen. */
  round(): Promise<void>;
  /** Id of a laptop's record, by its number. */
  idOf(number: string): Promise<number>;
  write(name: string, input: unknown): Promise<unknown>;
  read(name: string, input: unknown): Promise<unknown>;
  /** Time goes by with somebody at the keyboard. */
  sit(hours: number): void;
  /** The clock jumps; whoever comes back unlocks the screen. */
  jump(hours: number): Promise<void>;
}

function lentAt(profile: string, exchangeFolder: string): LentLaptop {
  const at: Laptop = laptopAt(profile, {
    ears: {
      changed: (changed) => {
        at.sessions.hear(changed);
        syncs.heard(changed);
        exchanges.heard(changed);
        events.heard(changed);
        leases.heard(changed);
      },
      closing: async () => {
        leases.detach();
        await Promise.all([syncs.detach(), exchanges.detach(), events.detach()]);
      },
    },
  });
  const { sessions, folder, troubles } = at;
  const now = (): number => at.now();
  const trouble = (cause: string): void => void troubles.push(cause);
  const wipe = (): void => wipeFolder(folder);
  const syncs: SyncDesk = new SyncDesk({
    sessions,
    now,
    tell: () => leases.look(),
    saveFile: async () => null,
    wipe,
    trouble,
  });
  const exchanges: ExchangeDesk = new ExchangeDesk({
    sessions,
    now,
    openFolder: async () => exchangeFolder,
    tell: () => undefined,
    trouble,
  });
  const events: EventDesk = new EventDesk({
    now,
    addresses: () => ['127.0.0.1'],
    tell: () => leases.look(),
    trouble,
  });
  const leases: LeaseDesk = new LeaseDesk({
    sessions,
    now,
    hubWord: () => syncs.hubWord(),
    eventWord: () => events.hostWord(),
    farewell: () => syncs.farewell(),
    wipe,
    tell: () => undefined,
    trouble,
  });
  const store = () => sessions.store();
  return {
    ...at,
    syncs,
    exchanges,
    events,
    leases,
    phase: () => sessions.state(here).phase,
    holdsData: () => existsSync(folder.store),
    async round() {
      if (!existsSync(folder.store)) return;
      await exchanges.now();
      leases.look();
      await sleep(50);
    },
    async idOf(number) {
      const { rows } = (await (await store()).read('device.list', {}, at.admin(), now())) as {
        rows: { id: number; number: string }[];
      };
      return rows.find((row) => row.number === number)?.id ?? 0;
    },
    sit(hours) {
      for (let left = hours * 30; left > 0; left -= 1) {
        at.pass(1 / 30);
        sessions.active(here);
      }
    },
    async jump(hours) {
      at.pass(hours);
      await sessions.unlock(here, { password: login.password });
    },
    read: async (name, input) => await (await store()).read(name as 'device.list', input, at.admin(), now()),
    write: async (name, input) => await (await store()).write(name as 'device.change', input, at.admin(), now()),
  };
}

/** Signs the 관리자 in, and wires what works without a window. */
export async function signIn(at: LentLaptop): Promise<void> {
  await at.sessions.signIn(here, login);
  const store = await at.sessions.store();
  at.syncs.attach(store);
  at.exchanges.attach(store);
  at.events.attach(store);
  at.leases.attach(store);
}

/** Exchanges by this folder with every laptop that is known. */
export async function exchange(at: LentLaptop): Promise<void> {
  await at.exchanges.chooseFolder(at.from());
  const { peers } = at.exchanges.state();
  await at.exchanges.choose({ ids: peers.map(({ id }) => id) }, at.from());
}

/** The office of a made centre with its first laptop, which is its 사무실 노트북. */
export async function officeLaptop(folder: string): Promise<LentLaptop> {
  const profile = path.dirname((await madeLaptop({ signedIn: false })).folder.root);
  const office = lentAt(profile, folder);
  await signIn(office);
  // A 참여 파일 is to carry its keys: else nobody could leave it a file.
  const isKnown = async () => (await office.syncs.devices(office.from())).rows[0]?.standing === 'active';
  while (!(await isKnown())) await sleep(20);
  return office;
}

/** A laptop that has come in by a 참여 파일 of the office. */
export async function lentBy(
  office: LentLaptop,
  folder: string,
  { lentUntil = '', pack = null }: Lending = {},
): Promise<LentLaptop> {
  return await joinedBy(await joinFileOf(office, { lentUntil, pack }), folder);
}

interface Lending {
  readonly lentUntil?: string;
  readonly pack?: Input<'backup.makeJoinFile'>['pack'];
}

/** Makes a 참여 파일; gives where it lies. */
export async function joinFileOf(office: LentLaptop, { lentUntil = '', pack = null }: Lending = {}): Promise<string> {
  const file = path.join(testFolder(), '참여.desk-backup');
  office.pick(file);
  await office.backups.makeJoinFile({ name: '박람회 노트북', place: 'field', lentUntil, pack }, office.from());
  return file;
}

/** A laptop that takes a 참여 파일 in. */
export async function joinedBy(file: string, folder: string): Promise<LentLaptop> {
  const field = lentAt(testFolder(), folder);
  field.pick(file);
  const { found } = await field.backups.chooseFile(field.from());
  await field.backups.join({ handle: found?.handle ?? '', ...login, place: 'field' }, field.from());
  await signIn(field);
  return field;
}

/** Links a laptop to a hub by an invitation. */
export async function enrolAt(at: LentLaptop, hub: RunningHub): Promise<void> {
  const invitation = makeInvitation({ address: '127.0.0.1', ...hub }, randomBytes(10));
  const codeHash = codeHashOf(invitation.code);
  await hub.store.invite({ codeHash, note: '', madeAt: 0, expiresAt: Date.now() + 60_000 });
  await at.syncs.enrol({ invitation: invitationUri(invitation) ?? '' }, at.from());
}

/** Goes round among laptops until it holds. */
export async function until(laptops: readonly LentLaptop[], holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    for (const each of laptops) await each.round();
    if (await holds()) return;
  }
  throw new Error(`never: ${JSON.stringify(laptops.map((each) => [each.phase(), each.troubles]))}`);
}
