import type { ReactNode } from 'react';
import type { RouteName, RouteOf } from '../state/route.ts';

/** An entry of the navigation. Its Alt+digit is its place among the entries that are registered. */
export interface NavigationEntry {
  readonly label: string;
  /** Fixed order: 오늘 1, 구직자 2, 상담일지 3, 기업 4, 공장명부 5. */
  readonly order: number;
}

export interface Screen<N extends RouteName> {
  /** Title of the window: the kind of screen, never a name of a person or company. */
  readonly title: string;
  readonly navigation?: NavigationEntry;
  /** The navigation entry that is shown as current; itself when it has one. */
  readonly under?: RouteName;
  render(route: RouteOf<N>): ReactNode;
}

/** Rooms that are not built are not registered, and what is not registered is not shown anywhere. */
export type Screens = { readonly [N in RouteName]?: Screen<N> };
