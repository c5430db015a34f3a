import { useCallback, useState } from 'react';
import type { SyncTrouble } from '../../../shared/contract/sync.ts';
import { classes } from '../../app/classes.ts';
import { useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { useDeed } from '../../app/useDeed.ts';
import { useFocusKept } from '../../app/useFocusKept.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { CardTitle, Section } from '../../parts/Page.tsx';
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
  differs: '다른 노트북과 다름',
};

function exportedText(kind: SyncTrouble['kind']): string {
  return kind === 'differs'
    ? '보고서를 파일로 내보냈습니다. 개인정보는 들어 있지 않습니다.'
    : '파일로 내보냈습니다. 암호화된 파일이니 그대로 전하십시오.';
}

/** A person's word for an erasure that is larger than an ordinary day's. */
function AgreeDialog({ trouble, onClose }: { readonly trouble: SyncTrouble; readonly onClose: () => void }) {
  const desk = useDesk();
  const take = useTakeSync();
  const toast = useDeskState((state) => state.toast);
  const { id } = trouble;
  const agree = useCallback((password: string) => desk.call('sync.agree', { id, password }), [desk, id]);
  return (
    <Dialog title="파기 받아들이기" isOpen isQuestion isWide onClose={onClose} ownFoot>
      <Banner tone="danger">
        이 노트북에서도 기록 {count(trouble.rows ?? 0)}건을 파기합니다. 되돌릴 수 없습니다.
        {trouble.laptop === '' ? '' : ` ‘${trouble.laptop}’에서 파기한 직원에게 맞는지 먼저 물어보십시오.`}
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

/** Of 확인 필요: what the exchange itself could not do. None of it was dropped. */
export function TroubleSection({ rows }: { readonly rows: readonly SyncTrouble[] }) {
  const desk = useDesk();
  const take = useTakeSync();
  const toast = useDeskState((state) => state.toast);
  const { run, isBusy, problem } = useDeed();
  const [busy, setBusy] = useState<number | null>(null);
  const mayRetry = useMay('sync.retry');
  const mayExport = useMay('sync.exportTrouble');
  const mayAgree = useMay('sync.agree');
  const [agreeing, setAgreeing] = useState<number | null>(null);
  const keptFocus = useFocusKept();
  const retry = async (id: number) => {
    setBusy(id);
    const status = await run(() => desk.call('sync.retry', { id }));
    if (!status) return;
    take(status);
    toast({ text: '다시 시도했습니다. 풀린 것은 목록에서 사라집니다.', tone: 'done' });
  };
  const write = async ({ id, kind }: SyncTrouble) => {
    setBusy(id);
    const written = await run(() => desk.call('sync.exportTrouble', { id }));
    if (written?.file) toast({ text: exportedText(kind), tone: 'done' });
  };
  const asked = rows.find(({ id }) => id === agreeing);
  if (rows.length === 0) return null;
  return (
    <Section title="막힌 변경" aside={`${count(rows.length)}건`}>
      <p className={c('quiet')}>
        주고받지 못했거나 맞지 않는 것입니다. 버린 것은 없으며, 나머지는 그대로 주고받습니다.
      </p>
      <ProblemBanner problem={problem} />
      <div {...keptFocus}>
        <ul className={c('troubles')} aria-label="막힌 변경">
          {rows.map((row) => {
            const isMine = isBusy && busy === row.id;
            const title = [kinds[row.kind], row.laptop].filter((part) => part !== '').join(' · ');
            return (
              <li key={row.id} className={c('trouble')}>
                <div className={c('what')}>
                  <CardTitle>{title}</CardTitle>
                  <p>{row.reason}</p>
                  <p className={c('quiet')}>
                    {instantText(row.since)}부터{row.canRetry ? ` · ${count(row.tries)}번 시도` : ''}
                  </p>
                </div>
                <div className={c('buttons')}>
                  {row.canAgree && mayAgree && (
                    <Button kind="danger" onPress={() => setAgreeing(row.id)} isBusy={isMine}>
                      파기 받아들이기
                    </Button>
                  )}
                  {row.canRetry && mayRetry && (
                    <Button onPress={() => void retry(row.id)} isBusy={isMine}>
                      다시 시도
                    </Button>
                  )}
                  {row.canExport && mayExport && (
                    <Button onPress={() => void write(row)} isBusy={isMine}>
                      내보내기
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      </div>
      {asked && <AgreeDialog trouble={asked} onClose={() => setAgreeing(null)} />}
    </Section>
  );
}
