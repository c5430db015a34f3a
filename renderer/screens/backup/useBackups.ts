import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useDesk, valueOf } from '../../app/queries.tsx';

/** Where backups stand and which there are; read when the screen opens and when asked. */
export function useBackups() {
  const desk = useDesk();
  const status = useQuery({
    queryKey: ['backup.status'],
    queryFn: async () => valueOf(await desk.call('backup.status', {})),
    refetchOnMount: 'always',
  });
  const list = useQuery({
    queryKey: ['backup.list'],
    queryFn: async () => valueOf(await desk.call('backup.list', {})).backups,
    refetchOnMount: 'always',
  });
  const { refetch: again } = status;
  const { refetch: anew } = list;
  const refresh = (): void => {
    void again();
    void anew();
  };
  useEffect(
    () =>
      desk.on('backup', () => {
        void again();
        void anew();
      }),
    [desk, again, anew],
  );
  return { status, list, refresh };
}

/** What main is doing with a backup now, as a sentence; '' when nothing. */
export function useBackupStage(): string {
  const desk = useDesk();
  const [stage, setStage] = useState('');
  useEffect(
    () =>
      desk.on('progress', ({ job, stage: name, done, total }) => {
        if (job !== 'backup') return;
        const share = total > 1 && done < total ? ` ${Math.floor((done / total) * 100)}%` : '';
        setStage(`${name}${share}`);
      }),
    [desk],
  );
  return stage;
}
