import { classes } from '../../app/classes.ts';
import { useSurroundings } from '../../app/session.tsx';
import { Card, Facts, Page, Section } from '../../parts/Page.tsx';
import { ko } from '../../text/ko.ts';
import styles from './AboutScreen.module.css';

const c = classes(styles);

/** 프로그램 정보: which version, where the data lies, and on whose work it stands (their licences ask to be shown). */
export function AboutScreen() {
  const { about, session } = useSurroundings();
  return (
    <Page title="프로그램 정보">
      <Card>
        <Facts
          facts={[
            ['프로그램', `${ko.product} ${about.version}`],
            ['센터', session.centre],
            ['이용 허락', 'Apache-2.0'],
          ]}
        />
        <dl className={c('folder')}>
          <dt>자료 폴더</dt>
          <dd>{about.dataFolder}</dd>
        </dl>
      </Card>
      <Section title="함께 쓴 소프트웨어와 그 이용 허락">
        <pre className={c('licences')}>{about.licences}</pre>
      </Section>
    </Page>
  );
}
