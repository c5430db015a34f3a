import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { DraftSubject } from '../../shared/contract/draft.ts';
import { Banner } from '../parts/Banner.tsx';
import { Button } from '../parts/Button.tsx';
import type { TextForm } from '../parts/useDeskForm.ts';
import { isOf, useDeskState, useDeskStore } from '../state/desk.tsx';
import { timeOf } from './clock.tsx';
import { keepDraft } from './draftKeeper.ts';
import { sendDraft, settled } from './heldDrafts.ts';
import { useDesk } from './queries.tsx';
import { useSurroundings } from './session.tsx';

export interface Draft {
  /** The bar that offers the draft found on opening; null when there was none. */
  readonly bar: ReactNode;
  /** `임시 저장됨 11:20`, or empty: only what is true. */
  readonly note: string;
  /** After the record is saved: ends keeping and throws the draft away. */
  readonly finish: () => Promise<void>;
}

/** What of a draft kept at `savedAt` (epoch ms; null: just now) may still be put into its form. */
export type Revive = (values: TextForm, savedAt: number | null) => TextForm;
const asTyped: Revive = (values) => values;

/** ` (11:20 임시 저장)`; nothing for what was only held. */
const keptAt = (at: number | null): string => (at === null ? '' : ` (${timeOf(at)} 임시 저장)`);

/**
 * Keeps a form as it is typed: saved after 400 ms of quiet, at the latest every 1.5 s, and when the focus, the page or
 * the session goes; so a kill loses less than two seconds (C2). A draft found on opening is put into the form at once,
 * with a bar that says so: typing goes on with it, 버리기 (which can be taken back) returns to what the record says.
 */
export function useDraft<V extends TextForm>(
  subject: DraftSubject,
  form: UseFormReturn<V>,
  base: V,
  revive: Revive = asTyped,
): Draft {
  const desk = useDesk();
  const client = useQueryClient();
  const { session, beforeLeaving } = useSurroundings();
  const state = useDeskStore();
  const { hold, supersede } = state.getState();
  const toast = useDeskState((state) => state.toast);
  const dropToast = useDeskState((state) => state.dropToast);
  const noteDraftSaved = useDeskState((state) => state.noteDraftSaved);
  /** `savedAt` null: it was held, and is not in the store yet. */
  const [found, setFound] = useState<{ savedAt: number | null } | null>(null);
  /** A draft that came when something was typed already (the store was busy): offered, for the typing takes its place. */
  const [late, setLate] = useState<{ savedAt: number | null; values: TextForm } | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const { userId } = session.actor;
  const { form: formName, about } = subject;

  /** Pages that ask which forms were left open must not go by what they heard before this one was. */
  const askAgain = useCallback(() => {
    const names: readonly unknown[] = ['draft.get', 'draft.ofCompany'];
    void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => names.includes(name) });
  }, [client]);

  const keeper = useMemo(() => {
    const at = { form: formName, about };
    return keepDraft(
      base,
      {
        save: async (values) => {
          supersede(userId, at);
          const answer = await sendDraft(desk, { subject: at, values });
          return answer.ok ? answer.value : answer.problem;
        },
        discard: async () => {
          const answer = await desk.call('draft.discard', { subject: at });
          return answer.ok ? null : answer.problem;
        },
      },
      {
        onSaved: (when) => {
          setSavedAt(when);
          if (when !== null) noteDraftSaved(when);
          // 오늘 may have read its list before the form it replaced was saved.
          void client.invalidateQueries({ queryKey: ['draft.list'] });
        },
        onHeld: (values) => hold({ userId, subject: at, values }),
      },
    );
  }, [desk, client, formName, about, base, userId, hold, supersede, noteDraftSaved]);

  // What was typed before, on opening. Not when a lock ends: what stands there is the newest.
  const asked = useRef<object | null>(null);
  useEffect(() => {
    if (asked.current === keeper) return undefined;
    let gone = false;
    const ask = async (): Promise<void> => {
      await settled(desk);
      if (gone) return;
      const at = { form: formName, about };
      const answer = await desk.call('draft.get', { subject: at });
      if (gone || !answer.ok) return;
      asked.current = keeper;
      // What is held could not be saved yet: it is newer than what the store has.
      const held = state.getState().held.find((draft) => isOf(draft, userId, at));
      const draft = held ? { values: held.values, savedAt: null } : answer.value.draft;
      if (!draft) return;
      const { savedAt: when } = draft;
      const values = revive(draft.values, when);
      const typed = form.getValues();
      // Already typing: the draft is not pushed under the hands.
      if (Object.keys(base).some((field) => typed[field] !== base[field])) {
        setLate({ savedAt: when, values });
        return;
      }
      keeper.takeOver();
      const here = { ...base, ...values };
      form.reset(here, { keepDefaultValues: true });
      if (held) keeper.typed(here);
      setFound({ savedAt: when });
      setSavedAt(when);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [desk, state, form, formName, about, base, userId, keeper, revive]);

  useEffect(() => {
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => keeper.typed(values),
    });
    const flush = () => void keeper.flush();
    const stopLeaving = beforeLeaving(() => keeper.flush());
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    document.addEventListener('focusout', flush);
    return () => {
      stop();
      stopLeaving();
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      document.removeEventListener('focusout', flush);
      void keeper.leave().then(() => askAgain());
    };
  }, [form, keeper, beforeLeaving, askAgain]);

  const finish = useCallback(async () => {
    setFound(null);
    setLate(null);
    setSavedAt(null);
    supersede(userId, { form: formName, about });
    await keeper.end();
    await client.invalidateQueries({ queryKey: ['draft.list'] });
  }, [keeper, client, supersede, userId, formName, about]);

  // Taking back works on this form: the offer goes with it.
  const offered = useRef<number | null>(null);
  useEffect(
    () => () => {
      if (offered.current !== null) dropToast(offered.current);
    },
    [dropToast],
  );
  const put = (values: V) => {
    form.reset(values, { keepDefaultValues: true });
    keeper.typed(values);
  };
  const putInstead = (values: V, text: string) => {
    const before = form.getValues();
    put(values);
    void keeper.flush();
    offered.current = toast({ text, tone: 'plain', action: { label: '되돌리기', run: () => put(before) } });
  };
  const throwAway = () => {
    setFound(null);
    putInstead(base, '임시 저장한 내용을 버렸습니다.');
  };
  const takeLate = () => {
    setLate(null);
    if (late) putInstead({ ...base, ...late.values }, '먼저 쓰던 내용을 불러왔습니다.');
  };

  const offer = late && (
    <Banner
      tone="warning"
      urgent
      actions={
        <Button size="s" onPress={takeLate}>
          불러오기
        </Button>
      }
    >
      먼저 쓰던 내용이 있습니다.{keptAt(late.savedAt)} 불러오지 않으면 지금 쓰는 내용만 남습니다.
    </Banner>
  );
  const bar =
    offer ??
    (found && (
      <Banner
        tone="info"
        urgent
        actions={
          <Button size="s" onPress={throwAway}>
            버리기
          </Button>
        }
      >
        저장하지 않은 내용을 불러왔습니다.{keptAt(found.savedAt)} 이어서 쓰시면 됩니다.
      </Banner>
    ));
  return { bar, note: savedAt === null ? '' : `임시 저장됨 ${timeOf(savedAt)}`, finish };
}
