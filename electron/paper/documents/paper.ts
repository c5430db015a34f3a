import type { LogDetail } from '../../../shared/contract/define.ts';
import type { LogVerdict } from '../../../shared/contract/accessLog.ts';
import type { BackupStatus } from '../../../shared/contract/backup.ts';
import type { PrintDocument, PrintKind } from '../../../shared/contract/print.ts';
import type { DeviceFields } from '../../../shared/model/device.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { Html } from '../html.ts';

/** What main knows and the store does not; null where it could not be learnt, and the paper then says so. */
export interface PaperFacts {
  /** The centre's name as the vault has it, for a store without a centre record. */
  readonly centre: string;
  readonly version: string;
  /** What the program runs on, e.g. `Electron 45.4.1`. */
  readonly shell: string;
  readonly host: string;
  readonly dataFolder: string;
  readonly cipher: string | null;
  /** The centre's recovery key: its number, issued and confirmed (ms UTC). */
  readonly recovery: { readonly id: string; readonly issuedAt: number; readonly confirmedAt: number | null } | null;
  readonly backup: BackupStatus | null;
  /** What going through the whole access log came to. */
  readonly log: LogVerdict | null;
}

/** What a document is made from. It can read and nothing else. */
export interface PaperDesk {
  readonly store: ReadableStore;
  readonly actor: Actor;
  readonly facts: PaperFacts;
  readonly device: DeviceFields | null;
  /** The digits of this sheet's barcode; null for papers about nobody. */
  readonly code: string | null;
}

/** A document ready to be put on a sheet. */
export interface Paper {
  /** On the sheet, in the print queue and in the PDF: never a name or a number of a person. */
  readonly title: string;
  /** The middle of the PDF's file name, without blanks. */
  readonly fileName: string;
  /** Why it is printed, for the access log (안전성 확보조치 기준 §8, §12). */
  readonly purpose: string;
  /** Whose data is on it, and of what kind where that matters (민감정보): goes into the access log. */
  readonly about: { readonly recordType: string; readonly ids: readonly number[]; readonly detail?: LogDetail };
  readonly body: Html;
}

/** The document of one kind as the page asked for it. */
export type Asked<K extends PrintKind> = Extract<PrintDocument, { readonly kind: K }>;

/** One kind of document: reads what it needs, then makes its paper of that and of nothing else. */
export type PaperMaker<K extends PrintKind> = (desk: PaperDesk, asked: Asked<K>) => Paper;
