import type { ReactNode } from 'react';
import type { CallName } from '../../shared/contract/index.ts';
import type { Route, RouteName, RouteOf } from '../state/route.ts';

/** An entry of the navigation. Its Alt+digit is its place among the entries that are registered. */
interface NavigationEntry {
  readonly label: string;
  /** Fixed order: 오늘 1, 구직자 2, 상담일지 3, 기업 4, 공장명부 5. */
  readonly order: number;
  /** As in `MenuPlace`. */
  readonly needs?: CallName;
}

/** An entry of the menu behind the user's name: what is not part of the day's work. */
export interface MenuPlace {
  readonly label: string;
  readonly order: number;
  readonly to: Route;
  /** The call without which the screen is of no use: who may not make it is not offered the screen. */
  readonly needs?: CallName;
}

export interface Screen<N extends RouteName> {
  /** Title of the window: the kind of screen, never a name of a person or company. */
  readonly title: string;
  readonly navigation?: NavigationEntry;
  readonly menu?: MenuPlace;
  /** The navigation entry that is shown as current; itself when it has one. */
  readonly under?: RouteName;
  render(route: RouteOf<N>): ReactNode;
}

/** Rooms that are not built are not registered, and what is not registered is not shown anywhere. */
export type Screens = { readonly [N in RouteName]?: Screen<N> };
