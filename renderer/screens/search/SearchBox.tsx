import { Search } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { districts } from '../../../shared/codes/district.ts';
import { codeName } from '../../../shared/codes/index.ts';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { isComposing } from '../../app/shortcuts.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteName } from '../../state/route.ts';
import styles from './SearchBox.module.css';
import { groupHits, inShownOrder } from './searchState.ts';

const c = classes(styles);
const most = 20;
/** A second's pause settles a search (T2). */
const pause = 1000;

/** Roles of the popup: it is neither a `select` nor a `datalist`, since it holds what main finds at each key press. */
const role = { listbox: { role: 'listbox' }, group: { role: 'group' }, option: { role: 'option' } };

interface Found {
  readonly text: string;
  readonly hits: readonly SearchHit[];
  readonly more: boolean;
  readonly ready: boolean;
  readonly problem: string;
}

const nothing: Found = { text: '', hits: [], more: false, ready: true, problem: '' };

function place(hit: SearchHit): string {
  return hit.district === null ? '' : codeName(districts, hit.district);
}

function HitLine({ hit }: { readonly hit: SearchHit }) {
  if (hit.kind === 'person') {
    return (
      <>
        <span className={c('name')}>{hit.name}</span>
        <span>{hit.birthYear === null ? '생년 모름' : `${hit.birthYear}년생`}</span>
        <span>{hit.phoneTail === null ? '전화 없음' : `뒷자리 ${hit.phoneTail}`}</span>
        <span>{place(hit)}</span>
      </>
    );
  }
  return (
    <>
      <span className={c('name company')}>{hit.name}</span>
      <span className={c('place')}>{place(hit)}</span>
      <span>{hit.industry ?? ''}</span>
    </>
  );
}

/**
 * The one search box (C1). Every key press asks, also inside a Hangul composition; only the answer to the newest text is
 * shown; the first find is marked, so that Enter opens it. Enter that ends a composition opens nothing.
 */
export function SearchBox({ canOpen }: { readonly canOpen: (place: RouteName) => boolean }) {
  const { pack } = useSurroundings().session;
  const desk = useDesk();
  const go = useDeskState((state) => state.go);
  const toast = useDeskState((state) => state.toast);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef({ text: '', turn: 0 });
  const settled = useRef('');
  /** Enter came before the answer: what it opens once the answer is there. */
  const waiting = useRef<'open' | 'register' | null>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>(nothing);
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);

  const shown = inShownOrder(found.hits);
  const showing = isOpen && text.trim() !== '';

  const settle = (result: Found) => {
    if (result.text === '' || settled.current === result.text) return;
    settled.current = result.text;
    const people = result.hits.filter((hit) => hit.kind === 'person').map((hit) => hit.id);
    if (people.length > 0) void desk.call('search.settled', { people });
  };

  const leave = () => {
    asked.current = { text: '', turn: asked.current.turn + 1 };
    waiting.current = null;
    setText('');
    setFound(nothing);
    setOpen(false);
  };

  const open = (hit: SearchHit, result: Found) => {
    settle(result);
    leave();
    input.current?.blur();
    go({ name: hit.kind, id: hit.id });
  };

  const register = (hit: SearchHit, result: Found) => {
    if (hit.kind !== 'factory') {
      open(hit, result);
      return;
    }
    settle(result);
    leave();
    input.current?.blur();
    void desk.call('company.fromFactory', { factoryId: hit.id }).then((answer) => {
      if (!answer.ok) {
        toast({ text: answer.problem.message, tone: 'problem' });
        return;
      }
      toast({
        text: answer.value.already ? '이미 등록된 기업을 열었습니다.' : '공장명부의 줄을 기업으로 등록했습니다.',
        tone: 'done',
      });
      if (canOpen('company')) go({ name: 'company', id: answer.value.id });
    });
  };

  const ask = (typed: string) => {
    const turn = asked.current.turn + 1;
    asked.current = { text: typed, turn };
    waiting.current = null;
    setText(typed);
    setOpen(true);
    if (typed.trim() === '') {
      setFound(nothing);
      return;
    }
    void desk.call('search.find', { text: typed.slice(0, 80), limit: most }).then((answer) => {
      if (asked.current.turn !== turn) return;
      const result: Found = answer.ok
        ? { ...answer.value, hits: answer.value.hits.filter((hit) => canOpen(hit.kind)), text: typed, problem: '' }
        : { ...nothing, text: typed, problem: answer.problem.message };
      setFound(result);
      setActive(0);
      const first = inShownOrder(result.hits)[0];
      const then = waiting.current;
      waiting.current = null;
      if (first && then === 'open') open(first, result);
      else if (first && then === 'register') register(first, result);
    });
  };

  useEffect(() => {
    if (!showing || found.text !== text) return undefined;
    const timer = setTimeout(() => settle(found), pause);
    return () => clearTimeout(timer);
  });

  const press = (what: 'open' | 'register') => {
    if (found.text !== text) {
      waiting.current = what;
      return;
    }
    const hit = shown[active];
    if (hit) (what === 'open' ? open : register)(hit, found);
  };

  // The index is still being read: the same question again until it is whole.
  useEffect(() => {
    if (!showing || found.ready || found.text !== text) return undefined;
    const timer = setTimeout(() => ask(text), 300);
    return () => clearTimeout(timer);
  });

  const focusBox = () => {
    input.current?.focus();
    input.current?.select();
  };
  useShortcut('search', focusBox);
  useShortcut('searchSlash', focusBox);
  useShortcut('makeCompany', () => {
    if (document.activeElement !== input.current || !showing) return false;
    press('register');
    return true;
  });

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      press('open');
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shown.length > 0) setActive((active + step + shown.length) % shown.length);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (text === '') {
        input.current?.blur();
        document.querySelector<HTMLElement>('#main [role=grid], #main h1')?.focus();
      } else leave();
    }
  };

  const onPoint = (event: PointerEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[id]') : null;
    const hit = shown.find((one) => option(one) === line?.id);
    if (hit) open(hit, found);
  };
  const option = (hit: SearchHit) => `${id}-${hit.kind}-${hit.id}`;
  const marked = shown[active];
  useEffect(() => {
    if (showing && marked)
      document.getElementById(`${id}-${marked.kind}-${marked.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [showing, marked, id]);

  const message = found.problem
    ? found.problem
    : !found.ready
      ? '찾기 목록을 읽는 중입니다. 잠시 뒤에 모두 나옵니다.'
      : found.text === text && shown.length === 0
        ? pack === null
          ? '찾은 것이 없습니다. 이름, 초성, 전화번호 뒤 네 자리, 생년월일(900101)로 찾을 수 있습니다.'
          : `찾은 것이 없습니다. 이 노트북에는 자료 묶음 ‘${pack}’에서 접수한 사람과 기업만 있습니다.`
        : found.more
          ? '더 있습니다. 더 입력하면 줄어듭니다.'
          : '';

  return (
    <search className={c('search')}>
      <Search aria-hidden className={c('icon')} />
      <input
        ref={input}
        className={c('input')}
        type="text"
        role="combobox"
        aria-label="찾기"
        aria-expanded={showing}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={showing && marked ? option(marked) : undefined}
        aria-keyshortcuts="Control+K"
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        placeholder="이름 · 초성 · 전화 뒤 네 자리 · 생년월일 · 회사"
        value={text}
        onChange={(event) => ask(event.currentTarget.value)}
        onKeyDown={onKey}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <kbd aria-hidden className={c('keys')}>
        Ctrl+K
      </kbd>
      {showing && (
        <div className={c('popup')} onPointerDown={(event) => event.preventDefault()} onPointerUp={onPoint}>
          <div id={`${id}-list`} {...role.listbox} aria-label="찾은 것" className={c('list')}>
            {groupHits(found.hits).map((group) => (
              <div key={group.kind} {...role.group} aria-label={group.title}>
                <p className={c('title')} aria-hidden>
                  {group.title}
                </p>
                {group.hits.map((hit) => (
                  <div
                    key={option(hit)}
                    id={option(hit)}
                    {...role.option}
                    aria-selected={hit === marked}
                    className={c('hit')}
                  >
                    <HitLine hit={hit} />
                  </div>
                ))}
              </div>
            ))}
          </div>
          {message && <p className={c('message')}>{message}</p>}
          {shown.length > 0 && (
            <p className={c('help')} aria-hidden>
              ↑↓ 옮기기 · Enter 열기
              {shown.some((hit) => hit.kind === 'factory') && ' · Ctrl+Enter 공장명부를 기업으로 등록'} · Esc 지우기
            </p>
          )}
        </div>
      )}
      <output className="aside">{showing && found.text === text ? `${shown.length}건 ${message}` : ''}</output>
    </search>
  );
}
