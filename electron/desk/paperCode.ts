import type { PrintDocument } from '../../shared/contract/print.ts';
import type { PaperKind } from '../../shared/model/paperCode.ts';
import { paperCode } from '../../shared/model/paperCode.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needPerson } from '../store/visibility.ts';
import { consentPaper } from './consentPaper.ts';
import { laptopNumber } from './device.ts';

/** A document about one person: it carries a barcode by which a scan of it finds them again (behaviours W3). */
export type PersonDocument = Extract<PrintDocument, { readonly kind: PaperKind }>;

/**
 * What the sheet looked like when it was printed, so that a scan is read by the same layout. A changed layout is a new
 * number; of a consent form it is the versions whose words stand on it.
 */
const layouts: Readonly<Record<Exclude<PaperKind, 'consentForm'>, string>> = {
  personCard: '1',
  jobApplication: '1',
  consultationLog: '1',
};

function templateOf(store: ReadableStore, actor: Actor, document: PersonDocument): string {
  if (document.kind !== 'consentForm') return layouts[document.kind];
  const { notice, consent } = consentPaper(store, actor, document);
  return `${notice.key} ${consent.key}`;
}

/** The next number of a paper of this laptop, counted as 관리번호 are. */
function nextSequence(store: WritableStore): number {
  const { value } = store
    .sql(
      `INSERT INTO meta (key, value) VALUES ('paperNumber', '1')
       ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value`,
    )
    .get() as { value: string };
  return Number(value);
}

/**
 * Gives a document about a person its barcode and remembers whose it is. Refuses with `notFound` a person who does not
 * exist for the actor. A paper that is not printed after all leaves a code that nothing carries.
 */
export function allotPaperCode(store: WritableStore, actor: Actor, document: PersonDocument): string {
  const { kind, person } = document;
  needPerson(store, actor, person);
  const code = paperCode({ kind, laptop: laptopNumber(store), sequence: nextSequence(store) });
  store
    .sql('INSERT INTO paper_code (code, kind, person_uuid, template, printed_at, printed_by) VALUES (?, ?, ?, ?, ?, ?)')
    .run(code, kind, store.uuidOf('person', person), templateOf(store, actor, document), store.now, actor.userId);
  return code;
}
