import { formatPaperCode } from '../../../shared/model/paperCode.ts';
import { drawBarcode } from '../../../shared/rules/barcode.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Height of the bars in modules; a module is a third of a millimetre (sheet.ts). */
const barHeight = 27;

function barcode(code: string): Html {
  const { path, width, height } = drawBarcode(code, barHeight);
  return html`<svg
    class="bars"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    shape-rendering="crispEdges"
  >
    <path d="${path}" />
  </svg>`;
}

export interface CodedPages {
  readonly centre: string;
  readonly title: string;
  readonly code: string;
}

/**
 * A body on pages that each carry the barcode at their head, with the digits for a reader without a scanner: a stack of
 * loose pages is filed page by page (behaviours W3). A table's head is what a browser repeats on every page.
 */
export function codedPages({ centre, title, code }: CodedPages, body: Html): Html {
  return html`<table class="pages" role="presentation">
    <thead>
      <tr>
        <td>
          <div class="code">
            <span class="running">${centre} · ${title}</span>
            <span class="coded">${barcode(code)}<span class="digits">${formatPaperCode(code)}</span></span>
          </div>
        </td>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>${body}</td>
      </tr>
    </tbody>
  </table>`;
}
