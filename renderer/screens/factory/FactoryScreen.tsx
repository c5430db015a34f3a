import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { rootTechnologies } from '../../../shared/codes/rootTechnology.ts';
import type { FactoryRecord } from '../../../shared/contract/factory.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Page, Section } from '../../parts/Page.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { ko } from '../../text/ko.ts';
import { Guessed } from '../company/Guessed.tsx';
import { mayWriteCompanies } from '../company/show.ts';
import { WideFacts } from '../company/WideFacts.tsx';
import { phoneText } from '../person/show.ts';
import styles from './FactoryScreen.module.css';
import { useMakeCompany } from './useMakeCompany.ts';

const c = classes(styles);

function FactoryFacts({ record }: { readonly record: FactoryRecord }) {
  const { fields, source } = record;
  return (
    <>
      <Facts
        facts={[
          ['공장관리번호', fields.factoryNumber],
          ['전화번호', phoneText(fields.phone)],
          ['종업원', fields.employees === null ? null : `${fields.employees.toLocaleString('ko-KR')}명`],
          ['뿌리기술 (업종으로 봄)', fields.rootTechnology && codeName(rootTechnologies, fields.rootTechnology)],
          ['구·군', fields.district && codeName(districts, fields.district)],
          ['구·군 (2026년 개편 전)', fields.oldDistrict],
          ['동', fields.dong],
        ]}
      />
      <WideFacts
        facts={[
          ['주소', fields.address],
          [
            '산업단지',
            fields.complex && (
              <Guessed key="complex" isGuess={fields.complexGuessed}>
                {codeName(complexes, fields.complex)}
              </Guessed>
            ),
          ],
          ['업종', fields.industry],
          ['주생산품', fields.product],
          ['위도, 경도', fields.lat !== null && fields.lon !== null ? `${fields.lat}, ${fields.lon}` : null],
          ['파일에 적힌 이름', fields.rawName],
          ['가져온 파일', source],
        ]}
      />
    </>
  );
}

function Doubts({ doubts }: { readonly doubts: readonly string[] }) {
  if (doubts.length === 0) return null;
  return (
    <Section title="의심되는 점">
      <Card>
        <ul className={c('doubts')}>
          {doubts.map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Lookalikes({ lookalikes }: { readonly lookalikes: FactoryRecord['lookalikes'] }) {
  const go = useDeskState((state) => state.go);
  if (lookalikes.length === 0) return null;
  return (
    <Section title="같은 공장일 수 있는 줄" aside={`${lookalikes.length}곳`}>
      <RowArea>
        <RowList label="같은 공장일 수 있는 줄">
          {lookalikes.map((other) => (
            <RowButton key={other.id} onPress={() => go({ name: 'factory', id: other.id })}>
              <span className={c('other')}>{other.name}</span>
              <span className={c('address')}>{other.address || '주소 없음'}</span>
              <Badge>{other.why}</Badge>
            </RowButton>
          ))}
        </RowList>
      </RowArea>
    </Section>
  );
}

/** A line of the 공장명부: read only, with what the import doubted about it. */
export function FactoryScreen({ route }: { readonly route: RouteOf<'factory'> }) {
  const { session } = useSurroundings();
  const go = useDeskState((state) => state.go);
  const factory = useAsk('factory.get', { id: route.id });
  const { make, busy } = useMakeCompany();
  const mayWrite = mayWriteCompanies(session.actor.role);
  const record = factory.data;
  useShortcut('makeCompany', () => make(route.id), mayWrite && record !== undefined);

  const problem = problemOf(factory.error);
  if (problem) {
    return (
      <Page title={ko.factories}>
        <Banner
          tone="danger"
          urgent
          actions={
            <Button size="s" onPress={() => void factory.refetch()}>
              {ko.retry}
            </Button>
          }
        >
          {problem.message}
        </Banner>
      </Page>
    );
  }
  if (!record) {
    return (
      <Page title={ko.factories}>
        <Skeleton lines={8} label="공장명부를 읽는 중입니다." />
      </Page>
    );
  }
  const { fields, companyId, lookalikes } = record;
  return (
    <Page
      title={fields.name}
      aside={
        <>
          <Badge>공장명부</Badge>
          {companyId !== null && <Badge tone="success">기업 등록됨</Badge>}
          {fields.doubts.length > 0 && <Badge tone="warning">의심 {fields.doubts.length}</Badge>}
        </>
      }
      actions={
        companyId !== null ? (
          <Button kind="main" onPress={() => go({ name: 'company', id: companyId })}>
            기업 기록 열기
          </Button>
        ) : (
          mayWrite && (
            <Button kind="main" keys={shortcuts.makeCompany.keys} isBusy={busy} onPress={() => make(route.id)}>
              기업으로 등록
            </Button>
          )
        )
      }
    >
      <Doubts doubts={fields.doubts} />
      <Card>
        <FactoryFacts record={record} />
      </Card>
      <Lookalikes lookalikes={lookalikes} />
    </Page>
  );
}
