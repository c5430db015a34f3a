import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button, Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import { useShortcut } from '../app/keys.tsx';
import type { ShortcutId } from '../app/shortcuts.ts';
import { shortcuts } from '../app/shortcuts.ts';
import button from './Button.module.css';
import styles from './Menu.module.css';

const b = classes(button);
const c = classes(styles);

interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly isChosen?: boolean;
}

export interface MenuPart {
  readonly title: string;
  /** Entries of which one is chosen are told as such; others are deeds. */
  readonly isChoice?: boolean;
  readonly entries: readonly MenuEntry[];
}

/** A menu behind a button, in named sections. The button is named by what it shows, then by `label`. */
export function Menu({
  label,
  shortcut,
  children,
  parts,
  onAction,
}: {
  readonly label: string;
  /** The key that opens it. */
  readonly shortcut: ShortcutId;
  readonly children: ReactNode;
  readonly parts: readonly MenuPart[];
  readonly onAction: (id: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  useShortcut(shortcut, () => setOpen(true), !isOpen);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className={b('button')} data-kind="text">
        {children}
        <span className="aside">{label}</span>
        <kbd aria-hidden>{shortcuts[shortcut].keys}</kbd>
        <ChevronDown aria-hidden />
      </Button>
      <Popover className={c('popover')} placement="bottom end">
        <AriaMenu className={c('menu')} aria-label={label} onAction={(id) => onAction(String(id))}>
          {parts.map((part) => {
            const items = part.entries.map((entry) => (
              <MenuItem key={entry.id} id={entry.id} textValue={entry.label} className={c('item')}>
                <span className={c('mark')} aria-hidden>
                  {entry.isChosen ? '✓' : ''}
                </span>
                <span>{entry.label}</span>
                {entry.keys && <kbd>{entry.keys}</kbd>}
              </MenuItem>
            ));
            const head = <Header className={c('title')}>{part.title}</Header>;
            return part.isChoice ? (
              <MenuSection
                key={part.title}
                selectionMode="single"
                selectedKeys={part.entries.filter((entry) => entry.isChosen).map((entry) => entry.id)}
              >
                {head}
                {items}
              </MenuSection>
            ) : (
              <MenuSection key={part.title}>
                {head}
                {items}
              </MenuSection>
            );
          })}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
