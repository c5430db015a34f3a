import { z } from '../zod.ts';
import { consultationTemplateFields, consultationTemplateInput } from '../model/consultationTemplate.ts';
import { readers } from '../model/role.ts';
import { formSeen, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

const consultationTemplateRecord = z.object({
  /** Null while the centre has not changed one that comes with the program. */
  id: recordId.nullable(),
  /** The name of one that comes with the program; null for the centre's own. */
  key: z.string().nullable(),
  fields: consultationTemplateFields,
  seen: formSeen.nullable(),
});
export type ConsultationTemplateRecord = z.output<typeof consultationTemplateRecord>;

export const consultationTemplateCalls = {
  /** 상담 양식, by type, those no longer offered too. */
  'consultationTemplate.list': defineCall({
    room: 'read',
    roles: readers,
    input: nothing,
    output: z.object({ templates: z.array(consultationTemplateRecord) }),
    logs: 'nothing',
  }),
  'consultationTemplate.save': defineCall({
    room: 'write',
    roles: ['admin'],
    input: z.object({
      id: recordId.nullable(),
      /** Which of the program's templates is changed for the first time; null for another. */
      key: z.string().max(40).nullable(),
      seen: formSeen.nullable(),
      before: consultationTemplateInput.nullable(),
      template: consultationTemplateInput,
    }),
    output: z.object({ id: recordId }),
    logs: (_input, { id }) => ({ act: 'change', recordType: 'consultationTemplate', ids: [id] }),
  }),
} as const;
