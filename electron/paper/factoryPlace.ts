import { fromPnu, locate, parseAddress, type Location } from '../../shared/korean/address.ts';
import type { FactoryColumn } from './factoryColumns.ts';
import type { DoubtCode } from './factoryWords.ts';
import type { CellReader } from './importCells.ts';

type Cells = CellReader<FactoryColumn, DoubtCode>;

/** Where a factory is, as far as its line tells. */
interface FactoryPlace {
  /** As written (the 도로명 before the 지번), '' where the line has none. */
  readonly address: string;
  /** Code of the district of 2026-07-01. */
  readonly district: string | null;
  readonly oldDistrict: string | null;
  readonly dong: string | null;
  readonly pnu: string | null;
  readonly point: readonly [lon: number, lat: number] | null;
}

export type Placing =
  | { readonly ok: true; readonly value: FactoryPlace }
  | { readonly ok: false; readonly field: FactoryColumn; readonly text: string };

type Located = Extract<Location, { ok: true }>;

/**
 * Where the factory stands: by its 도로명 and 지번 address with the columns of city and district, else by its PNU. Not ok
 * when it says that it is outside Incheon. What it leaves open becomes a doubt.
 */
export function placeOf(cells: Cells, assumeIncheon: boolean): Placing {
  const road = cells.text('address', 300);
  const lot = cells.text('lotAddress', 300);
  const prefix = columnsAbove(cells);
  const written = [
    { field: 'address' as const, text: blankDash(road) },
    { field: 'lotAddress' as const, text: blankDash(lot) },
  ].filter(({ text }) => text !== '');

  const read = written.map(({ field, text }) => ({
    field,
    text,
    location: locate(withPrefix(text, prefix), { assumeIncheon }),
  }));
  const outside = read.find(({ location }) => !location.ok && location.reason === 'notIncheon');
  const found = read.flatMap(({ location }) => (location.ok ? [location] : []));
  if (outside && found.length === 0) return { ok: false, field: outside.field, text: outside.text };

  const pnu = pnuOf(cells);
  const byPnu = pnu === null ? null : fromPnu(pnu);
  if (pnu !== null && byPnu === null && !pnu.startsWith('28')) {
    if (found.length === 0) return { ok: false, field: 'pnu', text: pnu };
    cells.doubt('pnuOutside');
  }
  if (written.length === 0 && prefix !== '' && byPnu === null) {
    const location = locate(prefix, { assumeIncheon });
    if (!location.ok && location.reason === 'notIncheon') return { ok: false, field: 'district', text: prefix };
    if (location.ok) found.push(location);
  }

  const codes = new Set(found.map(({ districtCode }) => districtCode));
  if (codes.size > 1) cells.doubt('addressesDisagree');
  const best = found.toSorted((a, b) => sureness(b) - sureness(a))[0];
  const address = written[0]?.text ?? '';
  if (address === '' && byPnu === null) cells.doubt('noAddress');
  const point = pointOf(cells);
  if (best && (best.confidence === 'exact' || byPnu === null)) {
    return {
      ok: true,
      value: {
        address,
        district: best.districtCode,
        oldDistrict: best.oldGu ?? null,
        dong: best.dong ?? null,
        pnu,
        point,
      },
    };
  }
  if (byPnu) {
    return {
      ok: true,
      value: { address, district: byPnu.districtCode, oldDistrict: byPnu.oldGu, dong: byPnu.dong, pnu, point },
    };
  }
  const failed = read[0];
  if (failed) doubtOf(failed.text, failed.location, prefix, cells);
  return { ok: true, value: { address, district: null, oldDistrict: null, dong: null, pnu, point } };
}

function sureness(location: Located): number {
  return (location.confidence === 'exact' ? 2 : 0) + (location.dong === undefined ? 0 : 1);
}

function blankDash(text: string): string {
  return /^[-–—.]+$/u.test(text) ? '' : text;
}

/** 시도명 and 시군구명 of the national file, as the beginning of an address. */
function columnsAbove(cells: Cells): string {
  const city = blankDash(cells.text('city', 40));
  const district = blankDash(cells.text('district', 40));
  return [parseAddress(district).sido === undefined ? city : '', district].filter((word) => word !== '').join(' ');
}

/** An address that begins with its city needs nothing; one that begins with its district needs the city only. */
function withPrefix(text: string, prefix: string): string {
  if (prefix === '') return text;
  const parts = parseAddress(text);
  if (parts.sido !== undefined) return text;
  if (parts.gu === undefined) return `${prefix} ${text}`;
  const city = parseAddress(prefix).sido;
  return city === undefined ? text : `${city} ${text}`;
}

function doubtOf(text: string, location: Location, prefix: string, cells: Cells): void {
  if (location.ok) return;
  if (location.reason === 'unknownDong') cells.doubt('unknownDong');
  else if (location.reason === 'ambiguous') {
    // Would it have been clear with the city named?
    cells.doubt(locate(withPrefix(text, prefix), { assumeIncheon: true }).ok ? 'cityMissing' : 'ambiguousDong');
  }
}

function pnuOf(cells: Cells): string | null {
  const text = cells.text('pnu', 60).replace(/[\s'-]/gu, '');
  if (text === '') return null;
  if (/^\d{19}$/u.test(text)) return text;
  cells.doubt('pnuOdd');
  return null;
}

/** Incheon with its islands: 백령도 lies at 124.6° E, the inland border at 126.8° E. */
const west = 124.5;
const east = 126.9;
const south = 36.9;
const north = 38.05;

function pointOf(cells: Cells): readonly [number, number] | null {
  const lon = cells.decimal('lon');
  const lat = cells.decimal('lat');
  if (lon === null || lat === null || (lon === 0 && lat === 0)) return null;
  if (lon >= west && lon <= east && lat >= south && lat <= north) return [lon, lat];
  cells.doubt('coordinateOutside');
  return null;
}
