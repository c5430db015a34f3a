import path from 'node:path';
import { app } from 'electron';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { counsellors } from '../../../shared/model/role.ts';
import { exportColumns, exportedRecord, exportFileName, holdsPeople } from '../../../shared/rules/listColumns.ts';
import type { ExportOrder, ExportPlan } from '../../desk/listExport.ts';
import type { ExportFile } from '../../desk/listExport.ts';
import { saveDialog } from '../dialogs.ts';
import { purposeOf } from './exportPurpose.ts';
import type { From } from '../from.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';

type ExportInput = Input<'list.export'>;

/**
 * 내보내기 of a list: the rows are settled first, then logged, then exactly those are written. Lists of people leave the
 * program by 상담사 and 관리자 only.
 */
export function listDesk(
  sessions: Pick<Sessions, 'store' | 'actor'>,
  now: () => number,
): (input: ExportInput, from: From) => Promise<Output<'list.export'>> {
  return async (input, from) => {
    const actor = from.actor ?? refuse('notSignedIn');
    const { list } = input.of;
    if (holdsPeople[list] && !counsellors.includes(actor.role)) refuse('notAllowed');
    const purpose = purposeOf(input, input.unmasked);
    if (!exportColumns[list].some(({ key }) => input.columns.includes(key)))
      refuse('checkFields', { fields: { columns: '내보낼 열을 하나 이상 골라 주십시오.' } });
    const store = await sessions.store();
    const order: ExportOrder = { of: input.of, ids: input.ids, sort: input.sort, direction: input.direction };
    const settle = async (): Promise<ExportPlan> =>
      (await store.job('heavy', 'list.plan', order, actor, now())) as ExportPlan;
    const { centre } = await settle();
    const options = {
      title: '내보내기',
      defaultPath: path.join(app.getPath('documents'), exportFileName(centre, list, todayInSeoul(now()))),
      filters: [{ name: '엑셀 파일', extensions: ['xlsx'] }],
    };
    const file = await saveDialog(from.sender, options);
    if (file === null) return { file, rows: 0 };
    stillHere(sessions, from);
    const plan = await settle();
    const detail = { list, unmasked: holdsPeople[list] && input.unmasked };
    // Before the file is there: an export that cannot be logged does not happen. Asked for at once, the lines are one commit.
    await Promise.all(
      plan.logged.map((portion) => {
        const entry = { act: 'export', recordType: exportedRecord[list], ...portion, purpose, detail } as const;
        return store.log({ userId: actor.userId, now: now(), entry });
      }),
    );
    const { columns, unmasked } = input;
    const sheet: ExportFile = { file, centre, purpose, list, ids: plan.ids, columns, unmasked };
    return { file, rows: (await store.job('heavy', 'list.write', sheet, actor, now())) as number };
  };
}
