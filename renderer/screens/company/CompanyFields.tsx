import type { Control } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import type { CompanyInput } from '../../../shared/model/company.ts';
import { companyLabels } from '../../../shared/model/company.ts';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import type { Entry } from '../../parts/match.ts';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { BusinessNumberField } from './BusinessNumberField.tsx';
import { complexEntries, rootTechnologyEntries } from './show.ts';

const longestNote = 4000;

/** What is asked of a company at first contact. */
export function CompanyFields({
  control,
  base,
  complexGuessed,
  districts,
  onLeaveNumber,
}: {
  readonly control: Control<CompanyInput>;
  readonly base: CompanyInput;
  readonly complexGuessed: boolean;
  readonly districts: readonly Entry[];
  /** The 사업자등록번호 was left: it is checked at once. */
  readonly onLeaveNumber: () => void;
}) {
  return (
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
                onLeaveNumber();
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
        render={(at) => (
          <TextField
            {...bound(at)}
            label={companyLabels.contactName}
            maxLength={200}
            hint="직위와 번호까지 적으려면 저장한 뒤 기업 담당자에 더합니다."
          />
        )}
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
  );
}
