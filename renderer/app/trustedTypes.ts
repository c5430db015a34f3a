/**
 * The page's only Trusted Types policy. It lets the empty string through, because react-aria clears its live region
 * with `innerHTML = ''`, and nothing else: no text of ours ever becomes HTML, script or a script address.
 */
interface PolicyMaker {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

export function installTrustedTypes(page: Window & { readonly trustedTypes?: PolicyMaker }): void {
  page.trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (text === '') return '';
      throw new TypeError('HTML을 글로 넣을 수 없습니다.');
    },
  });
}
