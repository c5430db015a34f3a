import { z } from '../zod.ts';
import { centreFields } from '../model/centre.ts';
import { centreInput } from '../model/centreForm.ts';
import { deviceFields } from '../model/device.ts';
import { roleCodes } from '../model/role.ts';
import { defineCall } from './define.ts';
import { formSeen, line, nothing, recordId } from './common.ts';

const admin = ['admin'] as const;

const centreRecord = z.object({
  id: recordId,
  fields: centreFields,
  /** What the form was read with; goes back with the change. */
  seen: formSeen,
});
export type CentreRecord = z.output<typeof centreRecord>;

const deviceRow = z.object({
  id: recordId,
  ...deviceFields.pick({ number: true, name: true, place: true, endedOn: true, lentUntil: true }).shape,
  /** 사무실 노트북: the one that keeps everything. */
  isOffice: z.boolean(),
  /** The 자료 묶음 it was given; null: all of the centre. */
  pack: z.string().nullable(),
  /** Whether it is this laptop. */
  here: z.boolean(),
  seen: formSeen,
});
export type DeviceRow = z.output<typeof deviceRow>;

export const centreCalls = {
  /** The centre's profile and its security rules; what stands on every form. */
  'centre.get': defineCall({ room: 'read', roles: roleCodes, input: nothing, output: centreRecord, logs: 'nothing' }),
  /** Refuses with a sentence per field. New rules hold at once in every window. */
  'centre.change': defineCall({
    room: 'write',
    roles: admin,
    /** `before` is the form as it was opened: only what its author changed is written. */
    input: z.object({ seen: formSeen, before: centreInput, centre: centreInput }),
    output: z.object({ id: recordId }),
    logs: (_input, { id }) => ({ act: 'change', recordType: 'centre', ids: [id] }),
  }),
  /** The laptops of the centre, this one first. */
  'device.list': defineCall({
    room: 'read',
    roles: roleCodes,
    input: nothing,
    output: z.object({ rows: z.array(deviceRow) }),
    logs: 'nothing',
  }),
  /**
   * What a laptop is called, 반납·폐기 (`endedOn` '' while it is in use), and 빌려 준 마지막 날 (`lentUntil` '' without end; left out:
   * as it is).
   */
  'device.change': defineCall({
    room: 'write',
    roles: admin,
    input: z.object({ id: recordId, seen: formSeen, name: line, endedOn: line, lentUntil: line.optional() }),
    output: z.object({ id: recordId }),
    logs: ({ id, lentUntil }) => ({
      act: 'change',
      recordType: 'device',
      ids: [id],
      ...(lentUntil === undefined ? {} : { detail: { lentUntil: lentUntil || null } }),
    }),
  }),
  /** 사무실 노트북으로 정하기. Refuses with `notForOffice` for one that is lent, returned, called back or shut out. */
  'device.nameOffice': defineCall({
    room: 'write',
    roles: admin,
    input: z.object({ id: recordId }),
    output: z.object({ id: recordId }),
    logs: ({ id }) => ({ act: 'change', recordType: 'device', ids: [id], detail: { what: 'officeLaptop' } }),
  }),
} as const;
