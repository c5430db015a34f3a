import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Template } from '../../../shared/model/consentTemplate.ts';
import {
  itemNames,
  itemPartLabels,
  itemParts,
  readTemplate,
  templateAsInput,
  templateKindNames,
} from '../../../shared/model/consentTemplate.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useWrite } from '../../app/queries.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { Section } from '../../parts/Page.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

const longestWords = 2000;

/** A new version of the notice or the consent form, begun from the one in use. Older consents keep their own words. */
export function TemplateForm({ basis, onDone }: { readonly basis: Template; readonly onDone: () => void }) {
  const clock = useClock();
  const { kind } = basis;
  const [{ values, day }] = useState(() => {
    const now = today(clock);
    const filled: TextForm = { ...templateAsInput(basis, now) };
    return { values: filled, day: now };
  });
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('consent.saveTemplate');
  const read = useCallback((input: TextForm) => readTemplate(kind, input, day), [kind, day]);
  const save = useCallback((input: TextForm) => run({ kind, values: input }), [run, kind]);
  const filled = useDeskForm({ values, read, save });
  const { control } = filled.form;
  const done = () => {
    toast({ text: `${templateKindNames[kind]}의 새 판을 저장했습니다.`, tone: 'done' });
    onDone();
  };
  return (
    <DeskForm
      of={filled}
      label={`${templateKindNames[kind]} 새 판`}
      stays
      onSaved={done}
      leave={{ run: onDone, asks: true }}
    >
      <FormGrid>
        <Controller
          control={control}
          name="from"
          render={(at) => <DayField {...bound(at)} kind="date" label="쓰기 시작하는 날" isRequired />}
        />
        <Controller
          control={control}
          name="title"
          render={(at) => <TextField {...bound(at)} label="제목" isRequired />}
        />
        <Wide>
          <Controller
            control={control}
            name="intro"
            render={(at) => (
              <TextArea
                {...bound(at)}
                label="머리말"
                isRequired
                rows={3}
                most={longestWords}
                hint="위탁자와 수탁자의 이름을 함께 적습니다."
              />
            )}
          />
        </Wide>
      </FormGrid>
      {basis.items.map(({ key }) => (
        <Section key={key} title={itemNames[key]}>
          <FormGrid>
            {itemParts.map((part) => (
              <Wide key={part}>
                <Controller
                  control={control}
                  name={`${part}_${key}`}
                  render={(at) => (
                    <TextArea
                      {...bound(at)}
                      label={`${itemNames[key]} ${itemPartLabels[part]}`}
                      isRequired
                      rows={2}
                      most={longestWords}
                    />
                  )}
                />
              </Wide>
            ))}
          </FormGrid>
        </Section>
      ))}
    </DeskForm>
  );
}
