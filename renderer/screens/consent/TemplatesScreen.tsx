import { useState } from 'react';
import type { Template, TemplateKind } from '../../../shared/model/consentTemplate.ts';
import {
  itemNames,
  itemPartLabels,
  itemParts,
  templateKindNames,
  templateKinds,
  templateOn,
} from '../../../shared/model/consentTemplate.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Page, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { TemplateForm } from './TemplateForm.tsx';
import styles from './TemplatesScreen.module.css';

const c = classes(styles);

function Words({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  return (
    <Section
      title={`${template.title} ${template.version}판`}
      actions={
        <Button size="s" onPress={onClose}>
          닫기
        </Button>
      }
    >
      <Card>
        <p>{template.intro}</p>
        <div className={c('items')}>
          {template.items.map((item) => (
            <div key={item.key}>
              <h3>{itemNames[item.key]}</h3>
              <Facts facts={itemParts.map((part) => [itemPartLabels[part], item[part]])} />
            </div>
          ))}
        </div>
      </Card>
    </Section>
  );
}

/** 고지문·동의서: the versions of both, what each says, and a new one begun from the one in use. */
export function TemplatesScreen() {
  const day = today(useClock());
  const answer = useAsk('consent.templates', {});
  const problem = problemOf(answer.error);
  const templates = answer.data?.templates;
  const [shown, setShown] = useState<string | null>(null);
  const [making, setMaking] = useState<TemplateKind | null>(null);
  const read = templates?.find(({ key }) => key === shown);
  if (templates && making) {
    return (
      <Page title={`${templateKindNames[making]} 새 판`} focusElsewhere>
        <Card>
          <TemplateForm basis={templateOn(templates, making, day)} onDone={() => setMaking(null)} />
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title="고지문·동의서"
      aside="고친 문안은 새 판이 되고, 앞서 받은 동의는 그때의 판으로 남습니다."
      focusElsewhere={Boolean(templates)}
      actions={templateKinds.map((kind) => (
        <Button key={kind} onPress={() => setMaking(kind)}>
          {templateKindNames[kind]} 새 판
        </Button>
      ))}
    >
      <ProblemBanner problem={problem} />
      {!templates && !problem && <Skeleton lines={4} label="고지문과 동의서를 읽는 중입니다." />}
      {templates && (
        <RowArea>
          <RowList label="고지문·동의서">
            {templates.map((template, index) => (
              <RowButton key={template.key} takesFocus={index === 0} onPress={() => setShown(template.key)}>
                <span className={c('kind')}>{templateKindNames[template.kind]}</span>
                <strong className={c('name')}>
                  {template.title} {template.version}판
                </strong>
                {templateOn(templates, template.kind, day).key === template.key && (
                  <Badge tone="success">지금 씀</Badge>
                )}
                {template.from > day && <Badge tone="info">쓰기 전</Badge>}
                <span className={c('from')}>
                  {template.from}부터 · {template.by}
                </span>
              </RowButton>
            ))}
          </RowList>
        </RowArea>
      )}
      {read && <Words template={read} onClose={() => setShown(null)} />}
    </Page>
  );
}
