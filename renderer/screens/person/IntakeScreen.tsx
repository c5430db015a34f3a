import { emptyPerson } from '../../../shared/model/person.ts';
import { useWrite } from '../../app/queries.tsx';
import { Card, Page } from '../../parts/Page.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { PersonForm } from './PersonForm.tsx';

/** 접수: a new person, by keyboard alone (C2). */
export function IntakeScreen() {
  const { run } = useWrite('person.create');
  const back = useDeskState((state) => state.back);
  const replace = useDeskState((state) => state.replace);
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  return (
    <Page title="구직자 접수" aside="성명, 연락처 하나, 유입경로만 있으면 저장할 수 있습니다." focusElsewhere>
      <Card>
        <PersonForm
          about={null}
          base={emptyPerson}
          save={run}
          onSaved={(id) => {
            noteSaved(Date.now());
            toast({ text: '구직자를 접수했습니다.', tone: 'done' });
            replace({ name: 'person', id });
          }}
          onCancel={back}
        />
      </Card>
    </Page>
  );
}
