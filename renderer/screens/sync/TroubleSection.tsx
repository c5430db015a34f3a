import { useCallback, useState } from 'react';
import type { SyncTrouble } from '../../../shared/contract/sync.ts';
import { classes } from '../../app/classes.ts';
import { useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { useDeed } from '../../app/useDeed.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Card, CardTitle, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { WithPassword } from '../session/WithPassword.tsx';
import { count, instantText } from './show.ts';
import styles from './SyncScreen.module.css';
import { useTakeSync } from './useSync.ts';

const c = classes(styles);

const kinds: Readonly<Record<SyncTrouble['kind'], string>> = {
  refusedByHub: '허브가 받지 않음',
  refusedHere: '이 노트북이 받지 않음',
  erasure: '한꺼번에 파기',
  unreadable: '읽을 수 없음',
};

/** A person's word for an erasure that is larger than an ordinary day's. */
function AgreeDialog({ trouble, onClose }: { readonly trouble: SyncTrouble; readonly onClose: () => void }) {
  const desk = useDesk();
  const take = useTakeSync();
  const toast = useDeskState((state) => state.toast);
  const { id } = trouble;
  const agree = useCallback((password: string) => desk.call('sync.agree', { id, password }), [desk, id]);
  return (
    <Dialog title="파기를 받아들이기" isOpen isQuestion isWide onClose={onClose} ownFoot>
      <Banner tone="danger">
        이 노트북에서도 {count(trouble.rows ?? 0)}건을 파기합니다. 되돌릴 수 없습니다.
        {trouble.laptop === '' ? '' : ` ${trouble.laptop} 노트북에서 파기한 사람에게 맞는지 먼저 확인하십시오.`}
      </Banner>
      <WithPassword
        label={`${count(trouble.rows ?? 0)}건 파기`}
        deed={agree}
        onDone={(status) => {
          take(status);
          toast({ text: '파기를 받아들였습니다.', tone: 'done' });
          onClose();
        }}
        onClose={onClose}
        isDangerous
      />
    </Dialog>
  );
}

/** 확인 필요: what the exchange itself could not do. None of it was dropped. */
export function TroubleSection({ rows }: { readonly rows: readonly SyncTrouble[] }) {
  const desk = useDesk();
  const take = useTakeSync();
  const toast = useDeskState((state) => state.toast);
  const { run, isBusy, problem } = useDeed();
  const mayRetry = useMay('sync.retry');
  const mayExport = useMay('sync.exportTrouble');
  const mayAgree = useMay('sync.agree');
  const [agreeing, setAgreeing] = useState<number | null>(null);
  const retry = async (id: number) => {
    const status = await run(() => desk.call('sync.retry', { id }));
    if (status) take(status);
  };
  const write = async (id: number) => {
    const written = await run(() => desk.call('sync.exportTrouble', { id }));
    if (written?.file) toast({ text: '파일로 내보냈습니다.', tone: 'done' });
  };
  const asked = rows.find(({ id }) => id === agreeing);
  if (rows.length === 0) return null;
  return (
    <Section title="확인 필요" aside={`${count(rows.length)}건`}>
      <ProblemBanner problem={problem} />
      {rows.map((row) => (
        <Card key={row.id}>
          <CardTitle>{[kinds[row.kind], row.laptop].filter((part) => part !== '').join(' · ')}</CardTitle>
          <p>{row.reason}</p>
          <p className={c('quiet')}>
            {instantText(row.since)}부터{row.tries > 0 ? ` · ${count(row.tries)}번 시도` : ''}
          </p>
          <div className={c('buttons')}>
            {row.canAgree && mayAgree && (
              <Button kind="danger" onPress={() => setAgreeing(row.id)} isDisabled={isBusy}>
                파기 받아들이기
              </Button>
            )}
            {row.canRetry && mayRetry && (
              <Button onPress={() => void retry(row.id)} isDisabled={isBusy}>
                다시 시도
              </Button>
            )}
            {row.canExport && mayExport && (
              <Button onPress={() => void write(row.id)} isDisabled={isBusy}>
                내보내기
              </Button>
            )}
          </div>
        </Card>
      ))}
      {asked && <AgreeDialog trouble={asked} onClose={() => setAgreeing(null)} />}
    </Section>
  );
}
