import type { CentreFields } from '../../../shared/model/centre.ts';
import { centreAsInput, centreLabels } from '../../../shared/model/centreForm.ts';
import { classes } from '../../app/classes.ts';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { profile, ruleGroups } from './groups.ts';
import styles from './SettingsScreen.module.css';

const c = classes(styles);

/** 설정 for everybody else: what the centre has set itself, to be read. */
export function CentreShown({ fields }: { readonly fields: CentreFields }) {
  const shown = centreAsInput(fields);
  return (
    <>
      <Section title="센터">
        <Card>
          <Facts facts={profile.map(({ name }) => [centreLabels[name], shown[name]] as const)} />
        </Card>
      </Section>
      <Section title="보안 규칙">
        <Card>
          {ruleGroups.map(({ title, rules }) => (
            <section key={title} className={c('rules')} aria-label={title}>
              <h3>{title}</h3>
              <Facts facts={rules.map((rule) => [centreLabels[rule], shown[rule]] as const)} />
            </section>
          ))}
        </Card>
      </Section>
    </>
  );
}
