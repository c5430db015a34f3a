import type { ReactNode } from 'react';
import { createContext, use, useMemo } from 'react';
import type { Codes } from '../../shared/codes/tables.ts';
import { codesWith, shippedCodes } from '../../shared/codes/tables.ts';
import { useAsk } from './queries.tsx';

const CodesContext = createContext<Codes>(shippedCodes);

/** Gives the screens the code tables as this centre has them; until they are read, as the program ships them. */
export function CodesProvider({ children }: { readonly children: ReactNode }) {
  const { data } = useAsk('code.list', {});
  const codes = useMemo(() => (data ? codesWith(data.entries.map(({ fields }) => fields)) : shippedCodes), [data]);
  return <CodesContext value={codes}>{children}</CodesContext>;
}

/** The code tables: names of codes, and what may be chosen on a day. */
export function useCodes(): Codes {
  return use(CodesContext);
}
