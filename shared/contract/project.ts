import { z } from '../zod.ts';
import { projectFields, projectInput } from '../model/project.ts';
import { roleCodes } from '../model/role.ts';
import { formSeen, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

const projectRecord = z.object({
  id: recordId,
  /** Its name in the world: what activities carry. */
  uuid: z.string(),
  fields: projectFields,
  seen: formSeen,
});
export type ProjectRecord = z.output<typeof projectRecord>;

export const projectCalls = {
  /** The centre's 세부사업, newest year first; `usual` is the one this person's last consultation carried. */
  'project.list': defineCall({
    room: 'read',
    roles: roleCodes,
    input: nothing,
    output: z.object({ projects: z.array(projectRecord), usual: z.string().nullable() }),
    logs: 'nothing',
  }),
  'project.save': defineCall({
    room: 'write',
    roles: ['admin'],
    input: z.object({
      id: recordId.nullable(),
      seen: formSeen.nullable(),
      before: projectInput.nullable(),
      project: projectInput,
    }),
    output: z.object({ id: recordId }),
    logs: (_input, { id }) => ({ act: 'change', recordType: 'project', ids: [id] }),
  }),
} as const;
