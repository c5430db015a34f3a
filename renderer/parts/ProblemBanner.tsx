import type { Problem } from '../../shared/model/problem.ts';
import { ko } from '../text/ko.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

/** A problem that no field tells. */
export function ofNoField(problem: Problem | null): Problem | null {
  return problem?.fields ? null : problem;
}

/** What was refused or could not be read, read out at once; nothing while there is no problem. */
export function ProblemBanner({
  problem,
  onReadAgain,
}: {
  readonly problem: Problem | null;
  /** Reads once more what could not be read. Its answer is not waited for here. */
  readonly onReadAgain?: () => unknown;
}) {
  if (!problem) return null;
  return (
    <Banner
      tone="danger"
      urgent
      actions={
        onReadAgain && (
          <Button size="s" onPress={() => void onReadAgain()}>
            {ko.retry}
          </Button>
        )
      }
    >
      {problem.message}
    </Banner>
  );
}
