import { useCallback, useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { timeInSeoul, todayInSeoul } from '../../../shared/korean/day.ts';
import { answers, consentMethods, emptyConsent, readConsent } from '../../../shared/model/consent.ts';
import type { ConsentItem } from '../../../shared/model/consentTemplate.ts';
import { consentItems, itemNames } from '../../../shared/model/consentTemplate.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { useWrite } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DraftForm } from '../../parts/DraftForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { SignatureField } from '../../parts/SignatureField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { useTemplateItem } from './Basis.tsx';

const answerKeys = answers.map(({ code, name }) => ({ value: code, label: name }));
const methodKeys = consentMethods.map(({ code, name }) => ({ value: code, label: name }));
const told = [{ code: '1', name: '개인정보 처리를 고지했습니다' }];

/** 고지와 동의: what the person was told and said. By telephone unless another way is chosen: it is the commonest. */
export function ConsentForm({ personId, onDone }: { readonly personId: number; readonly onDone: () => void }) {
  const clock = useClock();
  const words = useTemplateItem();
  const { run } = useWrite('consent.record');
  const toast = useDeskState((state) => state.toast);
  const [values] = useState<TextForm>({ ...emptyConsent, method: 'phone' });
  const read = useCallback(
    (input: TextForm) => readConsent({ ...emptyConsent, ...input }, today(clock), timeInSeoul(clock.now())),
    [clock],
  );
  const save = useCallback((input: TextForm) => run({ id: personId, values: input }), [run, personId]);
  const filled = useDeskForm({ values, read, save });
  const { form } = filled;
  const { control } = form;
  const [method, thirdParty, signature] = useWatch({ control, name: ['method', 'thirdParty', 'signature'] });
  // A signature counts for the day on which it is saved: one of another day is given again.
  const revive = useCallback(
    (typed: TextForm, savedAt: number | null) =>
      savedAt === null || todayInSeoul(savedAt) === today(clock) ? typed : { ...typed, signature: '' },
    [clock],
  );
  const done = () => {
    toast({ text: '고지와 동의를 기록했습니다.', tone: 'done' });
    onDone();
  };
  return (
    <DraftForm
      of={filled}
      subject={{ form: 'consent', about: personId }}
      base={values}
      revive={revive}
      label="고지와 동의"
      onSaved={done}
      leave={{ run: onDone }}
    >
      <FormGrid>
        <Wide>
          <Controller
            control={control}
            name="method"
            render={(at) => {
              const shown = bound(at);
              return (
                <ChoiceKeys
                  {...shown}
                  onChange={(way) => {
                    // A signature that is not to be seen is none: who chose another way and comes back signs again.
                    if (way !== 'sign') form.setValue('signature', '');
                    shown.onChange(way);
                  }}
                  label="방법"
                  isRequired
                  choices={methodKeys}
                />
              );
            }}
          />
        </Wide>
        <Wide>
          <Controller
            control={control}
            name="noticed"
            render={(at) => <CheckGroup {...bound(at)} label="처리 고지" entries={told} />}
          />
        </Wide>
        {consentItems.map((item) => {
          const item_ = words(item);
          return (
            <Wide key={item}>
              <Controller
                control={control}
                name={item}
                render={(at) => (
                  <ChoiceKeys
                    {...bound(at)}
                    label={`${itemNames[item]} (선택)`}
                    choices={answerKeys}
                    hint={item_ && `${item_.purpose} · ${item_.data} · ${item_.keeping}. ${item_.refusal}`}
                  />
                )}
              />
              {item === 'thirdParty' && thirdParty === '1' && (
                <Controller
                  control={control}
                  name="recipients"
                  render={(at) => (
                    <TextField
                      {...bound(at)}
                      label="제공받는 곳"
                      isRequired
                      maxLength={1000}
                      hint="회사나 기관의 이름. 여러 곳이면 쉼표로 나눕니다. 예: (주)한빛금속, 인천고용센터"
                    />
                  )}
                />
              )}
            </Wide>
          );
        })}
        {method === 'paper' && (
          <>
            <Controller
              control={control}
              name="day"
              render={(at) => <DayField {...bound(at)} kind="date" label="동의한 날" hint="비워 두면 오늘입니다." />}
            />
            <Controller
              control={control}
              name="time"
              render={(at) => <TextField {...bound(at)} label="시각" hint="비워 두면 지금입니다." />}
            />
            <Controller
              control={control}
              name="paper"
              render={(at) => (
                <TextField {...bound(at)} label="종이 번호" inputMode="numeric" hint="종이의 바코드 아래 숫자" />
              )}
            />
          </>
        )}
        {method === 'sign' && (
          <Wide>
            <SignatureField
              label="본인 서명"
              value={signature ?? ''}
              onChange={(path) => form.setValue('signature', path, { shouldDirty: true })}
            />
          </Wide>
        )}
      </FormGrid>
    </DraftForm>
  );
}

/**
 * Where a consent is missing: the words to read out, and one key that says that they were read out by telephone and
 * agreed to (시행령 제17조②). Never a new form.
 */
export function PhoneConsent({
  personId,
  item,
  recipient,
}: {
  readonly personId: number;
  readonly item: ConsentItem;
  /** Of 제3자 제공: to whom. */
  readonly recipient?: string;
}) {
  const words = useTemplateItem()(item);
  const { run, busy } = useWrite('consent.record');
  const toast = useDeskState((state) => state.toast);
  const agree = async () => {
    const values = { ...emptyConsent, noticed: '', method: 'phone', [item]: '1', recipients: recipient ?? '' };
    const answer = await run({ id: personId, values });
    toast(
      answer.ok
        ? { text: `전화로 고지하고 ${itemNames[item]} 동의를 받은 것으로 기록했습니다.`, tone: 'done' }
        : { text: answer.problem.message, tone: 'problem' },
    );
  };
  useShortcut('phoneConsent', () => void agree(), !busy);
  return (
    <Banner
      tone="warning"
      actions={
        <Button size="s" keys={shortcuts.phoneConsent.keys} onPress={() => void agree()} isBusy={busy}>
          전화로 고지하고 동의 확인
        </Button>
      }
    >
      <p>
        <strong>{itemNames[item]} 동의가 없습니다.</strong> 아래를 읽어 드리고 동의를 받은 뒤 적어 주십시오.
      </p>
      {words && (
        <p>
          목적: {words.purpose} · 항목: {words.data} · 보유기간: {words.keeping} · {words.refusal}
        </p>
      )}
    </Banner>
  );
}
