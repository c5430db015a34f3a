import { companyKey } from '../korean/name.ts';
import type { ConsentFields } from '../model/consent.ts';
import type { ConsentItem } from '../model/consentTemplate.ts';
import { consentItems } from '../model/consentTemplate.ts';

/**
 * An event with what orders those said in one minute: its place among all that was recorded, in the order of replication.
 * Not the instant: a laptop whose clock is behind would take back what it had before its eyes (behaviours N4).
 */
export interface ConsentEvent extends ConsentFields {
  readonly order: number;
}

export interface ItemState {
  readonly item: ConsentItem;
  readonly state: 'none' | 'granted' | 'refused' | 'withdrawn';
  /** Who may be given the data now; of 제3자 제공 only. */
  readonly recipients: readonly string[];
  /** What made it so; null while nothing was said. */
  readonly by: ConsentEvent | null;
}

/** Oldest first: by the day and time at which it was said, then as it was recorded. */
export function asSaid<E extends ConsentEvent>(events: readonly E[]): E[] {
  const key = ({ day, time }: E): string => `${day} ${time}`;
  return events.toSorted((a, b) => (key(a) === key(b) ? a.order - b.order : key(a) < key(b) ? -1 : 1));
}

/** One name however its legal form is written. */
function keyOf(recipient: string): string {
  return companyKey(recipient) || recipient.trim();
}

/**
 * What a person has consented to, out of all that they said (C5): the last word on an item holds; a withdrawal stops it
 * at once; recipients of 제3자 제공 are granted and withdrawn each by name, and a refusal ends them all.
 */
export function consentState(events: readonly ConsentEvent[]): readonly ItemState[] {
  const states = new Map<ConsentItem, ItemState>();
  const recipients = new Map<string, string>();
  for (const event of asSaid(events)) {
    for (const { item, granted } of event.answers) {
      if (item === 'thirdParty') {
        const named = event.recipients.map((name) => [keyOf(name), name] as const);
        if (event.act === 'answered' && granted) for (const [key, name] of named) recipients.set(key, name);
        else if (event.act === 'withdrawn' && named.length > 0) for (const [key] of named) recipients.delete(key);
        else recipients.clear();
      }
      const still = item === 'thirdParty' && recipients.size > 0;
      const state =
        still || (event.act === 'answered' && granted) ? 'granted' : event.act === 'answered' ? 'refused' : 'withdrawn';
      states.set(item, { item, state, by: event, recipients: item === 'thirdParty' ? [...recipients.values()] : [] });
    }
  }
  return consentItems.map((item) => states.get(item) ?? { item, state: 'none', recipients: [], by: null });
}

/** Whether the person's word covers an item now; 제3자 제공 only for a recipient who was named. */
export function covers(events: readonly ConsentEvent[], item: ConsentItem, recipient?: string): boolean {
  const found = consentState(events).find((each) => each.item === item);
  if (found?.state !== 'granted') return false;
  if (item !== 'thirdParty') return true;
  return recipient !== undefined && found.recipients.some((name) => keyOf(name) === keyOf(recipient));
}
