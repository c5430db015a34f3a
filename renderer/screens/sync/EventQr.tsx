import { encode } from 'uqr';
import { classes } from '../../app/classes.ts';
import styles from './EventSection.module.css';

const c = classes(styles);
/** Light modules around a code, without which cameras do not find it. */
const border = 4;

/** The dark modules as one path, run by run. */
function pathOf(data: readonly (readonly boolean[])[]): string {
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const begin = x;
      while (row[x + 1]) x += 1;
      const run = x + 1 - begin;
      path += `M${begin} ${y}h${run}v1h-${run}z`;
    }
  }
  return path;
}

/** A QR code, dark on light in every colour scheme. What it says stands beside it as text as well. */
export function EventQr({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border, ecc: 'M' });
  return (
    <svg className={c('qr')} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path className={c('dark')} d={pathOf(data)} />
    </svg>
  );
}
