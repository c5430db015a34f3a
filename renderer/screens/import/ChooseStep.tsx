import { useEffect, useRef } from 'react';
import type { Problem } from '../../../shared/model/problem.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Page.tsx';
import styles from './ChooseStep.module.css';
import { classes } from '../../app/classes.ts';
import { StepSection } from './StepSection.tsx';
import { stepTitle, type ListWords } from './words.ts';

const c = classes(styles);

/** ①: which file. What was wrong with the last one stands above, in the words that main found for it. */
export function ChooseStep({
  words,
  problem,
  isChoosing,
  onChoose,
}: {
  readonly words: ListWords;
  readonly problem: Problem | null;
  readonly isChoosing: boolean;
  readonly onChoose: () => void;
}) {
  const choose = useRef<HTMLButtonElement>(null);
  useEffect(() => choose.current?.focus(), []);
  const wasCancelled = problem?.code === 'importCancelled';
  return (
    <StepSection title={stepTitle(0)} focusElsewhere>
      {problem && (
        <Banner tone={wasCancelled ? 'info' : 'danger'} urgent>
          {problem.message}
        </Banner>
      )}
      <Card>
        <p>{words.source}</p>
        <ul className={c('list')}>
          <li>엑셀(xlsx, xls), CSV, ODS 파일을 150MB까지 읽습니다. 형식은 이름이 아니라 내용으로 알아봅니다.</li>
          <li>{words.needs}</li>
          <li>암호나 DRM이 걸린 파일은 먼저 풀어서 저장해 주십시오.</li>
          <li>고른 뒤 열 연결과 검사 결과를 확인하고 나서 저장합니다. 그 전에는 아무것도 저장하지 않습니다.</li>
        </ul>
        <div>
          <Button kind="main" ref={choose} onPress={onChoose} isBusy={isChoosing}>
            {problem ? '다시 고르기' : '파일 고르기'}
          </Button>
        </div>
      </Card>
    </StepSection>
  );
}
