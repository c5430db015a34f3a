import type { Input } from '../../shared/contract/index.ts';
import type { LogDetail } from '../../shared/contract/define.ts';
import type { Day } from '../../shared/korean/day.ts';
import type { DeviceFields } from '../../shared/model/device.ts';
import { refuse } from '../../shared/model/problem.ts';
import { centreName, ensureCentre, rulesOf } from '../desk/centre.ts';
import type { NewCentre } from '../desk/centre.ts';
import { deviceUuid, ensureDevice, placeOf, setPlace } from '../desk/device.ts';
import { ownPack, packName } from '../desk/pack.ts';
import {
  addStaff,
  changeAccount,
  createAccount,
  endAccount,
  endedLogins,
  helperLogins,
  listAccounts,
  staffId,
  standingOf,
} from '../desk/staff.ts';
import type { Entrance, FailedSignIn, Surroundings, Way } from '../desk/entrance.ts';
import type { Standing } from '../desk/staff.ts';
import type { Job, RunJob } from './index.ts';
import { readLease } from '../store/lease.ts';
import type { Engine, ReadableStore } from '../store/store.ts';

/** The first line of everybody: who made the centre is made by nobody. */
interface First {
  readonly loginId: string;
  readonly name: string;
  readonly centre?: NewCentre;
  readonly place?: DeviceFields['place'];
}

function surroundings(store: ReadableStore): Surroundings {
  return {
    centre: centreName(store),
    rules: rulesOf(store),
    place: placeOf(store),
    lease: readLease(store),
    pack: packName(store, ownPack(store)),
  };
}

function entrance(store: ReadableStore, id: number): Entrance {
  const pin = (store.sql('SELECT kdf FROM pin WHERE user_id = ?').pluck().get(id) as string | undefined) ?? null;
  return { ...surroundings(store), standing: standingOf(store, id), pin, ended: endedLogins(store) };
}

/** The jobs behind sessions and accounts. Main has checked who asks; what the store alone can judge is judged here. */
export function sessionJobs(engine: Engine): Record<string, RunJob> {
  const note = (
    { actor, now }: Job,
    act: Parameters<Engine['log']>[2]['act'],
    ids: number[],
    detail: LogDetail,
  ): void => engine.log(actor.userId, now, { act, recordType: 'staff', ids, detail });

  /** A command about accounts: its records and its line in the access log (§5③) commit together. */
  const change = <T>(
    job: Job,
    run: Parameters<typeof engine.transact<T>>[2],
    line: (value: T) => { act: 'grant' | 'changeRights' | 'revoke'; id: number; detail: LogDetail }[],
  ) =>
    engine.transact(job.actor, job.now, run, (value) => {
      for (const { act, id, detail } of line(value)) note(job, act, [id], detail);
    });

  return {
    'staff.first': (job) => {
      const { loginId, name, centre, place } = job.input as First;
      return engine.transact(
        job.actor,
        job.now,
        (store) => {
          // A centre begins with one laptop, which keeps everything until another is named.
          const officeLaptop = place === 'field' ? null : deviceUuid(store);
          ensureCentre(store, { ...(centre ?? { name: '뿌리산업 일자리센터', operator: null }), officeLaptop });
          ensureDevice(store, place ? { place } : {});
          return addStaff(store, job.actor, { loginId, name, role: 'admin' });
        },
        ({ userId }) => note(job, 'grant', [userId], { role: 'admin', endsOn: null }),
      );
    },

    /**
     * Somebody whose password the vault has accepted comes in. A store from before centres and laptops had records gets
     * them here; a refusal (말소, past its last day, not known here) is a line too.
     */
    'session.enter': ({ now, input }) => {
      const { loginId, centre, way } = input as { loginId: string; centre: string; way: Way };
      const readable = engine.readable(now);
      const id = staffId(readable, loginId) ?? refuse('wrongLogin');
      const { actor, ended } = standingOf(readable, id);
      const ids = [id];
      if (ended) {
        engine.log(id, now, { act: 'loginFailed', recordType: 'staff', ids, detail: { reason: 'ended' } });
        refuse('accountEnded');
      }
      return engine.transact(
        actor,
        now,
        (store) => {
          ensureCentre(store, { name: centre, operator: null });
          ensureDevice(store);
          return entrance(store, id);
        },
        () => {
          if (way === 'recovery') engine.log(id, now, { act: 'recover', recordType: 'staff', ids, detail: {} });
          engine.log(id, now, { act: 'login', recordType: 'staff', ids, detail: { by: way } });
        },
      );
    },

    /**
     * The account for which the recovery key is to be used; refuses where there is none that works. Then too the key has
     * opened the store, and that is a line.
     */
    'session.mayRecover': ({ now, input }) => {
      const store = engine.readable(now);
      const id = staffId(store, (input as { loginId: string }).loginId);
      const standing = id === null ? null : standingOf(store, id);
      if (standing?.ended === false) return { value: standing };
      const detail = { by: 'recovery', reason: standing ? 'ended' : 'noAccount' };
      engine.log(id ?? 0, now, { act: 'loginFailed', recordType: 'staff', ids: id === null ? [] : [id], detail });
      return standing
        ? refuse('accountEnded')
        : refuse('checkFields', { fields: { loginId: '이 센터에 없는 아이디입니다.' } });
    },

    /** How the accounts of open sessions stand now; null for one that is gone. */
    'session.recheck': ({ now, input }) => {
      const store = engine.readable(now);
      const known = (id: number): Standing | null => (store.get('staff', id) ? standingOf(store, id) : null);
      return {
        value: { ...surroundings(store), standings: (input as { ids: number[] }).ids.map(known) },
      };
    },

    /**
     * Wrong passwords and recovery keys, of the time before the store was open or of a backup, become lines of the log, in
     * the order of the lines that are there: `detail.at` is what the clock said when they were typed.
     */
    'session.failed': ({ now, input }) => {
      const store = engine.readable(now);
      const last = engine.sql('SELECT coalesce(max(at), 0) FROM access_log').pluck().get() as number;
      engine.db.transaction(() => {
        for (const { at, loginId, act, by, what, userId, count } of (input as { failed: FailedSignIn[] }).failed) {
          const id = loginId === null ? null : staffId(store, loginId);
          const way = what ? { what, by: by ?? 'password' } : by ? { by } : {};
          engine.log(userId ?? id ?? 0, Math.min(Math.max(at, last), Math.max(now, last)), {
            act,
            recordType: what ? 'backup' : 'staff',
            // A backup's account may be another than the one here of the same name.
            ids: id === null || what ? [] : [id],
            detail: { at, ...way, ...(count === undefined ? {} : { count }) },
          });
        }
      })();
      return { value: null };
    },

    'session.setPlace': ({ actor, now, input }) =>
      engine.transact(
        actor,
        now,
        (store) => setPlace(store, (input as { place: DeviceFields['place'] }).place),
        (id) =>
          engine.log(actor.userId, now, {
            act: 'change',
            recordType: 'device',
            ids: [id],
            detail: { place: (input as { place: string }).place },
          }),
      ),

    'pin.set': (job) => {
      const { actor, now } = job;
      const { kdf } = job.input as { kdf: string | null };
      engine.db.transaction(() => {
        engine.sql('DELETE FROM pin WHERE user_id = ?').run(actor.userId);
        if (kdf !== null)
          engine.sql('INSERT INTO pin (user_id, kdf, set_at) VALUES (?, ?, ?)').run(actor.userId, kdf, now);
        note(job, kdf === null ? 'delete' : 'change', [actor.userId], { what: 'pin' });
      })();
      return { value: null };
    },

    'staff.list': ({ now }) => ({ value: listAccounts(engine.readable(now)) }),

    'staff.create': (job) =>
      change(
        job,
        (store) => createAccount(store, job.actor, job.input as Input<'staff.create'>),
        ({ userId, role }) => [
          { act: 'grant', id: userId, detail: { role, endsOn: (job.input as Input<'staff.create'>).endsOn || null } },
        ],
      ),

    'staff.createHelpers': (job) => {
      const { names, endsOn, taken } = job.input as { names: string[]; endsOn: Day; taken: string[] };
      return change(
        job,
        (store) => {
          const logins = helperLogins(store, endsOn, names.length, taken);
          return names.map((name, index) => {
            const loginId = logins[index] ?? refuse('unexpected');
            const { userId } = addStaff(store, job.actor, { loginId, name, role: 'fairDesk', endsOn });
            return { id: userId, name, loginId };
          });
        },
        (made) => made.map(({ id }) => ({ act: 'grant', id, detail: { role: 'fairDesk', endsOn } })),
      );
    },

    'staff.change': (job) =>
      change(
        job,
        (store) => changeAccount(store, job.input as Input<'staff.change'>),
        ({ id, before, after }) => [
          {
            act: 'changeRights',
            id,
            detail: { from: before.role, to: after.role, endedOn: before.endsOn, endsOn: after.endsOn },
          },
        ],
      ),

    'staff.end': (job) =>
      change(
        job,
        (store) => endAccount(store, (job.input as { id: number }).id),
        ({ id, role }) => [{ act: 'revoke', id, detail: { role } }],
      ),

    /** A line about what main does with the vault for an account that must be there; gives the account. */
    'staff.noted': (job) => {
      const { id, act, detail } = job.input as { id: number; act: 'unlock' | 'resetPassword'; detail: LogDetail };
      const standing = standingOf(engine.readable(job.now), id);
      if (standing.ended) refuse('accountEnded');
      note(job, act, [id], detail);
      return { value: standing };
    },
  };
}
