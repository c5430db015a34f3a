import type { PrintDocument, PrintKind } from '../../../shared/contract/print.ts';
import { consentForm } from './consentForm.ts';
import { consultationLog } from './consultationLog.ts';
import { helperPledges } from './helperPledges.ts';
import { jobApplication } from './jobApplication.ts';
import { logReview } from './logReview.ts';
import type { Paper, PaperDesk, PaperMaker } from './paper.ts';
import { personCard } from './personCard.ts';
import { recoveryKey } from './recoveryKey.ts';
import { securityStatus } from './securityStatus.ts';

const makers: { readonly [K in PrintKind]: PaperMaker<K> } = {
  recoveryKey,
  securityStatus,
  helperPledges,
  logReview,
  personCard,
  jobApplication,
  consultationLog,
  consentForm,
};

/** The paper of a document, of any kind. Refuses as its kind does (e.g. `notFound`). */
export function makePaper(desk: PaperDesk, document: PrintDocument): Paper {
  const make = makers[document.kind] as PaperMaker<PrintKind>;
  return make(desk, document);
}
