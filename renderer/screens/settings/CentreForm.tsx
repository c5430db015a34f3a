import { useCallback, useState } from 'react';
import type { Control } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import type { CentreRecord } from '../../../shared/contract/centre.ts';
import type { SecurityRules } from '../../../shared/model/centre.ts';
import { usualRules } from '../../../shared/model/centre.ts';
import type { CentreInput } from '../../../shared/model/centreForm.ts';
import { centreAsInput, centreLabels, readCentre, ruleRange } from '../../../shared/model/centreForm.ts';
import { classes } from '../../app/classes.ts';
import { useWrite } from '../../app/queries.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { Card, Section } from '../../parts/Page.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { profile, ruleGroups } from './groups.ts';
import styles from './SettingsScreen.module.css';

const c = classes(styles);

function Rule({ control, rule }: { readonly control: Control<CentreInput>; readonly rule: keyof SecurityRules }) {
  const { least, most } = ruleRange(rule);
  const range = `${least.toLocaleString('ko-KR')}부터 ${most.toLocaleString('ko-KR')}까지`;
  return (
    <Controller
      control={control}
      name={rule}
      render={(at) => (
        <TextField
          {...bound(at)}
          label={centreLabels[rule]}
          isRequired
          inputMode="numeric"
          maxLength={9}
          hint={`${range}, 보통 ${usualRules[rule].toLocaleString('ko-KR')}`}
        />
      )}
    />
  );
}

/** 설정 for a 관리자: one form, so that what belongs together is saved together. New rules hold at once. */
export function CentreForm({ record }: { readonly record: CentreRecord }) {
  const { run } = useWrite('centre.change');
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  // As the form was opened, or as it was last saved from here: somebody else's change is read, not overwritten.
  const [{ base, seen }, setOpened] = useState(() => ({ base: centreAsInput(record.fields), seen: record.seen }));
  const save = useCallback((centre: CentreInput) => run({ seen, before: base, centre }), [run, seen, base]);
  const filled = useDeskForm({ values: base, read: readCentre, save });
  const { form } = filled;
  const { control, getValues } = form;
  const done = () => {
    setOpened({ base: getValues(), seen });
    noteSaved(Date.now());
    toast({ text: '설정을 저장했습니다.', tone: 'done' });
  };
  return (
    <DeskForm of={filled} label="설정" onSaved={done}>
      <Section title="센터">
        <Card>
          <FormGrid>
            {profile.map(({ name, wide }) => {
              const field = (
                <Controller
                  key={name}
                  control={control}
                  name={name}
                  render={(at) => (
                    <TextField
                      {...bound(at)}
                      label={centreLabels[name]}
                      isRequired={name === 'name'}
                      inputMode={name === 'phone' ? 'tel' : 'text'}
                    />
                  )}
                />
              );
              return wide ? <Wide key={name}>{field}</Wide> : field;
            })}
          </FormGrid>
        </Card>
      </Section>
      <Section title="보안 규칙" aside="센터의 내부 관리계획에 적은 대로 맞추십시오. 저장하면 바로 지켜집니다.">
        <Card>
          {ruleGroups.map(({ title, rules }) => (
            <section key={title} className={c('rules')} aria-label={title}>
              <h3>{title}</h3>
              <FormGrid>
                {rules.map((rule) => (
                  <Rule key={rule} control={control} rule={rule} />
                ))}
              </FormGrid>
            </section>
          ))}
        </Card>
      </Section>
    </DeskForm>
  );
}
