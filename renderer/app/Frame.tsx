import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Role } from '../../shared/model/role.ts';
import { roles } from '../../shared/model/role.ts';
import { Banner } from '../parts/Banner.tsx';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Menu } from '../parts/Menu.tsx';
import { Page } from '../parts/Page.tsx';
import type { MenuPlace, Screen, Screens } from '../screens/registry.tsx';
import { SearchBox } from '../screens/search/SearchBox.tsx';
import { SyncMark } from '../screens/sync/SyncMark.tsx';
import { useDeskState } from '../state/desk.tsx';
import type { Route, RouteName } from '../state/route.ts';
import { ko } from '../text/ko.ts';
import { classes } from './classes.ts';
import { timeOf } from './clock.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './Frame.module.css';
import { Keymap } from './Keymap.tsx';
import { useShortcut } from './keys.tsx';
import { BackupNotices, Notices } from './Notices.tsx';
import { useChangedEvents, useDesk } from './queries.tsx';
import { mayCall, useMay, useSurroundings } from './session.tsx';
import { shortcuts } from './shortcuts.ts';

const c = classes(styles);
const placeKeys = ['goFirst', 'goSecond', 'goThird', 'goFourth', 'goFifth'] as const;

interface NavigationItem {
  readonly name: RouteName;
  readonly label: string;
  readonly to: Route;
}

/** Places that stand in the navigation hold no id, so their name is the whole route. */
const listRoutes: readonly Route[] = [
  { name: 'today' },
  { name: 'people' },
  { name: 'consultations' },
  { name: 'companies' },
  { name: 'factories' },
];

/** The registered screens with a navigation entry, in their order, for one role. */
function navigationOf(screens: Screens, role: Role): NavigationItem[] {
  return listRoutes
    .flatMap((to) => {
      const entry = screens[to.name]?.navigation;
      return entry && (!entry.needs || mayCall(entry.needs, role))
        ? [{ name: to.name, label: entry.label, to, order: entry.order }]
        : [];
    })
    .toSorted((a, b) => a.order - b.order);
}

function Navigation({ items, current }: { readonly items: readonly NavigationItem[]; readonly current: RouteName }) {
  const go = useDeskState((state) => state.go);
  const here = useDeskState((state) => state.path.here.name);
  const jump = (place: number) => () => {
    const item = items[place];
    if (!item) return false;
    // Who leaves the search box for another screen means that screen's first row.
    if (item.name !== here && document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    go(item.to);
    return true;
  };
  useShortcut(placeKeys[0], jump(0));
  useShortcut(placeKeys[1], jump(1));
  useShortcut(placeKeys[2], jump(2));
  useShortcut(placeKeys[3], jump(3));
  useShortcut(placeKeys[4], jump(4));
  return (
    <nav className={c('navigation')} aria-label="메뉴">
      <ul>
        {items.map((item, place) => (
          <li key={item.name}>
            <button
              type="button"
              aria-current={item.name === current ? 'page' : undefined}
              aria-keyshortcuts={`Alt+${place + 1}`}
              onClick={() => go(item.to)}
            >
              <span>{item.label}</span>
              <kbd aria-hidden>Alt+{place + 1}</kbd>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The registered screens that stand in the menu, in their order, for one role. */
function menuOf(screens: Screens, role: Role): MenuPlace[] {
  return Object.values(screens)
    .flatMap(({ menu }) => (menu && (!menu.needs || mayCall(menu.needs, role)) ? [menu] : []))
    .toSorted((a, b) => a.order - b.order);
}

function UserMenu({ screens }: { readonly screens: Screens }) {
  const { session, look, setLook, signOut, lock, setPlace } = useSurroundings();
  const showKeymap = useDeskState((state) => state.showKeymap);
  const go = useDeskState((state) => state.go);
  const { actor } = session;
  const places = menuOf(screens, actor.role);
  const isField = session.place === 'field';
  const act = (id: string) => {
    const text = /^text-(100|125|150|200)$/.exec(id)?.[1];
    if (id === 'light' || id === 'contrast') setLook({ ...look, theme: id });
    else if (text) setLook({ ...look, text: Number(text) as typeof look.text });
    else if (id === 'keys') showKeymap(true);
    else if (id === 'field') setPlace(isField ? 'office' : 'field');
    else if (id === 'lock') lock();
    else if (id === 'out') signOut();
    else {
      const to = places.find((place) => place.to.name === id)?.to;
      if (to) go(to);
    }
  };
  return (
    <Menu
      label="화면 설정과 로그아웃"
      shortcut="userMenu"
      onAction={act}
      parts={[
        {
          title: '자리',
          entries: [
            { id: 'lock', label: '화면 잠금', keys: shortcuts.lock.keys },
            { id: 'field', label: isField ? '현장 모드 끝내기' : '현장 모드', isChosen: isField },
            { id: 'out', label: '로그아웃' },
          ],
        },
        {
          title: '센터',
          entries: [
            ...places.map(({ to, label }) => ({ id: to.name, label })),
            { id: 'keys', label: '단축키', keys: '?' },
          ],
        },
        {
          title: '화면',
          isChoice: true,
          entries: [
            { id: 'light', label: '밝게', isChosen: look.theme === 'light' },
            { id: 'contrast', label: '고대비', isChosen: look.theme === 'contrast' },
          ],
        },
        {
          title: '글자 크기',
          isChoice: true,
          entries: [100, 125, 150, 200].map((text) => ({
            id: `text-${text}`,
            label: `${text}%`,
            isChosen: look.text === text,
          })),
        },
      ]}
    >
      <span className={c('user')}>
        <span className={c('userName')}>{actor.name}</span>
        <span className={c('role')}>{roles[actor.role]}</span>
      </span>
    </Menu>
  );
}

/** Only what is true: how it stands with the other laptops, where it is used, and when something last reached the store. */
function Status() {
  const { place, lockMinutes, lentUntil, pack } = useSurroundings().session;
  const until = lentUntil === null ? '' : `${lentUntil}까지`;
  const lent =
    pack === null ? until && `${until} 빌려 쓰는 노트북` : [`‘${pack}’ 자료만`, until].filter(Boolean).join(' · ');
  const savedAt = useDeskState((state) => state.savedAt);
  const draftSavedAt = useDeskState((state) => state.draftSavedAt);
  const last =
    savedAt === null && draftSavedAt === null
      ? ''
      : (draftSavedAt ?? 0) > (savedAt ?? 0)
        ? `임시 저장됨 ${timeOf(draftSavedAt ?? 0)}`
        : `저장됨 ${timeOf(savedAt ?? 0)}`;
  return (
    <footer className={c('status')}>
      <SyncMark />
      {place === 'field' && <span className={c('field')}>현장 모드 · {lockMinutes}분 쉬면 잠깁니다</span>}
      {lent && <span className={c('field')}>{lent}</span>}
      {last && <span className={c('last')}>{last}</span>}
    </footer>
  );
}

/** A clock that cannot be right: told until it is. */
function ClockBanner() {
  const desk = useDesk();
  const [clockMessage, setClockMessage] = useState('');
  useEffect(() => {
    void desk.call('app.clock', {}).then((answer) => answer.ok && setClockMessage(answer.value.message));
    return desk.on('clock', ({ message }) => setClockMessage(message));
  }, [desk]);
  if (clockMessage === '') return null;
  return (
    <Banner tone="danger" urgent>
      {clockMessage}
    </Banner>
  );
}

/** Without a recovery key that somebody has on paper, one forgotten password can be the end: told until it is there. */
function RecoveryBanner() {
  const { session } = useSurroundings();
  const mayIssue = useMay('recovery.issue');
  const here = useDeskState((state) => state.path.here.name);
  const go = useDeskState((state) => state.go);
  if (!session.recoveryMissing || !mayIssue || here === 'settings') return null;
  return (
    <Banner
      tone="warning"
      actions={
        <Button size="s" onPress={() => go({ name: 'settings' })}>
          설정 열기
        </Button>
      }
    >
      적어 둔 복구 열쇠가 없습니다. 비밀번호를 모두 잊으면 자료를 열 수 없으니, 설정의 열쇠에서 발급해 주십시오.
    </Banner>
  );
}

/** Where somebody stands who may not see it: 박람회 등록원 begins here until the fair has a screen of its own. */
function NothingHere() {
  return (
    <Page title={ko.product}>
      <EmptyState title="이 계정으로 볼 수 있는 화면이 없습니다.">
        박람회 등록 화면은 아직 없습니다. 다른 일을 맡았으면 관리자에게 역할을 바꾸어 달라고 하십시오.
      </EmptyState>
    </Page>
  );
}

/** Shows the screen of the place. `Screens` is keyed by the same names as the routes, so the pair always fits. */
function renderScreen<R extends Route>(screens: Screens, route: R) {
  const screen = screens[route.name] as Screen<RouteName> | undefined;
  return screen?.render(route);
}

/** The desk: header with the one search box, navigation, and the screen of the place where one stands. */
export function Frame({ screens }: { readonly screens: Screens }) {
  useChangedEvents();
  const { session, about, lock } = useSurroundings();
  const route = useDeskState((state) => state.path.here);
  const { go, back, forward, showKeymap } = useActions();
  const main = useRef<HTMLElement>(null);
  const { role } = session.actor;
  const items = navigationOf(screens, role);
  const screen = screens[route.name];
  const needs = screen?.navigation?.needs ?? screen?.menu?.needs;
  const maySearch = useMay('search.find');

  // Another place begins at its top, with nothing left of a screen that failed; before its first field takes the
  // keyboard and is scrolled into sight.
  const placeKey = `${route.name}${'id' in route ? `-${route.id}` : ''}`;
  const shownPlace = useRef(placeKey);
  useLayoutEffect(() => {
    if (shownPlace.current !== placeKey) main.current?.scrollTo(0, 0);
    shownPlace.current = placeKey;
  }, [placeKey]);
  useEffect(() => {
    document.title = `${screen?.title ?? ko.product} — ${ko.product}`;
  }, [screen]);

  useShortcut('back', back);
  useShortcut('forward', forward);
  useShortcut('newPerson', () => go({ name: 'personIntake' }), useMay('person.create'));
  useShortcut('lock', lock);
  useShortcut('keymap', () => showKeymap(true));
  useShortcut('keymapHelp', () => showKeymap(true));

  return (
    <div className={c('desk')}>
      <a
        className={c('skip')}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        본문으로 건너뛰기
      </a>
      <div className={c('frame')}>
        <div className={c('notices')}>
          <Notices about={about} />
          <BackupNotices />
        </div>
        <header className={c('header')}>
          <p className={c('brand')}>
            <strong>{ko.product}</strong>
            <span className={c('centre')}>{session.centre}</span>
          </p>
          {maySearch ? (
            <SearchBox canOpen={(name) => screens[name] !== undefined} />
          ) : (
            <div className={c('noSearch')} />
          )}
          <UserMenu screens={screens} />
        </header>
        <div className={c('side')}>
          <Navigation items={items} current={screen?.under ?? route.name} />
          <Status />
        </div>
        <main id="main" ref={main} className={c('main')} tabIndex={-1}>
          <ClockBanner />
          <RecoveryBanner />
          <ErrorBoundary key={placeKey}>
            {needs && !mayCall(needs, role) ? <NothingHere /> : renderScreen(screens, route)}
          </ErrorBoundary>
        </main>
      </div>
      <Keymap />
    </div>
  );
}

function useActions() {
  const go = useDeskState((state) => state.go);
  const back = useDeskState((state) => state.back);
  const forward = useDeskState((state) => state.forward);
  const showKeymap = useDeskState((state) => state.showKeymap);
  return { go, back, forward, showKeymap };
}
