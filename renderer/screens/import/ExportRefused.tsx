import { useState } from 'react';
import { useDesk } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../app/classes.ts';
import styles from './ExportRefused.module.css';
import type { ImportList } from '../../../shared/contract/import.ts';
import { count, listWords } from './words.ts';

const c = classes(styles);

/** 거절된 행 엑셀로 저장: as they were in the file, each with its reason, so that they can be mended and imported again. */
export function ExportRefused({
  list,
  job,
  refused,
}: {
  readonly list: ImportList;
  readonly job: string;
  readonly refused: number;
}) {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ tone: 'success' | 'danger'; text: string } | null>(null);
  const save = () => {
    setBusy(true);
    void desk.call(`${list}Import.exportRefused`, { job }).then((answer) => {
      setBusy(false);
      if (!answer.ok) setTold({ tone: 'danger', text: answer.problem.message });
      else if (answer.value.file !== null)
        setTold({ tone: 'success', text: `거절된 ${count(refused)}행을 저장했습니다: ${answer.value.file}` });
    });
  };
  return (
    <div className={c('export')}>
      <Button onPress={save} isBusy={busy}>
        거절된 행 엑셀로 저장
      </Button>
      <p className={c('note')}>
        고친 뒤 그 파일을 다시 가져오면 됩니다. 이미 들어온 {listWords[list].oneIs} 두 번 들어오지 않습니다.
      </p>
      {told && (
        <div className={c('told')}>
          <Banner tone={told.tone} urgent>
            {told.text}
          </Banner>
        </div>
      )}
    </div>
  );
}
