import type { Input, Output } from '../../shared/contract/index.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { Refusal } from '../../shared/model/problem.ts';
import { projectFields, readProject } from '../../shared/model/project.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

export function listProjects(
  store: ReadableStore,
  actor: Actor,
  _input: Input<'project.list'>,
): Output<'project.list'> {
  const rows = store.sql('SELECT id, uuid, doc FROM project ORDER BY year DESC, name_sort, id').all() as {
    id: number;
    uuid: string;
    doc: string;
  }[];
  const projects = rows.map(({ id, uuid, doc }) => ({
    id,
    uuid,
    fields: projectFields.parse(JSON.parse(doc)),
    seen: store.formRead('project', id),
  }));
  // The rows of one counsellor stand together by day: this reads a handful.
  const last = store
    .sql(
      `SELECT coalesce(corrected, doc) ->> '$.project' AS project FROM consultation WHERE counsellor_id = ?
       ORDER BY day DESC, time DESC, id DESC LIMIT 1`,
    )
    .get(actor.userId) as { project: string | null } | undefined;
  const open = projects.filter(({ fields }) => !fields.closed);
  const usual = open.find(({ uuid }) => uuid === last?.project) ?? (open.length === 1 ? open[0] : undefined);
  return { projects, usual: usual?.uuid ?? null };
}

export function saveProject(store: WritableStore, _actor: Actor, input: Input<'project.save'>): Output<'project.save'> {
  const reading = readProject(input.project);
  if (!reading.ok) throw new Refusal(reading.problem);
  if (input.id === null) return { id: store.insert('project', reading.value) };
  const changed = input.before === null ? reading.value : changedFields(readProject(input.before), reading.value);
  store.change('project', input.id, changed, input.seen ?? undefined);
  return { id: input.id };
}
