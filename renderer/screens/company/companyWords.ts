import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import type { Code } from '../../../shared/codes/index.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { rootTechnologies } from '../../../shared/codes/rootTechnology.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import { formatBusinessNumber } from '../../../shared/korean/businessNumber.ts';
import { companyLabels } from '../../../shared/model/company.ts';
import type { HistoryWords } from '../history/History.tsx';
import { phoneText } from '../person/show.ts';

/** How a company's fields are called and shown in its history. */
export function companyWords(codes: Codes): HistoryWords {
  const tables: Readonly<Record<string, readonly Code[]>> = {
    district: districts,
    complex: complexes,
    rootTechnology: rootTechnologies,
    otherTechnologies: rootTechnologies,
    rootStatus: codes.of('rootStatus'),
    size: codes.of('companySize'),
    facilities: codes.of('facility'),
  };
  return {
    labels: companyLabels,
    show: (field, value) => {
      const table = tables[field];
      const texts = (Array.isArray(value) ? value : [value]).map((item) =>
        typeof item === 'object' ? '' : String(item),
      );
      if (table) return texts.map((code) => codeName(table, code)).join(', ');
      const text = texts.join(', ');
      if (field === 'businessNumber') return formatBusinessNumber(text);
      return field === 'phone' || field === 'fax' ? phoneText(text) : text;
    },
  };
}
