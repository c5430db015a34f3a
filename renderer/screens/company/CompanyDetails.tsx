import type { Control } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { activeOn } from '../../../shared/codes/index.ts';
import type { CompanyInput } from '../../../shared/model/company.ts';
import { companyLabels } from '../../../shared/model/company.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { Section } from '../../parts/Page.tsx';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { corporateNumberAside, rootTechnologyEntries } from './show.ts';

const longestNote = 4000;
const revisions = [
  { code: '11', name: '11차 (2024-07-01부터)' },
  { code: '10', name: '10차' },
] as const;

/** One line of text, a number or a phone: the fields that need nothing but their label. */
function Line({
  control,
  name,
  hint,
}: {
  readonly control: Control<CompanyInput>;
  readonly name: keyof CompanyInput;
  readonly hint?: string;
}) {
  return (
    <Controller
      control={control}
      name={name}
      render={(at) => <TextField {...bound(at)} label={companyLabels[name]} {...(hint ? { hint } : {})} />}
    />
  );
}

/** What is learnt of a company over time (domain §5.1). */
export function CompanyDetails({ control }: { readonly control: Control<CompanyInput> }) {
  const day = today(useClock());
  const codes = useCodes();
  return (
    <>
      <Section title="회사">
        <FormGrid>
          <Line control={control} name="representative" />
          <Controller
            control={control}
            name="corporateNumber"
            render={(at) => (
              <TextField
                {...bound(at)}
                label={companyLabels.corporateNumber}
                inputMode="numeric"
                hint="숫자 13자리"
                aside={corporateNumberAside(at.field.value)}
              />
            )}
          />
          <Line control={control} name="insuranceNumber" hint="숫자 11자리. 보통 사업자등록번호 뒤에 0을 붙입니다." />
          <Controller
            control={control}
            name="foundedOn"
            render={(at) => <DayField {...bound(at)} kind="date" label={companyLabels.foundedOn} />}
          />
          <Controller
            control={control}
            name="size"
            render={(at) => (
              <Select
                {...bound(at)}
                label={companyLabels.size}
                entries={activeOn(codes.of('companySize'), day)}
                none="모름"
              />
            )}
          />
          <Controller
            control={control}
            name="fax"
            render={(at) => <PhoneField {...bound(at)} label={companyLabels.fax} />}
          />
          <Line control={control} name="email" />
          <Line control={control} name="homepage" />
        </FormGrid>
      </Section>
      <Section title="뿌리산업">
        <FormGrid>
          <Controller
            control={control}
            name="rootStatus"
            render={(at) => (
              <Select
                {...bound(at)}
                label={companyLabels.rootStatus}
                entries={activeOn(codes.of('rootStatus'), day)}
                none="모름"
                hint="확인서는 저장한 뒤 확인서·인증에 적습니다."
              />
            )}
          />
          <Line control={control} name="ksic" hint="숫자 5자리. 예: 25922" />
          <Controller
            control={control}
            name="ksicRevision"
            render={(at) => (
              <Select {...bound(at)} label={companyLabels.ksicRevision} entries={revisions} none="11차" />
            )}
          />
          <Line control={control} name="product" />
          <Wide>
            <Controller
              control={control}
              name="otherTechnologies"
              render={(at) => (
                <CheckGroup {...bound(at)} label={companyLabels.otherTechnologies} entries={rootTechnologyEntries} />
              )}
            />
          </Wide>
        </FormGrid>
      </Section>
      <Section title="사람과 근무 여건">
        <FormGrid>
          <Controller
            control={control}
            name="men"
            render={(at) => (
              <TextField {...bound(at)} label={companyLabels.men} inputMode="numeric" hint="상시근로자수" />
            )}
          />
          <Line control={control} name="women" />
          <Line control={control} name="foreignMen" />
          <Line control={control} name="foreignWomen" />
          <Wide>
            <Controller
              control={control}
              name="facilities"
              render={(at) => (
                <CheckGroup
                  {...bound(at)}
                  label={companyLabels.facilities}
                  entries={activeOn(codes.of('facility'), day)}
                />
              )}
            />
          </Wide>
          <Wide>
            <Controller
              control={control}
              name="caution"
              render={(at) => (
                <TextArea
                  {...bound(at)}
                  label={companyLabels.caution}
                  most={longestNote}
                  rows={2}
                  hint="센터 안에서만 봅니다. 예: 임금체불 이력"
                />
              )}
            />
          </Wide>
        </FormGrid>
      </Section>
    </>
  );
}
