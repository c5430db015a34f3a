import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/**
 * A value of a screen that is still there when one comes back to it (a filter, an import half way), and gone when the
 * session ends: it lives in the client of answers, which is emptied then. `name` is the screen's own.
 */
export function useKept<T>(name: string, first: () => T): [value: T, keep: (value: T) => void] {
  const client = useQueryClient();
  const [value, setValue] = useState<T>(() => {
    client.setQueryDefaults(['kept'], { gcTime: Infinity, staleTime: Infinity, structuralSharing: false });
    const kept = client.getQueryData<T>(['kept', name]);
    if (kept !== undefined) return kept;
    const made = first();
    client.setQueryData(['kept', name], made);
    return made;
  });
  const keep = useCallback(
    (next: T) => {
      client.setQueryData(['kept', name], next);
      setValue(next);
    },
    [client, name],
  );
  return [value, keep];
}
