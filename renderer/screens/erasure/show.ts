import type { ErasureLine } from '../../../shared/contract/erasure.ts';
import type { ErasedKind } from '../../../shared/model/erasure.ts';
import { erasedKindNames, erasedKinds, erasureReasons } from '../../../shared/model/erasure.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { dayText } from '../person/show.ts';

/** What is or would be destroyed, kinds of which there is none left out. */
export function countsText(counts: Readonly<Partial<Record<ErasedKind, number>>>): string {
  return erasedKinds
    .flatMap((kind) => {
      const n = counts[kind] ?? 0;
      return n > 0 ? [`${erasedKindNames[kind]} ${n.toLocaleString('ko-KR')}${kind === 'person' ? '명' : '건'}`] : [];
    })
    .join(' · ');
}

export function reasonName(code: string): string {
  return erasureReasons.find((reason) => reason.code === code)?.name ?? '';
}

/** What a laptop has said of one stage. */
export function doneText(at: number | null): string {
  return at === null ? '아직' : `파기함 ${formatInstant(at)}`;
}

/** The same of its backups; of this laptop's it is known by when. */
export function backupsText(
  { here, backups }: ErasureLine['laptops'][number],
  until: ErasureLine['backupsUntil'],
): string {
  if (backups !== null || !here || until === null) return doneText(backups);
  return `아직 (${dayText(until)}까지)`;
}

/** How many laptops have not said that both are done. */
export function laptopsLeft({ laptops }: ErasureLine): number {
  return laptops.filter(({ store, backups }) => store === null || backups === null).length;
}
