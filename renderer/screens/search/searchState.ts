import type { SearchHit } from '../../../shared/contract/search.ts';

/** A heading of the results with its finds. */
export interface HitGroup {
  readonly kind: SearchHit['kind'];
  readonly title: string;
  readonly hits: readonly SearchHit[];
}

const titles: Readonly<Record<SearchHit['kind'], string>> = { person: '구직자', company: '기업', factory: '공장명부' };

/** Groups finds by kind; the group of the best find comes first, inside a group the order of the answer stays. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  return kinds.map((kind) => ({ kind, title: titles[kind], hits: hits.filter((hit) => hit.kind === kind) }));
}

/** The finds in the order in which they are shown, and so in which the arrow keys go. */
export function inShownOrder(hits: readonly SearchHit[]): SearchHit[] {
  return groupHits(hits).flatMap((group) => group.hits);
}
