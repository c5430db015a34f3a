import type { Input, Output } from '../../shared/contract/index.ts';
import { companyPartKinds } from '../../shared/contract/companyPart.ts';
import type { Draft, DraftSubject } from '../../shared/contract/draft.ts';
import { newPartDrafts, partOfDraft } from '../../shared/contract/draft.ts';
import { personSections } from '../../shared/model/personSections.ts';
import type { Actor } from '../../shared/model/role.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { seesConsultation, seesPerson, seesSensitive } from '../store/visibility.ts';

/** The key of "about nothing yet": a form for a new record. */
const fresh = 0;

interface Row {
  form: DraftSubject['form'];
  about: number;
  content: string;
  savedAt: number;
}

/** The company on whose page a draft of a part goes on; null where the company is not there, or the part was taken off. */
function companyOf(store: ReadableStore, form: DraftSubject['form'], about: number): number | null {
  const part = partOfDraft(form);
  if (part === null) return null;
  const found = part.isNew
    ? store.sql('SELECT id FROM company WHERE id = ?').pluck().get(about)
    : store.sql(`SELECT company_id FROM ${part.kind} WHERE id = ? AND removed = 0`).pluck().get(about);
  return typeof found === 'number' ? found : null;
}

/** Whether a draft is about nobody yet, or about a record that exists for its author: else it rests unseen. */
function sees(store: ReadableStore, actor: Actor, form: DraftSubject['form'], about: number): boolean {
  if (form === 'sensitive') return about !== fresh && seesSensitive(store, actor, about);
  if (form === 'correction') return about !== fresh && seesConsultation(store, actor, about);
  if (partOfDraft(form) !== null) return companyOf(store, form, about) !== null;
  return about === fresh || form === 'company' || seesPerson(store, actor, about);
}

/** Keeps what has been typed so far; each user's own, on this laptop only, never synced. */
export function saveDraft(
  store: WritableStore,
  actor: Actor,
  { subject, values }: Input<'draft.save'>,
): Output<'draft.save'> {
  if (!sees(store, actor, subject.form, subject.about ?? fresh)) refuse('notFound');
  store
    .sql(
      `INSERT INTO draft (user_id, form, about, content, saved_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (user_id, form, about) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
    )
    .run(actor.userId, subject.form, subject.about ?? fresh, JSON.stringify(values), store.now);
  return { savedAt: store.now };
}

export function discardDraft(
  store: WritableStore,
  actor: Actor,
  { subject }: Input<'draft.discard'>,
): Output<'draft.discard'> {
  const gone = store
    .sql('DELETE FROM draft WHERE user_id = ? AND form = ? AND about = ?')
    .run(actor.userId, subject.form, subject.about ?? fresh);
  if (gone.changes > 0) store.touch('draft', subject.about ?? fresh);
  return {};
}

const titles: Readonly<Partial<Record<Row['form'], string>>> = {
  person: '새 구직자',
  consultation: '상담일지',
  correction: '상담 고치기',
  company: '새 기업',
  study: personSections.study.title,
  wish: personSections.wish.title,
  stay: personSections.stay.title,
  support: personSections.support.title,
  sensitive: '민감정보',
  consent: '고지와 동의',
};

function title(store: ReadableStore, row: Row, companyId: number | null, values: Record<string, string>): string {
  const named = titles[row.form] ?? '';
  if (companyId !== null) return store.get('company', companyId)?.name ?? named;
  if (row.about === fresh) return values['name'] || named;
  // Its talk says whose it is; it waits there.
  if (row.form === 'correction') return named;
  const about = row.form === 'company' ? store.get('company', row.about) : store.get('person', row.about);
  return about?.name ?? named;
}

function toDraft(store: ReadableStore, row: Row): Draft {
  const values = JSON.parse(row.content) as Record<string, string>;
  const companyId = companyOf(store, row.form, row.about);
  return {
    subject: { form: row.form, about: row.about === fresh ? null : row.about },
    values,
    savedAt: row.savedAt,
    title: title(store, row, companyId, values),
    companyId,
  };
}

/** Drafts that a list shows. */
const mostListed = 50;

const columns = 'SELECT form, about, content, saved_at AS savedAt FROM draft WHERE user_id = ?';

export function getDraft(store: ReadableStore, actor: Actor, { subject }: Input<'draft.get'>): Output<'draft.get'> {
  if (!sees(store, actor, subject.form, subject.about ?? fresh)) return { draft: null };
  const row = store
    .sql(`${columns} AND form = ? AND about = ?`)
    .get(actor.userId, subject.form, subject.about ?? fresh);
  return { draft: row ? toDraft(store, row as Row) : null };
}

export function listDrafts(store: ReadableStore, actor: Actor): Output<'draft.list'> {
  const rows = store
    .sql(`${columns} AND form <> 'correction' ORDER BY saved_at DESC LIMIT 200`)
    .all(actor.userId) as Row[];
  const seen = rows.filter(({ form, about }) => sees(store, actor, form, about));
  return { drafts: seen.slice(0, mostListed).map((row) => toDraft(store, row)) };
}

/** Parts of a company that the actor began to write and did not save. */
export function draftsOfCompany(
  store: ReadableStore,
  actor: Actor,
  { companyId }: Input<'draft.ofCompany'>,
): Output<'draft.ofCompany'> {
  const parts = companyPartKinds.flatMap((kind) => {
    const rows = store
      .sql(
        `SELECT NULL AS id FROM draft WHERE user_id = @user AND form = @added AND about = @company
         UNION ALL
         SELECT d.about FROM draft d JOIN ${kind} p ON p.id = d.about
           WHERE d.user_id = @user AND d.form = @changed AND p.company_id = @company AND p.removed = 0`,
      )
      .all({ user: actor.userId, company: companyId, added: newPartDrafts[kind], changed: kind }) as {
      id: number | null;
    }[];
    return rows.map(({ id }) => ({ kind, id }));
  });
  return { parts };
}
