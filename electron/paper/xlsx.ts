import { isDateFormat, serialToDate } from 'hucre';
import { dayCell, mostColumns, textCell, type Cell, type PlainCell, type SheetRow } from './cell.ts';
import { PaperFailure } from './problems.ts';
import type { Step } from './reading.ts';
import { assertPlausible, zipPartBytes, zipPartText, type ZipPart } from './zipParts.ts';
import { attribute, xmlScanner, xmlText, type XmlEvents } from './xmlScan.ts';

/**
 * Rows of an xlsx, streamed. hucre reads xlsx too (and is the oracle of our tests), but its streaming reader does not
 * say which cells are formulas and builds a tree of all shared strings: 26 MB of them took 1 GB (measured, ADR), and
 * Excel writes every text there. Here a text costs its own length and a row is forgotten once handed on.
 */
export interface XlsxBook {
  readonly sheets: readonly XlsxSheet[];
  readonly epoch1904: boolean;
  readonly sharedStrings: ZipPart | null;
  /** For each cell format: is a number in it shown as a date? */
  readonly dateFormats: readonly boolean[];
}

export interface XlsxSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: ZipPart | null;
}

/** Workbook, relations and styles are small in every real file. */
const largestSmallPart = 64e6;
/** Half a gigabyte of shared strings are about six million texts. */
const largestStrings = 5e8;

/** Number formats without a code in the file that show dates; 27–36 and 50–58 are those of Korean Excel (ECMA-376). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Reads the list of sheets and the formats. Fails with `damaged` where the workbook part is missing. */
export async function openXlsx(path: string, parts: ReadonlyMap<string, ZipPart>): Promise<XlsxBook> {
  const find = (name: string): ZipPart | null => parts.get(name) ?? byNameIgnoringCase(parts, name);
  const rootRelations = await relations(path, find('_rels/.rels'), '');
  const workbookName = rootRelations.find((r) => r.type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const workbook = find(workbookName);
  if (!workbook) throw new PaperFailure('damaged');
  const slash = workbook.name.lastIndexOf('/');
  const folder = workbook.name.slice(0, slash + 1);
  const links = await relations(path, find(`${folder}_rels/${workbook.name.slice(slash + 1)}.rels`), folder);
  const linked = (kind: string): ZipPart | null => {
    const link = links.find((l) => l.type.endsWith(`/${kind}`));
    return link ? find(link.target) : null;
  };

  const sheets: XlsxSheet[] = [];
  let epoch1904 = false;
  readTags(await zipPartText(path, workbook, largestSmallPart), (name, attributes) => {
    if (name === 'workbookPr') epoch1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const link = links.find((l) => l.id === attribute(attributes, 'id'));
    if (link && !link.type.endsWith('/worksheet')) return;
    sheets.push({
      name: attribute(attributes, 'name') ?? '',
      hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
      part: link ? find(link.target) : null,
    });
  });
  const styles = linked('styles');
  return {
    sheets,
    epoch1904,
    sharedStrings: linked('sharedStrings'),
    dateFormats: styles ? dateFormats(await zipPartText(path, styles, largestSmallPart)) : [],
  };
}

function byNameIgnoringCase(parts: ReadonlyMap<string, ZipPart>, name: string): ZipPart | null {
  const wanted = name.toLowerCase();
  for (const part of parts.values()) if (part.name.toLowerCase() === wanted) return part;
  return null;
}

function readTags(xml: string, open: (name: string, attributes: string) => void): void {
  xmlScanner({ open, close() {}, text() {} }).push(xml);
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function relations(path: string, part: ZipPart | null, folder: string): Promise<Relation[]> {
  if (!part) return [];
  const found: Relation[] = [];
  readTags(await zipPartText(path, part, largestSmallPart), (name, attributes) => {
    if (name !== 'Relationship') return;
    const target = attribute(attributes, 'Target') ?? '';
    found.push({
      // `r:id` of a sheet and `Id` of a relation are the same word in two cases.
      id: attribute(attributes, 'Id') ?? '',
      type: attribute(attributes, 'Type') ?? '',
      target: resolve(folder, target),
    });
  });
  return found;
}

function resolve(folder: string, target: string): string {
  const whole = target.startsWith('/') ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function dateFormats(xml: string): boolean[] {
  const codes = new Map<number, string>();
  const formats: boolean[] = [];
  let inCellFormats = false;
  xmlScanner({
    open(name, attributes) {
      if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'numFmt')
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? '0');
        const code = codes.get(id);
        formats.push(code === undefined ? isBuiltInDate(id) : isDateFormat(code));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text() {},
  }).push(xml);
  return formats;
}

/** Excel writes control characters as `_x000D_`. */
function unescapeOoxml(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/** All shared texts, in the order of their numbers. */
async function sharedStrings(path: string, part: ZipPart | null, step: Step): Promise<string[]> {
  if (!part) return [];
  assertPlausible(part, largestStrings);
  const texts: string[] = [];
  let current = '';
  let inText = false;
  let inPhonetic = false;
  const events: XmlEvents = {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 't') inText = !inPhonetic;
    },
    close(name) {
      if (name === 'si') texts.push(textCell(unescapeOoxml(current)));
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 't') inText = false;
    },
    text(raw) {
      if (inText && current.length <= longestPiece) current += xmlText(raw);
    },
  };
  await scanPart(path, part, events, step);
  return texts;
}

/** A text is gathered no further than this before it is cut. */
const longestPiece = 200_000;

async function scanPart(path: string, part: ZipPart, events: XmlEvents, step: Step): Promise<void> {
  for await (const _ of scannedPieces(path, part, events, step));
}

/** Scans a part; yields after each piece so that what the events gathered can be taken away. */
async function* scannedPieces(
  path: string,
  part: ZipPart,
  events: XmlEvents,
  step: Step,
): AsyncGenerator<void, void, undefined> {
  const decoder = new TextDecoder('utf-8');
  const scanner = xmlScanner(events);
  for await (const chunk of zipPartBytes(path, part)) {
    step(chunk.length);
    scanner.push(decoder.decode(chunk, { stream: true }));
    yield;
  }
}

/** What a sheet says about itself beside its rows. */
export interface XlsxSheetNotes {
  /** Columns (from 0) that are hidden in the file; they are read like the others. */
  readonly hiddenColumns: Set<number>;
}

/**
 * The rows of a sheet, some hundred at a time, blank rows left out. `step` hears of every unpacked chunk. A formula
 * comes with its saved result. Fails as `PaperFailure`.
 */
export async function* xlsxRows(
  path: string,
  book: XlsxBook,
  sheet: XlsxSheet,
  notes: XlsxSheetNotes,
  step: Step,
): AsyncGenerator<SheetRow[], void, undefined> {
  if (!sheet.part) return;
  assertPlausible(sheet.part);
  const shared = await sharedStrings(path, book.sharedStrings, step);
  const reader = sheetReader(shared, book, notes);
  for await (const _ of scannedPieces(path, sheet.part, reader.events, step)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

function sheetReader(
  shared: readonly string[],
  book: XlsxBook,
  notes: XlsxSheetNotes,
): { events: XmlEvents; take(): SheetRow[] } {
  let rows: SheetRow[] = [];
  let line = 0;
  let cells: Cell[] = [];
  let filled = false;
  let column = 0;
  let attributes = '';
  let value = '';
  let inline = '';
  let formula = false;
  let into: 'value' | 'inline' | 'nothing' = 'nothing';
  let inPhonetic = false;
  let inRow = false;

  const closeCell = (): void => {
    if (column >= mostColumns) return;
    const type = attribute(attributes, 't') ?? 'n';
    const content = plainCell(type, value, inline, attributes, shared, book);
    if (content === null && !formula) return;
    while (cells.length < column) cells.push(null);
    cells[column] = formula ? { kind: 'formula', value: content } : content;
    filled = true;
  };

  const events: XmlEvents = {
    open(name, raw) {
      switch (name) {
        case 'row':
          line = Number(attribute(raw, 'r') ?? line + 1);
          cells = [];
          filled = false;
          column = -1;
          inRow = true;
          break;
        case 'c':
          attributes = raw;
          column = columnOf(attribute(raw, 'r')) ?? column + 1;
          value = '';
          inline = '';
          formula = false;
          break;
        case 'v':
          into = inRow ? 'value' : 'nothing';
          break;
        case 'f':
          formula = true;
          break;
        case 'rPh':
          inPhonetic = true;
          break;
        case 't':
          into = inRow && !inPhonetic ? 'inline' : 'nothing';
          break;
        case 'col':
          if (['1', 'true'].includes(attribute(raw, 'hidden') ?? '')) noteHidden(raw, notes);
          break;
        default:
      }
    },
    close(name) {
      switch (name) {
        case 'v':
        case 't':
          into = 'nothing';
          break;
        case 'rPh':
          inPhonetic = false;
          break;
        case 'c':
          if (inRow) closeCell();
          break;
        case 'row':
          if (filled) rows.push({ line, cells });
          inRow = false;
          break;
        default:
      }
    },
    text(raw) {
      if (into === 'value' && value.length <= longestPiece) value += xmlText(raw);
      else if (into === 'inline' && inline.length <= longestPiece) inline += xmlText(raw);
    },
  };
  return {
    events,
    take() {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

function plainCell(
  type: string,
  value: string,
  inline: string,
  attributes: string,
  shared: readonly string[],
  book: XlsxBook,
): PlainCell {
  switch (type) {
    case 's':
      return shared[Number(value)] ?? null;
    case 'inlineStr':
      return textCell(unescapeOoxml(inline));
    case 'str':
      return textCell(unescapeOoxml(value));
    case 'b':
      return value.trim() === '1' || value.trim() === 'true';
    case 'e':
      return { kind: 'error', text: value };
    case 'd':
      return { kind: 'day', iso: value.replace(/T00:00:00(\.0+)?Z?$/u, '') };
    default:
      return numberCell(value, attributes, book);
  }
}

function numberCell(value: string, attributes: string, book: XlsxBook): PlainCell {
  if (value === '') return null;
  const number = Number(value);
  if (Number.isNaN(number)) return textCell(value);
  const format = Number(attribute(attributes, 's') ?? '0');
  return book.dateFormats[format] === true ? dayCell(serialToDate(number, book.epoch1904)) : number;
}

function noteHidden(raw: string, notes: XlsxSheetNotes): void {
  const from = Number(attribute(raw, 'min') ?? '1');
  const to = Math.min(Number(attribute(raw, 'max') ?? String(from)), mostColumns);
  for (let column = from; column <= to; column += 1) notes.hiddenColumns.add(column - 1);
}

/** Column (from 0) of a reference such as `AB12`; undefined where there is none. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? undefined : column - 1;
}
