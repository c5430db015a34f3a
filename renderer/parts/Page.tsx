import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { classes } from '../app/classes.ts';
import { isElsewhere } from './focus.ts';
import styles from './Page.module.css';

const c = classes(styles);

/**
 * A screen: its heading, what can be done, then its content. `toolbar` stands over the content, and beside the heading
 * where large text leaves little height. `fills` gives the content the height that is left (lists);
 * others scroll. The heading takes the keyboard when the screen opens unless `focusElsewhere` (a grid or a field does).
 */
export function Page({
  title,
  aside,
  actions,
  toolbar,
  children,
  fills = false,
  focusElsewhere = false,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  readonly toolbar?: ReactNode;
  readonly children: ReactNode;
  readonly fills?: boolean;
  readonly focusElsewhere?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!focusElsewhere && !isElsewhere()) heading.current?.focus();
  }, [focusElsewhere]);
  return (
    <div className={c('page')} data-fills={fills || undefined}>
      <div className={c('head')}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside && <div className={c('aside')}>{aside}</div>}
        {actions && <div className={c('actions')}>{actions}</div>}
        {toolbar && <div className={c('toolbar')}>{toolbar}</div>}
      </div>
      {children}
    </div>
  );
}

/** A part of a screen with its own heading. */
export function Section({
  title,
  aside,
  actions,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={c('section')} aria-label={title}>
      <div className={c('head')}>
        <h2>{title}</h2>
        {aside && <div className={c('aside')}>{aside}</div>}
        {actions && <div className={c('actions')}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** A white card for what belongs together. */
export function Card({ children }: { readonly children: ReactNode }) {
  return <div className={c('card')}>{children}</div>;
}

/** What a card is about, with its badges beside it. Its level is that of the heading over it, and one. */
export function CardTitle({ level = 3, children }: { readonly level?: 2 | 3; readonly children: ReactNode }) {
  const Heading = `h${level}` as const;
  return <Heading className={c('cardTitle')}>{children}</Heading>;
}

/** Names and values of a record; what is not known is told as `–`. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={c('facts')}>
      {facts.map(([name, value]) => (
        <div key={name} className={c('fact')}>
          <dt>{name}</dt>
          <dd>{value === null || value === '' || value === undefined ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
