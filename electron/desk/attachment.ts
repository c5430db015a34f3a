import { randomBytes, randomUUID } from 'node:crypto';
import { asksResidentCheck, isSensitiveKind } from '../../shared/codes/attachment.ts';
import type { AttachmentRecord } from '../../shared/contract/attachment.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { AttachmentPage } from '../../shared/model/attachment.ts';
import { mostPageBytes, mostPages, readAttachment } from '../../shared/model/attachment.ts';
import { refuse, Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { blobNames } from '../store/attachmentBlobs.ts';
import { keepPages, pageHash, pagesHere, readPage } from '../store/attachmentPages.ts';
import type { AttachmentDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needAttachment, needConsultation, needPerson, seesAttachment, seesSensitive } from '../store/visibility.ts';
import { codesOf } from './code.ts';
import { hasConsent } from './consent.ts';
import { staffName } from './person.ts';

/** Bytes of the key with which a document's pages are encrypted when they travel. */
const keyBytes = 32;

/** More documents than a person has; an answer stays under 100 kB. */
const mostShown = 100;

/** A page that main has checked and written anew. */
export interface CleanPage extends Omit<AttachmentPage, 'sha256' | 'bytes'> {
  readonly content: Uint8Array;
}

/** What main asks of the writer to keep a document. */
export interface AttachmentOrder extends Omit<Input<'attachment.save'>, 'token' | 'pages'> {
  readonly pages: readonly CleanPage[];
}

/** 민감정보 is for those who may see it, and comes in only while the person's consent holds (법 제23조). */
function mustBeAllowed(store: ReadableStore, actor: Actor, personId: number, kind: string): void {
  if (!isSensitiveKind(kind)) return;
  if (!seesSensitive(store, actor, personId)) refuse('notYourCase');
  if (!hasConsent(store, personId, 'sensitive')) refuse('needsConsent');
}

/** Keeps a document of a person: its record and its pages, in the transaction of the writer. */
export function addAttachment(
  store: WritableStore,
  actor: Actor,
  { personId, consultationId, kind, title, residentChecked, pages }: AttachmentOrder,
): Output<'attachment.save'> {
  needPerson(store, actor, personId);
  const person = store.uuidOf('person', personId);
  if (consultationId !== undefined && needConsultation(store, actor, consultationId).person !== person)
    refuse('notFound');
  const reading = readAttachment({ kind, title, residentChecked: residentChecked ? '1' : '' }, codesOf(store));
  if (!reading.ok) throw new Refusal(reading.problem);
  mustBeAllowed(store, actor, personId, kind);
  if (pages.length === 0 || pages.length > mostPages) refuse('attachmentPage');
  if (pages.some(({ content }) => content.length > mostPageBytes)) refuse('attachmentPage');
  const uuid = randomUUID();
  const key = randomBytes(keyBytes).toString('base64');
  const contents = pages.map(({ content }) => content);
  const id = store.insert(
    'attachment',
    {
      kind: reading.value.kind,
      title: reading.value.title,
      pages: pages.map(({ content, ...page }) => ({ ...page, bytes: content.length, sha256: pageHash(content) })),
      key,
      blobs: blobNames({ attachment: uuid, key }, contents),
      ...checked(store, actor, reading.value.residentChecked),
      person,
      consultation: consultationId === undefined ? null : store.uuidOf('consultation', consultationId),
      archivedAt: null,
    },
    uuid,
  );
  keepPages(store, uuid, contents);
  return { id };
}

/** "주민번호 가림 확인" as the record keeps it. */
function checked(store: ReadableStore, { userId }: Actor, said: boolean) {
  return {
    residentCheckedBy: said ? store.uuidOf('staff', userId) : null,
    residentCheckedAt: said ? store.now : null,
  };
}

export function attachmentsOfPerson(
  store: ReadableStore,
  actor: Actor,
  { personId, archived = false }: Input<'attachment.ofPerson'>,
): Output<'attachment.ofPerson'> {
  needPerson(store, actor, personId);
  const ids = store
    .sql('SELECT id FROM attachment WHERE person_id = ? AND archived <= ? ORDER BY id DESC')
    .pluck()
    .all(personId, archived ? 1 : 0) as number[];
  const seen = ids.filter((id) => seesAttachment(store, actor, id));
  return {
    attachments: seen.slice(0, mostShown).map((id) => shown(store, personId, id, store.need('attachment', id))),
    more: seen.length > mostShown,
  };
}

function shown(store: ReadableStore, personId: number, id: number, doc: AttachmentDoc): AttachmentRecord {
  const { kind, title, pages, consultation, createdBy, createdAt, archivedAt } = doc;
  const { residentCheckedBy: by, residentCheckedAt: at } = doc;
  return {
    id,
    personId,
    consultationId: consultation === null ? null : store.idOf('consultation', consultation),
    kind,
    title,
    pages: pages.map(({ sha256: _sha256, ...page }) => page),
    bytes: pages.reduce((sum, { bytes }) => sum + bytes, 0),
    pagesHere: pagesHere(store, store.uuidOf('attachment', id), pages),
    residentChecked: by === null || at === null ? null : { by: staffName(store, by), at },
    createdBy: staffName(store, createdBy),
    createdAt,
    archivedAt,
    seen: store.formRead('attachment', id),
  };
}

/** One page of a document, for its reader's eyes or for a file. */
export interface OpenedPage extends AttachmentPage {
  readonly personId: number;
  /** How many pages the document has. */
  readonly of: number;
  readonly content: Uint8Array;
}

/** Refuses with `notFound` a document that does not exist for the actor, or a page that it does not have. */
export function openPage(store: ReadableStore, actor: Actor, { id, page }: Input<'attachment.open'>): OpenedPage {
  const { pages, person } = needAttachment(store, actor, id);
  const said = pages[page - 1] ?? refuse('notFound');
  return {
    ...said,
    personId: store.idOf('person', person) ?? refuse('notFound'),
    of: pages.length,
    content: readPage(store, store.uuidOf('attachment', id), page, said),
  };
}

export function changeAttachment(
  store: WritableStore,
  actor: Actor,
  { id, seen, kind, title, residentChecked = false }: Input<'attachment.change'>,
): Output<'attachment.change'> {
  const doc = needAttachment(store, actor, id);
  const personId = store.idOf('person', doc.person) ?? refuse('notFound');
  const before = doc.residentCheckedAt !== null;
  const reading = readAttachment(
    {
      kind: kind ?? doc.kind,
      title: title ?? doc.title ?? '',
      residentChecked: before || residentChecked ? '1' : '',
    },
    codesOf(store),
  );
  if (!reading.ok) throw new Refusal(reading.problem);
  if (reading.value.kind !== doc.kind) mustBeAllowed(store, actor, personId, reading.value.kind);
  const says = !before && residentChecked && asksResidentCheck(reading.value.kind);
  store.change(
    'attachment',
    id,
    {
      ...(kind === undefined ? {} : { kind: reading.value.kind }),
      ...(title === undefined ? {} : { title: reading.value.title }),
      ...(says ? checked(store, actor, true) : {}),
    },
    seen,
  );
  return { id, personId };
}

export function archiveAttachment(
  store: WritableStore,
  actor: Actor,
  { id, undo }: Input<'attachment.archive'>,
): Output<'attachment.archive'> {
  const { person } = needAttachment(store, actor, id);
  store.change('attachment', id, { archivedAt: undo ? null : store.now });
  return { id, personId: store.idOf('person', person) ?? refuse('notFound') };
}
