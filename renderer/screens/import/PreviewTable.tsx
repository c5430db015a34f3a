import { useEffect, useId, useRef } from 'react';
import { classes } from '../../app/classes.ts';
import type { Mapping, PreviewField, PreviewSheet } from './columns.ts';
import { columnLetters, widthOf } from './columns.ts';
import styles from './PreviewTable.module.css';

const c = classes(styles);

/**
 * The first rows of a sheet as they are in the file. One radio a row says which is the header: ↑↓ change it. Above each
 * column stands the field that it is connected to.
 */
export function PreviewTable({
  sheet,
  fields,
  mapping,
  headerRow,
  onHeader,
}: {
  readonly sheet: PreviewSheet;
  readonly fields: readonly PreviewField[];
  readonly mapping: Mapping;
  readonly headerRow: number | null;
  readonly onHeader: (row: number) => void;
}) {
  const group = useId();
  const box = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  // A header far down is in sight from the beginning, with the row above it.
  useEffect(() => {
    const row = table.current?.querySelector<HTMLElement>('tr[data-header]');
    const head = table.current?.tHead;
    if (!box.current || !row || !head) return;
    const above = row.offsetTop - head.offsetHeight - row.offsetHeight;
    if (row.offsetTop + row.offsetHeight > box.current.scrollTop + box.current.clientHeight)
      box.current.scrollTop = above;
  }, []);
  const columns = Array.from({ length: widthOf(sheet) }, (_, column) => column);
  const labelOf = (column: number) => fields.find(({ key }) => mapping[key] === column)?.label;
  return (
    <div className={c('scroll')} ref={box}>
      <table className={c('table')} ref={table}>
        <caption className="aside">파일의 처음 줄들. 머리글 줄을 고르십시오.</caption>
        <thead>
          <tr>
            <th scope="col" className={c('corner')}>
              머리글
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" data-used={labelOf(column) !== undefined || undefined}>
                <span className={c('letters')}>{columnLetters(column)}</span>
                {labelOf(column) ?? '쓰지 않음'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.head.map((row, index) => (
            <tr
              key={`${group}-${index}`}
              data-header={index === headerRow || undefined}
              data-skipped={(headerRow !== null && index < headerRow) || undefined}
            >
              <td className={c('choice')}>
                <input
                  type="radio"
                  name={group}
                  checked={index === headerRow}
                  aria-label={`${index + 1}번째 줄: ${row
                    .filter((text) => text !== '')
                    .slice(0, 4)
                    .join(', ')}`}
                  onChange={() => onHeader(index)}
                />
              </td>
              {columns.map((column) => (
                <td key={column}>
                  <span className={c('text')}>{row[column]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
