import type { ConsentItem, NoticeItem, Template, TemplateItem } from '../../../shared/model/consentTemplate.ts';
import { itemPartLabels, itemParts, templateOn } from '../../../shared/model/consentTemplate.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useAsk } from '../../app/queries.tsx';
import styles from './PersonSections.module.css';

const c = classes(styles);
const none: readonly Template[] = [];

/** The words of the notice and of the consent form that are in use today. */
export function useTemplateItem(): (key: NoticeItem | ConsentItem) => TemplateItem | undefined {
  const day = today(useClock());
  const all = useAsk('consent.templates', {}).data?.templates ?? none;
  const items = [...templateOn(all, 'notice', day).items, ...templateOn(all, 'consent', day).items];
  return (key) => items.find((item) => item.key === key);
}

/** 처리근거 of what a section holds: the law it rests on, why, how long it is kept, and what refusing means. */
export function Basis({ item }: { readonly item: NoticeItem | ConsentItem }) {
  const words = useTemplateItem()(item);
  if (!words) return null;
  return (
    <details className={c('basis')}>
      <summary>처리근거</summary>
      {itemParts.map((part) => (
        <p key={part}>
          <strong>{itemPartLabels[part]}</strong> {words[part]}
        </p>
      ))}
    </details>
  );
}
