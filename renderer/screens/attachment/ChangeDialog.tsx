import { useState } from 'react';
import type { AttachmentRecord } from '../../../shared/contract/attachment.ts';
import type { AttachmentInput } from '../../../shared/model/attachment.ts';
import { readAttachment } from '../../../shared/model/attachment.ts';
import { useCodes } from '../../app/codes.tsx';
import { useWrite } from '../../app/queries.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { SaidFields } from './SaidFields.tsx';

/** Another kind or title of a stored document. Its pictures cannot be changed: what was covered stays covered. */
export function ChangeDialog({ of, onClose }: { readonly of: AttachmentRecord; readonly onClose: () => void }) {
  const codes = useCodes();
  const { run } = useWrite('attachment.change');
  const toast = useDeskState((state) => state.toast);
  const isChecked = of.residentChecked !== null;
  // As the dialog was opened: what changes meanwhile has not been seen here.
  const [{ id, seen, values }] = useState(() => ({
    id: of.id,
    seen: of.seen,
    values: { kind: of.kind, title: of.title ?? '', residentChecked: isChecked ? '1' : '' },
  }));
  const sent = useDeskForm({
    values,
    read: (input: AttachmentInput) => readAttachment(input, codes),
    save: async ({ kind, title, residentChecked }) =>
      await run({ id, seen, kind, title, residentChecked: residentChecked === '1' }),
  });
  return (
    <FormDialog
      title="종류·제목 고치기"
      onClose={onClose}
      isWide={false}
      of={sent}
      onSaved={() => {
        toast({ text: '서류의 종류와 제목을 고쳤습니다.', tone: 'done' });
        onClose();
      }}
    >
      <SaidFields control={sent.form.control} isChecked={isChecked} />
    </FormDialog>
  );
}
