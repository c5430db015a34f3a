/** Where the parts of pdf.js lie, put there by the build (build/pdfParts.ts). */
export const pdfFolder = './pdf/';
/** The one script address that the page may start a worker from. */
export const pdfWorker = `${pdfFolder}worker.js`;

/**
 * The page's only Trusted Types policy. It lets the empty string through, because react-aria clears its live region
 * with `innerHTML = ''`, and the address of our own PDF worker; nothing else: no text of ours ever becomes HTML or script.
 */
interface PolicyMaker {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(address: string): string },
  ): unknown;
}

export function installTrustedTypes(page: Window & { readonly trustedTypes?: PolicyMaker }): void {
  page.trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (text === '') return '';
      throw new TypeError('HTML을 글로 넣을 수 없습니다.');
    },
    createScriptURL(address) {
      if (address === pdfWorker) return address;
      throw new TypeError('다른 스크립트를 불러올 수 없습니다.');
    },
  });
}
