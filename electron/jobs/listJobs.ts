import { formatInstant } from '../../shared/korean/day.ts';
import { refuse } from '../../shared/model/problem.ts';
import { exportTitles, holdsPeople } from '../../shared/rules/listColumns.ts';
import type { ExportFile, ExportOrder } from '../desk/listExport.ts';
import { chosenColumns, exportedRows, planExport } from '../desk/listExport.ts';
import type { RunJob } from './index.ts';
import { writeTableXlsx } from '../paper/writeTable.ts';
import type { Engine } from '../store/store.ts';

/** What main asks of the heavy reader to export a list: first which rows, then the file of exactly those. */
export function listJobs(engine: Engine): Record<string, RunJob> {
  return {
    'list.plan': ({ actor, now, input }) => ({
      value: engine.db.transaction(() => planExport(engine.readable(now), actor, input as ExportOrder))(),
    }),
    'list.write': async ({ actor, now, input }) => {
      const { file, centre, purpose, ...sheet } = input as ExportFile;
      const { list, ids, columns, unmasked } = sheet;
      const head = chosenColumns(list, columns).map(({ title, width }) => ({ header: title, width }));
      const masked = holdsPeople[list] ? [unmasked ? '담당이 아닌 사람은 가림' : '개인정보 가림'] : [];
      const count = `${ids.length.toLocaleString('ko-KR')}건`;
      const titles = [
        [centre, exportTitles[list]].filter((part) => part !== '').join(' '),
        [`${formatInstant(now)} 기준`, count, ...masked, `작성 ${actor.name}`, `목적 ${purpose}`].join(' · '),
      ];
      const columnsOf = [{ header: '연번', width: 8 }, ...head];
      const rows = exportedRows(engine.readable(now), actor, sheet);
      const written = await writeTableXlsx(file, exportTitles[list], columnsOf, rows, { titles });
      if (written.ok) return { value: written.value };
      return refuse(written.problem.code === 'diskFull' ? 'diskFull' : 'fileNotWritten');
    },
  };
}
