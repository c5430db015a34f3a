import type { SyncTask } from '../../../shared/contract/sync.ts';
import { Card, Section } from '../../parts/Page.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { count, taskText } from './show.ts';

/** 살펴볼 것: work that the merged records give people. */
export function TaskSection({ tasks }: { readonly tasks: readonly SyncTask[] }) {
  const go = useDeskState((state) => state.go);
  if (tasks.length === 0) return null;
  return (
    <Section title="살펴볼 것" aside={`${count(tasks.length)}건`}>
      {tasks.map((task) => (
        <Card
          key={
            'records' in task
              ? `${task.kind} ${task.records.map(({ type, id }) => `${type} ${id}`).join(' ')}`
              : taskText(task)
          }
        >
          <p>{taskText(task)}</p>
          {'records' in task && (
            <RowArea>
              <RowList label="살펴볼 기록">
                {task.records.map(({ type, id, title }) => (
                  <RowButton key={`${type} ${id}`} onPress={() => go({ name: type, id })}>
                    <strong>{title}</strong>
                    <span>{type === 'person' ? '구직자' : '기업'} 기록 열기</span>
                  </RowButton>
                ))}
              </RowList>
            </RowArea>
          )}
        </Card>
      ))}
    </Section>
  );
}
