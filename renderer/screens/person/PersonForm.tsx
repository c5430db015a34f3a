import { useCallback, useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { districts } from '../../../shared/codes/district.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import { sexes } from '../../../shared/codes/person.ts';
import type { Answer } from '../../../shared/contract/index.ts';
import type { PersonInput } from '../../../shared/model/person.ts';
import { personLabels, readPerson } from '../../../shared/model/person.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DraftForm } from '../../parts/DraftForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { Duplicates } from './Duplicates.tsx';

/** Beside 1 2 3: 남 is ㄴ or M, 여 is ㅇ or F, 미상 is ㅁ or U, by the place of the key. */
const sexKeys: Readonly<Record<string, readonly string[]>> = {
  M: ['KeyS', 'KeyM'],
  F: ['KeyD', 'KeyF'],
  U: ['KeyA', 'KeyU'],
};
const sexChoices = sexes.map(({ code, name }) => ({ value: code, label: name, codes: sexKeys[code] ?? [] }));
const longestNote = 4000;

/**
 * The form of a person, for 접수 and for 수정. What is needed stands first, in the order in which one asks; Enter goes
 * on, Ctrl+Enter saves from anywhere. Who this could already be is shown while typing and never blocks.
 */
export function PersonForm({
  about,
  base,
  save,
  onSaved,
  onCancel,
}: {
  /** The person being edited; null for a new one. */
  readonly about: number | null;
  readonly base: PersonInput;
  readonly save: (input: PersonInput) => Promise<Answer<{ id: number }>>;
  readonly onSaved: (id: number) => void;
  readonly onCancel: () => void;
}) {
  const clock = useClock();
  const codes = useCodes();
  const [values] = useState(base);
  const read = useCallback((input: PersonInput) => readPerson(input, today(clock), codes), [clock, codes]);
  const filled = useDeskForm({ values, read, save });
  const { control } = filled.form;
  const [name, birth, mobile] = useWatch({ control, name: ['name', 'birth', 'mobile'] });

  return (
    <DraftForm
      of={filled}
      subject={{ form: 'person', about }}
      base={values}
      label={about === null ? '구직자 접수' : '구직자 수정'}
      above={<Duplicates name={name} birth={birth} mobile={mobile} except={about} />}
      onSaved={(saved) => onSaved(saved.id)}
      leave={{ run: onCancel }}
    >
      <FormGrid>
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label={personLabels.name} isRequired />}
        />
        <Controller
          control={control}
          name="birth"
          render={(at) => <DayField {...bound(at)} kind="birth" label={personLabels.birth} hint="예: 900101" />}
        />
        <Controller
          control={control}
          name="sex"
          render={(at) => <ChoiceKeys {...bound(at)} label={personLabels.sex} choices={sexChoices} />}
        />
        <Controller
          control={control}
          name="mobile"
          render={(at) => (
            <PhoneField {...bound(at)} label={personLabels.mobile} hint="없으면 연락전화나 이메일을 적어 주십시오." />
          )}
        />
        <Controller
          control={control}
          name="inflow"
          render={(at) => (
            <ComboBox
              {...bound(at)}
              label={personLabels.inflow}
              isRequired
              entries={activeOn(codes.of('inflow'), today(clock))}
              hint="초성으로 고를 수 있습니다. 예: ㄴㅂ"
            />
          )}
        />
        <Controller
          control={control}
          name="district"
          render={(at) => (
            <ComboBox {...bound(at)} label={personLabels.district} entries={activeOn(districts, today(clock))} />
          )}
        />
        <Controller
          control={control}
          name="wishedJob"
          render={(at) => <TextField {...bound(at)} label={personLabels.wishedJob} maxLength={200} />}
        />
        <Controller
          control={control}
          name="otherPhone"
          render={(at) => <PhoneField {...bound(at)} label={personLabels.otherPhone} />}
        />
        <Controller
          control={control}
          name="email"
          render={(at) => <TextField {...bound(at)} label={personLabels.email} inputMode="email" maxLength={200} />}
        />
        <Controller
          control={control}
          name="latinName"
          render={(at) => (
            <TextField {...bound(at)} label={personLabels.latinName} hint="여권과 같이, 성을 먼저. 예: NGUYEN VAN AN" />
          )}
        />
        <Wide>
          <Controller
            control={control}
            name="address"
            render={(at) => <TextField {...bound(at)} label={personLabels.address} />}
          />
        </Wide>
        <Wide>
          <Controller
            control={control}
            name="note"
            render={(at) => <TextArea {...bound(at)} label={personLabels.note} most={longestNote} rows={3} />}
          />
        </Wide>
      </FormGrid>
    </DraftForm>
  );
}
