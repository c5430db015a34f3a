import { cssString, html, htmlText } from '../html.ts';
import type { Html } from '../html.ts';

/** Where the page finds its typeface: addresses of the bundle's own files, by weight; never from data. */
export interface SheetFonts {
  readonly regular: string;
  readonly medium: string;
  readonly bold: string;
}

/** The page's address of its stylesheet, relative to the page. */
export const sheetAddress = 'sheet.css';

/** A whole page of HTML. It has no script and no inline style: its look comes from `sheetStyle`. */
export function sheetPage(title: string, body: Html): string {
  return `<!doctype html>\n${htmlText(
    html`<html lang="ko">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="${sheetAddress}" />
      </head>
      <body>
        ${body}
      </body>
    </html>`,
  )}`;
}

const faces = ({ regular, medium, bold }: SheetFonts): string =>
  [
    [400, regular],
    [500, medium],
    [700, bold],
  ]
    .map(
      ([weight, address]) =>
        `@font-face { font-family: 'Pretendard GOV'; font-weight: ${weight}; font-display: block; src: url('${address}') format('woff2'); }`,
    )
    .join('\n');

/**
 * The stylesheet of a sheet of A4: black on white, and at the foot of every page who printed it, when, on which laptop
 * (안전성 확보조치 기준 §12), and which page of how many it is.
 */
export function sheetStyle(fonts: SheetFonts, foot: string): string {
  return `${faces(fonts)}
@page {
  size: A4;
  margin: 18mm 18mm 20mm;
  @bottom-left { content: ${cssString(foot)}; font: 400 8pt 'Pretendard GOV', sans-serif; color: #000; width: 80%; }
  @bottom-right { content: counter(page) ' / ' counter(pages) '쪽'; font: 400 8pt 'Pretendard GOV', sans-serif; color: #000; }
}
${look}`;
}

const look = `
* { box-sizing: border-box; }
html { font: 400 10.5pt/1.55 'Pretendard GOV', sans-serif; color: #000; background: #fff; word-break: keep-all; overflow-wrap: anywhere; }
body { margin: 0; }
h1 { font-size: 20pt; font-weight: 700; line-height: 1.3; margin: 0 0 6mm; text-align: center; letter-spacing: 0.05em; }
h2 { font-size: 12pt; font-weight: 700; margin: 6mm 0 2mm; break-after: avoid; }
p { margin: 0 0 1.5mm; }
.lead { margin-bottom: 4mm; }
.item { padding-left: 6mm; text-indent: -4.5mm; }
.note { font-size: 9pt; }
.right { text-align: right; }
.centre { text-align: center; }
b { font-weight: 700; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 0.3mm solid #000; padding: 1mm 2mm; text-align: left; vertical-align: middle; font-size: 9.5pt; line-height: 1.4; }
th { font-weight: 500; }
thead { display: table-header-group; }
thead th { text-align: center; border-bottom-width: 0.5mm; }
tr { break-inside: avoid; }
.facts th { width: 38mm; }
section:not(:has(table)) { break-inside: avoid; }
.list { margin: 1mm 0 2mm; }
.top { display: flow-root; margin-bottom: 4mm; }
.approval { width: auto; float: right; margin: 0 0 5mm 6mm; }
.approval th, .approval td { width: 20mm; text-align: center; padding: 0.5mm 1mm; }
.approval th[rowspan] { width: 7mm; }
.approval td { height: 14mm; }
.sheet { break-after: page; }
.sheet:last-child { break-after: auto; }
.key { display: flex; flex-wrap: wrap; gap: 3mm 4mm; margin: 3mm 0 5mm; padding: 5mm; border: 0.6mm solid #000; list-style: none; }
.key li { width: 26mm; text-align: center; }
.key .place { display: block; font-size: 7.5pt; line-height: 1.2; }
.key .group { font: 700 17pt/1.2 'Pretendard GOV', sans-serif; letter-spacing: 0.06em; }
.password { font: 700 13pt/1.4 'Pretendard GOV', sans-serif; letter-spacing: 0.04em; }
.lines td { height: 9mm; }
.remark td { height: 24mm; vertical-align: top; }
.signing { margin-top: 8mm; text-align: center; break-inside: avoid; }
.signing p { margin-bottom: 3mm; }
.signing .blank { display: inline-block; width: 14mm; }
.signing .signer { display: inline-block; width: 20mm; }
.signing .signed { display: inline-block; min-width: 44mm; border-bottom: 0.2mm solid #000; }
.after { margin-top: 4mm; }
.cut { margin: 9mm 0 4mm; border-top: 0.3mm dashed #000; text-align: center; font-size: 8.5pt; padding-top: 1mm; }
.slip { break-inside: avoid; }
.pages { table-layout: fixed; }
.pages > thead > tr > td, .pages > tbody > tr > td { border: 0; padding: 0; font-size: inherit; line-height: inherit; vertical-align: top; }
.pages > tbody > tr { break-inside: auto; }
.code { display: flex; justify-content: space-between; align-items: flex-end; margin-bottom: 3mm; font-size: 8pt; }
.coded { display: block; width: 41mm; text-align: center; }
.bars { display: block; width: 41mm; height: 9mm; }
.digits { display: block; margin-top: 0.6mm; font-size: 8pt; line-height: 1.1; letter-spacing: 0.08em; }
.form { table-layout: fixed; margin: 1mm 0 2mm; }
.form .named { width: 27mm; }
.form th { text-align: center; padding: 0.7mm; }
.form td { height: 7mm; padding: 0.7mm 2mm; }
.tick { display: inline-block; margin-right: 2.5mm; white-space: nowrap; }
.ranked { display: inline-block; min-width: 32%; margin-right: 1%; }
.application h1 { margin-bottom: 3mm; }
.application h2 { margin: 3.5mm 0 1mm; }
.application section:not(:has(.careers)) { break-inside: avoid; }
.application .lines td { height: 7mm; }
.application .signing { margin-top: 5mm; }
.application .signing p { margin-bottom: 2mm; }
.reception { margin-bottom: 1mm; }
.reception th, .reception td { width: 25%; text-align: center; }
.reception th, .reception td { padding: 0.5mm 1mm; }
.reception td { height: 7mm; }
.to { margin-top: 3mm; font-size: 13pt; font-weight: 700; }
.beside { text-align: left; padding-top: 5mm; }
.big { font-size: 13pt; }
.card h1 { margin-bottom: 2mm; font-size: 17pt; }
.card h2 { margin: 3mm 0 1mm; font-size: 11pt; }
.card th, .card td { padding: 0.5mm 1.5mm; font-size: 9pt; }
.card td { height: 6mm; }
.card .note { margin: 0; font-size: 8.5pt; }
.careers table, .careers-short table, .told-items table { table-layout: fixed; }
.careers th, .careers td { font-size: 8.5pt; padding: 1mm; }
.careers th:nth-child(1) { width: 17%; }
.careers th:nth-child(3) { width: 18%; }
.careers th:nth-child(4) { width: 16%; }
.careers th:nth-child(6) { width: 8%; }
.careers th:nth-child(7) { width: 16%; }
.careers td { line-height: 1.25; }
.careers-short th:nth-child(1) { width: 28%; }
.careers-short th:nth-child(3) { width: 30%; }
.careers-short th:nth-child(4) { width: 20%; }
.talk { margin-top: 5mm; }
.talk .form { margin: 0; break-inside: avoid; break-after: avoid; }
.told { border: 0.3mm solid #000; margin-top: -0.3mm; padding: 2mm 3mm; white-space: pre-wrap; font-size: 10pt; min-height: 14mm; orphans: 3; widows: 3; box-decoration-break: clone; }
.talk .note { margin: 1mm 0 0; }
.told-items th, .told-items td { font-size: 8.5pt; padding: 1mm; line-height: 1.35; }
.told-items th:nth-child(1) { width: 12%; }
.told-items th:nth-child(5) { width: 22%; }
.label { display: inline-block; border: 0.3mm solid #000; padding: 0 2mm; font-size: 9pt; font-weight: 700; }
.required { background: #000; color: #fff; }
.consent { margin-top: 4mm; break-inside: avoid; }
.consent .form { margin: 0; }
.consent .form td { height: auto; }
.asked { margin: 0 0 1mm; }
.answer { border: 0.3mm solid #000; border-top: 0; padding: 1.5mm 3mm; margin: 0; text-align: right; font-size: 11.5pt; font-weight: 700; }
.answer .note { font-weight: 400; }
.weighty { font-size: 11.5pt; font-weight: 700; }
.kept-lines { min-height: 11mm; white-space: pre-wrap; }
.ink { height: 14mm; max-width: 40mm; vertical-align: middle; }
.ink path { fill: none; stroke: #000; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
`;
