import { districts } from '../../../shared/codes/district.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { sexes } from '../../../shared/codes/person.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import { personLabels } from '../../../shared/model/person.ts';
import { sectionLabels } from '../../../shared/model/personSections.ts';
import type { HistoryWords } from '../history/History.tsx';
import { sectionText } from './sectionShow.ts';
import { phoneText } from './show.ts';

/** How a person's fields are called and shown in their history. */
export function personWords(codes: Codes): HistoryWords {
  return {
    labels: { ...sectionLabels, ...personLabels, counsellor: '담당 상담사', restricted: '열람제한' },
    show: (field, value) => {
      const inSection = sectionText(field, value, codes);
      if (inSection !== null) return inSection;
      const text = typeof value === 'object' ? '' : String(value);
      switch (field) {
        case 'mobile':
        case 'otherPhone':
          return phoneText(text);
        case 'sex':
          return codeName(sexes, text);
        case 'district':
          return codeName(districts, text);
        case 'inflow':
          return codeName(codes.of('inflow'), text);
        case 'restricted':
          return value === true ? '걸림' : '풀림';
        default:
          return text;
      }
    },
  };
}
