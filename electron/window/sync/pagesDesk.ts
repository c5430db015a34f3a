import type { Output } from '../../../shared/contract/index.ts';
import { openDialog } from '../dialogs.ts';
import type { From } from '../from.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';
import { takePagesIn } from './takePages.ts';

/** The call of the screen: asks for the file, in a dialog of the system. */
export function pagesDesk(sessions: Pick<Sessions, 'actor' | 'store'>, now: () => number) {
  return {
    async importPages(from: From): Promise<Output<'sync.importPages'>> {
      const file = await openDialog(from.sender, {
        title: '내보낸 변경 가져오기',
        properties: ['openFile'],
        filters: [
          { name: '뿌리데스크 변경 파일', extensions: ['ppuri-pages'] },
          { name: '모든 파일', extensions: ['*'] },
        ],
      });
      if (file === null) return { file: null, sets: 0, refused: 0 };
      const actor = stillHere(sessions, from);
      return { file, ...(await takePagesIn(await sessions.store(), file, actor, now)) };
    },
  };
}
