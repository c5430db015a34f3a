import type { UseQueryResult } from '@tanstack/react-query';
import { QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, CallName, Changed, Input, Output, WriteCall } from '../../shared/contract/index.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Desk } from './desk.ts';
import type { AskCall } from './freshness.ts';
import { isStale, metaOf } from './freshness.ts';

/** Carries a problem through react-query, which knows failures only as errors. */
class ProblemError extends Error {
  readonly problem: Problem;
  constructor(shown: Problem) {
    super(shown.message);
    this.name = 'ProblemError';
    this.problem = shown;
  }
}

/** The value of an answer; throws `ProblemError`. For query functions only. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ProblemError(answer.problem);
}

/** `always`: there is no network to wait for. No retries: main answers or says what to do. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        throwOnError: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('no desk');
  return desk;
}

/** Reads again, now where it is shown and else when it is shown again, what a change has made out of date. */
export function readStaleAgain(client: QueryClient, changed: Changed): void {
  void client.invalidateQueries({ predicate: ({ meta }) => isStale(meta?.['madeOf'], meta?.['about'], changed) });
}

/** Re-reads what is shown when main says that something changed. Mounted once, in the frame. */
export function useChangedEvents(): void {
  const desk = useDesk();
  const client = useQueryClient();
  useEffect(() => desk.on('changed', (changed) => readStaleAgain(client, changed)), [desk, client]);
}

/** The key and function of one read, for `useQuery`, `useInfiniteQuery` and `fetchQuery` alike. */
export function askQuery<N extends AskCall>(desk: Desk, name: N, input: Input<N>) {
  return {
    queryKey: [name, input] as const,
    queryFn: async (): Promise<Output<N>> => valueOf(await desk.call(name, input)),
    meta: metaOf(name, input),
  };
}

/**
 * Reads, shows the cached answer at once, and reads again when its records change. Not `enabled`: nothing is asked (what
 * somebody may not read).
 */
export function useAsk<N extends AskCall>(name: N, input: Input<N>, enabled = true): UseQueryResult<Output<N>> {
  return useQuery({ ...askQuery(useDesk(), name, input), enabled });
}

/** The Korean sentence of a failed read. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof ProblemError ? error.problem : null;
}

export interface Write<N extends CallName> {
  /** Calls; the same input tried again after a failure carries the same command id. */
  readonly run: (input: Input<N>) => Promise<Answer<Output<N>>>;
  readonly busy: boolean;
}

/** A write from a screen. A second `run` while one is under way answers with the first one's answer. */
export function useWrite<N extends WriteCall>(name: N): Write<N> {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const last = useRef<{ input: string; id: string; running: Promise<Answer<Output<N>>> | null } | null>(null);
  const run = useCallback(
    (input: Input<N>) => {
      const asText = JSON.stringify(input);
      if (last.current?.running && last.current.input === asText) return last.current.running;
      const id = last.current?.input === asText ? last.current.id : crypto.randomUUID();
      setBusy(true);
      const running = desk.call(name, input, id).then((answer) => {
        setBusy(false);
        // Done: the next submit, even of the same text, is a new command. Refused: the same id may be tried again.
        last.current = answer.ok ? null : { input: asText, id, running: null };
        return answer;
      });
      last.current = { input: asText, id, running };
      return running;
    },
    [desk, name],
  );
  return { run, busy };
}
