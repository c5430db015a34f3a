import type { Output } from '../../shared/contract/index.ts';
import type { Template } from '../../shared/model/consentTemplate.ts';
import { templateOn } from '../../shared/model/consentTemplate.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore } from '../store/store.ts';
import { consentOfPerson, listTemplates } from './consent.ts';

/** What stands on a 처리 고지와 동의서: the words, and on a filled one what the person has said. */
export interface ConsentPaper {
  readonly notice: Template;
  readonly consent: Template;
  readonly said: Output<'consent.ofPerson'> | null;
}

/**
 * A blank form has today's words; a filled one those under which the person last answered, today's where they never did.
 * Refuses with `notFound` a person who does not exist for the actor.
 */
export function consentPaper(
  store: ReadableStore,
  actor: Actor,
  { person, filled }: { readonly person: number; readonly filled: boolean },
): ConsentPaper {
  const { templates } = listTemplates(store);
  const said = filled ? consentOfPerson(store, actor, { id: person }) : null;
  const answered = said?.events.find(({ act }) => act === 'answered');
  const noticed = said?.events.find(({ notice }) => notice !== null);
  const words = (kind: 'notice' | 'consent', key: string | null | undefined): Template =>
    templates.find((each) => each.key === key) ?? templateOn(templates, kind, store.today);
  return { notice: words('notice', noticed?.notice), consent: words('consent', answered?.template), said };
}
