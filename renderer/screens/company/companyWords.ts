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
      if (table)
        return (Array.isArray(value) ? value : [value])
          .map((code) => (typeof code === 'object' ? '' : codeName(table, String(code))))
          .join(', ');
      if (field === 'businessNumber') return formatBusinessNumber(String(value));
      return field === 'phone' || field === 'fax' ? phoneText(String(value)) : String(value);
    },
  };
}
