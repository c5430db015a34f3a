import type { Control, UseFormSetFocus, UseFormSetValue } from 'react-hook-form';
import { useWatch } from 'react-hook-form';
import type { CorrectionInput } from '../../../shared/model/correction.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useAsk } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../app/classes.ts';
import styles from './TemplateOffer.module.css';

const c = classes(styles);

/**
 * 상담 양식 of the chosen type, offered while there is no text: what was typed is never written over. One key puts the
 * first one in.
 */
export function TemplateOffer({
  control,
  setValue,
  setFocus,
}: {
  readonly control: Control<CorrectionInput>;
  readonly setValue: UseFormSetValue<CorrectionInput>;
  readonly setFocus: UseFormSetFocus<CorrectionInput>;
}) {
  const { data } = useAsk('consultationTemplate.list', {});
  const type = useWatch({ control, name: 'type' });
  const content = useWatch({ control, name: 'content' });
  const offered =
    content.trim() === '' && type !== ''
      ? (data?.templates.filter(({ fields }) => fields.type === type && !fields.closed) ?? [])
      : [];
  const put = (text: string) => {
    setValue('content', text, { shouldDirty: true });
    setFocus('content');
  };
  useShortcut('useTemplate', () => put(offered[0]?.fields.text ?? ''), offered.length > 0);
  if (offered.length === 0) return null;
  return (
    <div className={c('offer')}>
      {offered.map(({ id, key, fields }, index) => (
        <Button
          key={key ?? id}
          size="s"
          onPress={() => put(fields.text)}
          {...(index === 0 ? { keys: shortcuts.useTemplate.keys } : {})}
        >
          양식 넣기: {fields.title}
        </Button>
      ))}
    </div>
  );
}
