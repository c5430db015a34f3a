// Accessibility of what is on the page, for specs that come to screens no other does.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on the page as it stands, as one line each. */
export async function axe(page: Page): Promise<string[]> {
  // Legacy mode: the other one opens a window of its own, which this app refuses.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} — ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
