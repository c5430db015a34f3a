import { classes } from '../../app/classes.ts';
import styles from './Numbers.module.css';
import { count } from './words.ts';

const c = classes(styles);

export interface NumberShown {
  readonly label: string;
  readonly value: number;
  readonly tone?: 'accent' | 'warning' | 'danger';
}

/** Numbers side by side, each under its name; the colour only repeats the name. */
export function Numbers({ numbers }: { readonly numbers: readonly NumberShown[] }) {
  return (
    <dl className={c('numbers')}>
      {numbers.map(({ label, value, tone }) => (
        <div key={label} className={c('number')} data-tone={value === 0 ? undefined : tone}>
          <dt>{label}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How often each thing occurs, in a small table. */
export function CountTable({
  title,
  head,
  rows,
}: {
  readonly title: string;
  readonly head: string;
  readonly rows: readonly { readonly name: string; readonly count: number }[];
}) {
  if (rows.length === 0) return null;
  return (
    <table className={c('table')}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className={c('count')}>
            수
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td className={c('count')}>{count(row.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
