import { useState } from 'react';
import type { FoundBackup } from '../../../shared/contract/backup.ts';
import type { SessionState } from '../../../shared/contract/session.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';

/** One of the ways in which a laptop begins, or begins again. */
export interface Way {
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
  readonly onBack: () => void;
}

/** A way with the file that was chosen for it. */
export interface FileWay extends Omit<Way, 'about'> {
  readonly found: FoundBackup;
}

export interface ChosenFile {
  readonly found: FoundBackup | null;
  readonly problem: Problem | null;
  readonly isChoosing: boolean;
  /** Opens the system's dialog; a cancelled one changes nothing. */
  readonly choose: () => void;
}

/** A backup or 참여 파일 that a person chooses before anybody is signed in. */
export function useBackupFile(): ChosenFile {
  const desk = useDesk();
  const [found, setFound] = useState<FoundBackup | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const choose = () => {
    setIsChoosing(true);
    setProblem(null);
    void desk.call('backup.chooseFile', {}).then((answer) => {
      setIsChoosing(false);
      if (!answer.ok) setProblem(answer.problem);
      else if (answer.value.found) setFound(answer.value.found);
    });
  };
  return { found, problem, isChoosing, choose };
}
