import type { Input, Output } from '../../shared/contract/index.ts';
import { parseDay } from '../../shared/korean/day.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import type { DeviceFields, DeviceKeys } from '../../shared/model/device.ts';
import { noKeys, laptopNameFault, readLentUntil } from '../../shared/model/device.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { officeLaptop } from '../store/lease.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { nameOffice } from './centre.ts';
import { packName } from './pack.ts';

/** The most laptops a centre can number: two digits. */
const most = 99;

/** The name under which this laptop writes its stream: the UUID of its record. */
export function deviceUuid(store: ReadableStore): string {
  return String(store.sql('SELECT device FROM device_key').pluck().get());
}

/** Local id of this laptop's record; null in a store from before there was one, or that has just been restored. */
export function deviceId(store: ReadableStore): number | null {
  return store.idOf('device', deviceUuid(store));
}

/** What a laptop is called, for showing where something was written; '' where its record is not here. */
export function laptopName(store: ReadableStore, device: string): string {
  const known = store.idOf('device', device);
  return known === null ? '' : store.need('device', known).name;
}

/**
 * A number that no laptop of this centre has ever had: numbers of returned ones stay on their people's 관리번호. Laptops
 * that have never met could give the same; so 참여 파일 brings a new laptop its number (helper `number`).
 */
function freshNumber(store: ReadableStore): string {
  const last = Number(store.sql('SELECT max(CAST(number AS INTEGER)) FROM device').pluck().get() ?? 0);
  if (last >= most) throw new Error('The centre has used all laptop numbers.');
  return String(last + 1).padStart(2, '0');
}

/** This laptop's record, made where there is none; gives its local id. `number` is set where enrolment has given one. */
export function ensureDevice(
  store: WritableStore,
  given: {
    readonly place?: DeviceFields['place'];
    readonly number?: string;
    readonly name?: string;
    readonly keys?: DeviceKeys;
    readonly lentUntil?: string | null;
    readonly pack?: string | null;
  } = {},
): number {
  const known = deviceId(store);
  if (known !== null) return known;
  const number = given.number ?? freshNumber(store);
  const name = given.name ?? `노트북 ${number}`;
  const fields = {
    number,
    name,
    place: given.place ?? 'office',
    endedOn: null,
    ...noKeys,
    ...given.keys,
    lentUntil: given.lentUntil ?? null,
    pack: given.pack ?? null,
  };
  return store.insert('device', fields, deviceUuid(store));
}

/** This laptop's two digits in 관리번호 and barcodes (domain §3.1); a store without a record gets its record now. */
export function laptopNumber(store: WritableStore): string {
  return store.need('device', ensureDevice(store)).number;
}

/** Where this laptop is used: 사무실 unless somebody has said 현장. */
export function placeOf(store: ReadableStore): DeviceFields['place'] {
  const id = deviceId(store);
  return id !== null && store.need('device', id).place === 'field' ? 'field' : 'office';
}

export function setPlace(store: WritableStore, place: DeviceFields['place']): number {
  const id = ensureDevice(store);
  store.change('device', id, { place });
  return id;
}

export function listDevices(store: ReadableStore, _actor: Actor, _input: Input<'device.list'>): Output<'device.list'> {
  const here = deviceId(store);
  const ids = store.sql('SELECT id FROM device ORDER BY number, id').pluck().all() as number[];
  const office = officeLaptop(store);
  const rows = ids.map((id) => {
    const { number, name, place, endedOn, lentUntil, pack } = store.need('device', id);
    const isOffice = store.uuidOf('device', id) === office;
    const seen = store.formRead('device', id);
    return {
      id,
      number,
      name,
      place,
      endedOn,
      lentUntil,
      isOffice,
      pack: packName(store, pack),
      here: id === here,
      seen,
    };
  });
  return { rows: [...rows.filter((row) => row.here), ...rows.filter((row) => !row.here)] };
}

export function changeDevice(
  store: WritableStore,
  _actor: Actor,
  { id, seen, ...input }: Input<'device.change'>,
): Output<'device.change'> {
  const name = normalizeText(input.name);
  const fault = name === '' ? '노트북 이름을 40글자 안에서 입력해 주십시오.' : laptopNameFault(name);
  const typed = normalizeText(input.endedOn);
  // Left out by a form that does not ask it.
  const lent = input.lentUntil === undefined ? null : readLentUntil(input.lentUntil, store.today);
  const day = typed === '' ? null : parseDay(typed, { today: store.today, kind: 'date' });
  const fields = {
    ...(fault === null ? {} : { name: fault }),
    ...(day !== null && !(day.ok && day.value <= store.today)
      ? { endedOn: '반납한 날을 오늘이나 그 전 날짜로 입력해 주십시오.' }
      : {}),
    ...(lent?.ok === false ? { lentUntil: lent.problem } : {}),
  };
  if (Object.keys(fields).length > 0) refuse('checkFields', { fields });
  const until = lent?.ok ? { lentUntil: lent.lentUntil } : {};
  if ((until.lentUntil ?? null) !== null && officeLaptop(store) === store.uuidOf('device', id)) refuse('notForOffice');
  store.change('device', id, { name, endedOn: day?.ok ? day.value : null, ...until }, seen);
  return { id };
}

/** 사무실 노트북으로 정하기: a laptop that is in use keeps everything from now on, in the place of whichever did. */
export function nameOfficeLaptop(
  store: WritableStore,
  _actor: Actor,
  { id }: Input<'device.nameOffice'>,
): Output<'device.nameOffice'> {
  const { endedOn, recalledAt, revokedAt, lentUntil, pack } = store.need('device', id);
  if (pack !== null || endedOn !== null || recalledAt !== null || revokedAt !== null || lentUntil !== null)
    refuse('notForOffice');
  nameOffice(store, store.uuidOf('device', id));
  return { id };
}
