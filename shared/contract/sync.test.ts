import { expect, test } from 'vitest';
import { detailWords } from '../rules/logWords.ts';
import { linesOf } from './define.ts';
import { syncCalls } from './sync.ts';

test('할 일에 이름이 나온 사람은 접속기록에 조회로 남고, 기업과 이름 없는 일은 남지 않는다', () => {
  const { logs } = syncCalls['sync.tasks'];
  if (logs === 'nothing') throw new Error('no line');
  const of = (type: 'person' | 'company', id: number) => ({ type, id, title: '홍길동 · 26-01-0001' });
  const [line] = linesOf(
    logs(
      {},
      {
        tasks: [
          { kind: 'duplicate', records: [of('person', 7), of('person', 9)] },
          { kind: 'duplicate', records: [of('person', 7), of('company', 3)] },
          { kind: 'held', word: '상담', count: 2 },
        ],
      },
    ),
  );
  expect(line).toMatchObject({ act: 'view', recordType: 'person', ids: [7, 9] });
  expect(detailWords(JSON.stringify(line?.detail), String)).toBe('대상 한 사람인지 확인할 것');
  expect(logs({}, { tasks: [{ kind: 'held', word: '상담', count: 2 }] })).toBeNull();
});
