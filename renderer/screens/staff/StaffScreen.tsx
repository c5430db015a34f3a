import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { OneTimePassword, StaffRow } from '../../../shared/contract/staff.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { roles } from '../../../shared/model/role.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { AccountDialog } from './AccountDialog.tsx';
import { HelpersDialog } from './HelpersDialog.tsx';
import { NewAccountDialog } from './NewAccountDialog.tsx';
import { OneTimeDialog } from './OneTimeDialog.tsx';
import { spanText, statuses } from './show.ts';
import styles from './StaffScreen.module.css';
import { useStaff } from './useStaff.ts';

const c = classes(styles);

/** What stands open over the list. */
type Open =
  | { readonly name: 'new' }
  | { readonly name: 'helpers' }
  | { readonly name: 'account'; readonly id: number }
  | { readonly name: 'oneTime'; readonly made: readonly OneTimePassword[]; readonly helpersEnd: string | null };

function Row({
  row,
  takesFocus,
  onPress,
}: {
  readonly row: StaffRow;
  readonly takesFocus: boolean;
  readonly onPress: () => void;
}) {
  const status = statuses[row.status];
  return (
    <RowButton onPress={onPress} takesFocus={takesFocus}>
      <strong className={c('name')}>{row.name}</strong>
      <span className={c('login')}>{row.loginId}</span>
      <span className={c('role')}>{roles[row.role]}</span>
      <span className={c('status')}>
        <Badge tone={status.tone}>{status.name}</Badge>
      </span>
      <span className={c('rest')}>
        {[spanText(row), row.lastSignIn === null ? '' : `마지막 로그인 ${formatInstant(row.lastSignIn)}`]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
    </RowButton>
  );
}

/** 계정 관리: who may come in, as what and until when. Each change stands in the access log (안전성 확보조치 기준 §5). */
export function StaffScreen() {
  const { rows, problem, refetch, readAgain } = useStaff();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => {
    setOpen(null);
    readAgain();
  };
  useShortcut('newInList', () => setOpen({ name: 'new' }), open === null);
  const account = open?.name === 'account' ? rows?.find(({ id }) => id === open.id) : undefined;
  const working = rows?.filter(({ status }) => status !== 'ended') ?? [];
  const ended = rows?.filter(({ status }) => status === 'ended') ?? [];
  const madeHelpers = (made: Output<'staff.createHelpers'>) =>
    setOpen({ name: 'oneTime', made: made.helpers, helpersEnd: made.endsOn });
  const oneTime = (made: OneTimePassword) => setOpen({ name: 'oneTime', made: [made], helpersEnd: null });
  return (
    <Page
      title="계정 관리"
      aside={rows && `${working.length}명`}
      focusElsewhere={working.length > 0}
      actions={
        <>
          <Button kind="main" keys="N" onPress={() => setOpen({ name: 'new' })}>
            새 계정
          </Button>
          <Button onPress={() => setOpen({ name: 'helpers' })}>박람회 도우미 여러 명</Button>
        </>
      }
    >
      <ProblemBanner problem={problem} onReadAgain={refetch} />
      {!rows && !problem && <Skeleton lines={6} label="계정을 읽는 중입니다." />}
      {rows && (
        <RowArea>
          <RowList label="계정">
            {working.map((row, index) => (
              <Row
                key={row.id}
                row={row}
                takesFocus={index === 0}
                onPress={() => setOpen({ name: 'account', id: row.id })}
              />
            ))}
          </RowList>
          {ended.length > 0 && (
            <Section title="끝난 계정" aside={`${ended.length}명`}>
              <RowList label="끝난 계정">
                {ended.map((row) => (
                  <Row
                    key={row.id}
                    row={row}
                    takesFocus={false}
                    onPress={() => setOpen({ name: 'account', id: row.id })}
                  />
                ))}
              </RowList>
            </Section>
          )}
        </RowArea>
      )}
      {open?.name === 'new' && <NewAccountDialog onClose={close} onMade={oneTime} />}
      {open?.name === 'helpers' && <HelpersDialog onClose={close} onMade={madeHelpers} />}
      {account && (
        <AccountDialog key={`${account.id} ${account.seen}`} row={account} onClose={close} onReset={oneTime} />
      )}
      {open?.name === 'oneTime' && <OneTimeDialog made={open.made} helpersEnd={open.helpersEnd} onClose={close} />}
    </Page>
  );
}
