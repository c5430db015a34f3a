import { useState } from 'react';
import type { Answer } from '../../shared/contract/index.ts';
import type { Problem } from '../../shared/model/problem.ts';

/** A call behind a button that is no form: what stands in its way stays on the screen. */
export interface Deed {
  /** Runs it; gives its value, or null when it was refused. */
  readonly run: <T>(deed: () => Promise<Answer<T>>) => Promise<T | null>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
}

/** Runs the deeds of a screen's buttons, one at a time. */
export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    run: async (deed) => {
      setBusy(true);
      setProblem(null);
      const answer = await deed();
      setBusy(false);
      if (answer.ok) return answer.value;
      setProblem(answer.problem);
      return null;
    },
    isBusy,
    problem,
  };
}
