import { Page } from '../../parts/Page.tsx';
import { PrintButton } from '../../parts/PrintButton.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { useMay, useMayPrint } from '../../app/session.tsx';
import { CentreForm } from './CentreForm.tsx';
import { CentreShown } from './CentreShown.tsx';
import { KeysSection } from './KeysSection.tsx';
import { Laptops } from './Laptops.tsx';

/** 설정: the centre's profile, the security rules it has set itself, its laptops and its keys. */
export function SettingsScreen() {
  const centre = useAsk('centre.get', {});
  const mayChange = useMay('centre.change');
  const mayIssue = useMay('recovery.issue');
  const mayPrint = useMayPrint('securityStatus');
  const problem = problemOf(centre.error);
  const { data } = centre;
  return (
    <Page
      title="설정"
      aside={mayChange ? undefined : '관리자만 바꿀 수 있습니다.'}
      focusElsewhere={mayChange}
      actions={
        data && mayPrint && <PrintButton document={{ kind: 'securityStatus' }} name="보안 설정 현황" isScreens />
      }
    >
      <ProblemBanner problem={problem} onReadAgain={centre.refetch} />
      {!data && !problem && <Skeleton lines={8} label="설정을 읽는 중입니다." />}
      {data && (mayChange ? <CentreForm record={data} /> : <CentreShown fields={data.fields} />)}
      {data && <Laptops />}
      {data && mayIssue && <KeysSection />}
    </Page>
  );
}
