import type { CallName } from '../../../shared/contract/index.ts';

/**
 * The calls with roles that a laptop still answers whose 빌린 기간 is over or that is called back (ADR 0048): how it stands, and
 * the ways by which it hands over. All others, those to come as well, are refused: they show or change records, or take
 * them away on paper and in files.
 */
export const answeredWhileLeaving: ReadonlySet<CallName> = new Set<CallName>([
  'lease.state',
  'lease.confirmDay',
  'lease.extend',
  'sync.state',
  'sync.now',
  'sync.enrol',
  'exchange.state',
  'exchange.now',
  'exchange.chooseFolder',
  'exchange.choose',
  'exchange.dropFolder',
  'event.state',
  'event.open',
  'event.close',
  'event.join',
  'event.leave',
]);
