import { useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Answer } from '../../../shared/contract/index.ts';
import type { CompanyInput } from '../../../shared/model/company.ts';
import { companyLabels, readCompany } from '../../../shared/model/company.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { today, useClock } from '../../app/clock.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { useDraft } from '../../app/useDraft.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid, Wide } from '../../parts/Form.tsx';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { BusinessNumberField } from './BusinessNumberField.tsx';
import { complexEntries, districtEntries, rootTechnologyEntries } from './show.ts';

const longestNote = 4000;

/** The form of a company, for a new one and for 수정. Only 상호 is needed: the rest is learnt over time. */
export function CompanyForm({
  about,
  base,
  complexGuessed = false,
  save,
  onSaved,
  onCancel,
}: {
  /** The company being edited; null for a new one. */
  readonly about: number | null;
  readonly base: CompanyInput;
  /** Whether the complex in `base` is a guess (추정): whoever edits is asked to look at it. */
  readonly complexGuessed?: boolean;
  readonly save: (input: CompanyInput) => Promise<Answer<{ id: number }>>;
  readonly onSaved: (id: number) => void;
  readonly onCancel: () => void;
}) {
  const clock = useClock();
  const [values] = useState(base);
  const [districts] = useState(() => districtEntries(today(clock)));
  const [problem, setProblem] = useState<Problem | null>(null);
  const { form, submit, isSaving } = useDeskForm({ values, read: readCompany, save, onProblem: setProblem });
  const draft = useDraft({ form: 'company', about }, form, values);
  const { control } = form;
  const send = async () => {
    const saved = await submit();
    if (!saved) return;
    await draft.finish();
    onSaved(saved.id);
  };

  return (
    <>
      {draft.bar}
      <Form
        label={about === null ? '새 기업' : '기업 수정'}
        enter="next"
        focusFirst
        onSubmit={() => void send()}
        onCancel={onCancel}
      >
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <FormGrid>
          <Controller
            control={control}
            name="name"
            render={(at) => <TextField {...bound(at)} label={companyLabels.name} isRequired hint="예: (주)한빛금속" />}
          />
          <Controller
            control={control}
            name="businessNumber"
            render={(at) => {
              const field = bound(at);
              return (
                <BusinessNumberField
                  {...field}
                  label={companyLabels.businessNumber}
                  onBlur={() => {
                    field.onBlur?.();
                    // Checked as soon as it is left, before the first save: a wrong digit is best asked about at once.
                    void form.trigger('businessNumber');
                  }}
                />
              );
            }}
          />
          <Controller
            control={control}
            name="phone"
            render={(at) => <PhoneField {...bound(at)} label={companyLabels.phone} />}
          />
          <Controller
            control={control}
            name="contactName"
            render={(at) => <TextField {...bound(at)} label={companyLabels.contactName} maxLength={200} />}
          />
          <Controller
            control={control}
            name="district"
            render={(at) => (
              <ComboBox
                {...bound(at)}
                label={companyLabels.district}
                entries={districts}
                hint="초성이나 옛 이름으로도 찾습니다. 예: ㄴㄷ, 서구"
              />
            )}
          />
          <Controller
            control={control}
            name="complex"
            render={(at) => (
              <ComboBox
                {...bound(at)}
                label={companyLabels.complex}
                entries={complexEntries}
                hint={
                  complexGuessed && at.field.value === base.complex
                    ? '동과 거리로 추정한 단지입니다. 다르면 고쳐 주십시오.'
                    : '부르는 이름으로도 찾습니다. 예: 남동공단'
                }
              />
            )}
          />
          <Controller
            control={control}
            name="rootTechnology"
            render={(at) => (
              <ComboBox
                {...bound(at)}
                label={companyLabels.rootTechnology}
                entries={rootTechnologyEntries}
                hint="공정 이름으로도 찾습니다. 예: 도금"
              />
            )}
          />
          <Controller
            control={control}
            name="industry"
            render={(at) => <TextField {...bound(at)} label={companyLabels.industry} />}
          />
          <Wide>
            <Controller
              control={control}
              name="address"
              render={(at) => <TextField {...bound(at)} label={companyLabels.address} />}
            />
          </Wide>
          <Wide>
            <Controller
              control={control}
              name="note"
              render={(at) => <TextArea {...bound(at)} label={companyLabels.note} most={longestNote} rows={3} />}
            />
          </Wide>
        </FormGrid>
        <FormFoot stays note={draft.note}>
          <Button kind="main" type="submit" isBusy={isSaving} keys={shortcuts.saveEnter.keys}>
            저장
          </Button>
          <Button onPress={onCancel} keys={shortcuts.leave.keys}>
            취소
          </Button>
        </FormFoot>
      </Form>
    </>
  );
}
