import type { Input } from '../../../shared/contract/index.ts';

/** What narrows the list of the 공장명부. */
export type FactoryFilter = Pick<Input<'factory.list'>, 'text' | 'district' | 'rootOnly' | 'doubtfulOnly'>;

export const noFilter: FactoryFilter = { text: '', district: null, rootOnly: false, doubtfulOnly: false };

/** The name under which the filter is kept while the session lasts. */
export const filterName = 'factories.filter';

/** Whether anything is filtered out. */
export function isFiltering({ text, district, rootOnly, doubtfulOnly }: FactoryFilter): boolean {
  return text.trim() !== '' || district !== null || rootOnly || doubtfulOnly;
}
