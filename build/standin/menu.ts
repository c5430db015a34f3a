// The application menu. The stand-in draws none: its items work through their accelerators and from code.
import type * as Electron from 'electron';
import type { BrowserWindow } from './window.ts';

/** Keys of the browser that a window of Electron does not have. */
export const BROWSER_KEYS = [
  'f3',
  'f5',
  'f7',
  'ctrl+f5',
  'ctrl+r',
  'ctrl+shift+r',
  'ctrl+d',
  'ctrl+f',
  'ctrl+g',
  'ctrl+h',
  'ctrl+j',
  'ctrl+n',
  'ctrl+o',
  'ctrl+p',
  'ctrl+s',
  'ctrl+t',
  'ctrl+u',
  'ctrl+w',
  'ctrl+shift+w',
  'ctrl+shift+n',
  'ctrl+shift+t',
  'alt+arrowleft',
  'alt+arrowright',
];

/** What the rest of the stand-in needs of the menu. */
export interface Accelerators {
  combinations: () => string[];
  press: (combination: string, window: BrowserWindow) => void;
}

interface Doing {
  quit: () => void;
  focused: () => BrowserWindow | null;
}

const NAMES: Record<string, string> = {
  commandorcontrol: 'ctrl',
  cmdorctrl: 'ctrl',
  control: 'ctrl',
  command: 'ctrl',
  cmd: 'ctrl',
  option: 'alt',
  plus: '+',
  esc: 'escape',
  return: 'enter',
  space: ' ',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
};

/** `CmdOrCtrl+Shift+K` → `ctrl+shift+k`, the order in which the page reports keys. */
export function combinationOf(accelerator: string): string {
  const parts = accelerator
    .toLowerCase()
    .split('+')
    .map((part) => NAMES[part] ?? part);
  const key = parts.pop() ?? '';
  return [...['ctrl', 'alt', 'shift'].filter((held) => parts.includes(held)), key].join('+');
}

type Template = Electron.MenuItemConstructorOptions;

/** The classes Menu and MenuItem, and the accelerators of the application menu. */
export function createMenus(doing: Doing) {
  class MenuItem implements Pick<Electron.MenuItem, 'id' | 'label' | 'enabled' | 'visible' | 'checked' | 'type'> {
    id: string;
    label: string;
    enabled: boolean;
    visible: boolean;
    checked: boolean;
    type: Electron.MenuItem['type'];
    accelerator: string | undefined;
    role: Template['role'] | undefined;
    submenu: Menu | undefined;
    click: (event?: object, window?: BrowserWindow | null) => void;

    constructor(template: Template) {
      const { submenu, click, role } = template;
      this.id = template.id ?? '';
      this.label = template.label ?? '';
      this.enabled = template.enabled ?? true;
      this.visible = template.visible ?? true;
      this.checked = template.checked ?? false;
      this.type = template.type ?? (submenu === undefined ? 'normal' : 'submenu');
      this.accelerator = template.accelerator;
      this.role = role;
      this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined;
      this.click = (_event, window = doing.focused()) => {
        if (click) Reflect.apply(click, undefined, [this, window ?? undefined, {}]);
        else perform(role, window);
      };
    }
  }

  const perform = (role: Template['role'] | undefined, window: BrowserWindow | null): void => {
    if (role === 'quit') doing.quit();
    else if (role === 'close') window?.close();
    else if (role === 'reload') window?.webContents.reload();
    else if (role === 'minimize') window?.minimize();
    else if (role === 'resetZoom') window?.webContents.setZoomFactor(1);
    else if (role === 'zoomIn' || role === 'zoomOut') {
      const contents = window?.webContents;
      contents?.setZoomLevel(contents.getZoomLevel() + (role === 'zoomIn' ? 0.5 : -0.5));
    } else throw new Error(`The stand-in's menu cannot do the role ${String(role)}.`);
  };

  class Menu {
    items: MenuItem[] = [];

    static buildFromTemplate(template: Template[]): Menu {
      const menu = new Menu();
      menu.items = template.map((item) => new MenuItem(item));
      return menu;
    }

    static setApplicationMenu(menu: Menu | null): void {
      applicationMenu = menu;
    }

    static getApplicationMenu(): Menu | null {
      return applicationMenu;
    }

    append(item: MenuItem): void {
      this.items.push(item);
    }

    getMenuItemById(id: string): MenuItem | null {
      return this.all().find((item) => item.id === id) ?? null;
    }

    all(): MenuItem[] {
      return this.items.flatMap((item) => [item, ...(item.submenu?.all() ?? [])]);
    }

    popup(): never {
      throw new Error('The stand-in draws no native menus: draw it in the page.');
    }
  }

  let applicationMenu: Menu | null = null;
  const bound = (): { item: MenuItem; combination: string }[] =>
    (applicationMenu?.all() ?? []).flatMap((item) =>
      item.accelerator === undefined ? [] : [{ item, combination: combinationOf(item.accelerator) }],
    );
  const accelerators: Accelerators = {
    combinations: () => bound().map((entry) => entry.combination),
    press: (combination, window) => {
      const entry = bound().find(({ item, combination: own }) => own === combination && item.enabled);
      entry?.item.click({}, window);
    },
  };
  return { Menu, MenuItem, accelerators };
}
