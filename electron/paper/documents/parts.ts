import type { Html, HtmlValue } from '../html.ts';
import { html } from '../html.ts';

/** The box for signatures (결재란) that officials expect at the top right. */
export function approvalBox(signers: readonly string[] = ['담당', '책임자']): Html {
  return html`<table class="approval">
    <tr>
      <th rowspan="2" scope="row">결<br />재</th>
      ${signers.map((signer) => html`<th scope="col">${signer}</th>`)}
    </tr>
    <tr>
      ${signers.map(() => html`<td></td>`)}
    </tr>
  </table>`;
}

/** Names with their values, two columns. */
export function factTable(facts: readonly (readonly [name: string, value: HtmlValue])[]): Html {
  return html`<table class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<tr>
          <th scope="row">${name}</th>
          <td>${value}</td>
        </tr>`,
    )}
  </table>`;
}

/** A table with a head that stands again on every page. */
export function listTable(head: readonly string[], rows: readonly (readonly HtmlValue[])[]): Html {
  return html`<table class="list">
    <thead>
      <tr>
        ${head.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((value) => html`<td>${value}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** One or two names with their values. */
export type FormRow =
  | readonly [name: string, value: HtmlValue]
  | readonly [name: string, value: HtmlValue, second: string, secondValue: HtmlValue];

/** A form as people fill it in by hand: boxes stand open where nothing is known. */
export function formTable(rows: readonly FormRow[]): Html {
  return html`<table class="form">
    <colgroup>
      <col class="named" />
      <col />
      <col class="named" />
      <col />
    </colgroup>
    ${rows.map(([name, value, second, secondValue]) =>
      second === undefined
        ? html`<tr>
            <th scope="row">${name}</th>
            <td colspan="3">${value}</td>
          </tr>`
        : html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
            <th scope="row">${second}</th>
            <td>${secondValue}</td>
          </tr>`,
    )}
  </table>`;
}

/** A box to tick, with its word. */
export function tick(name: HtmlValue, ticked: boolean): Html {
  return html`<span class="tick">${ticked ? '■' : '□'} ${name}</span> `;
}

const letters = ['가', '나', '다', '라', '마', '바', '사', '아', '자', '차', '카', '타', '파', '하'];

/** Items of the second level, in the way of Korean official papers: 가. 나. 다. */
export function lettered(items: readonly HtmlValue[]): Html {
  return html`${items.map((item, index) => html`<p class="item"><b>${letters[index] ?? index + 1}.</b> ${item}</p>`)}`;
}

/** A section of the first level: `1. 제목`. */
export function section(number: number, title: string, content: HtmlValue): Html {
  return html`<section>
    <h2>${number}. ${title}</h2>
    ${content}
  </section>`;
}
