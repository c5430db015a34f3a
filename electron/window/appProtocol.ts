import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { heldFolder } from '../../shared/contract/attachment.ts';
import type { HeldFiles } from './files/heldFiles.ts';
import { heldFolder as sheetFolder } from './files/heldPages.ts';
import type { HeldPages } from './files/heldPages.ts';

/** Our pages' scheme and origin. `app://desk` is a secure context of its own; nothing else is ever loaded. */
const scheme = 'app';
export const origin = `${scheme}://desk`;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  // What pdf.js reads: character maps and symbol fonts.
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
};

/**
 * The page's content security policy. The one style hash is react-aria's `touch-action` rule; a spec asserts that
 * nothing ever violates the policy, so an upgrade that changes it is found.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A page on its way to paper runs nothing at all: it may only look, with our typeface and its one stylesheet. */
const sheetSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const sheetHeaders = { ...headers, 'content-security-policy': sheetSecurityPolicy };

/** Must run before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

const missing = (): Response => new Response('없는 파일입니다.', { status: 404, headers });

/**
 * Serves the bundle's own files and nothing beside it: links and `..` are resolved before they are compared. Pages that
 * are to be printed come from memory, and so do documents that are masked or looked at.
 */
export function serveBundle(folder: string, pages: Pick<HeldPages, 'take'>, files: Pick<HeldFiles, 'take'>): void {
  const root = realpathSync(folder);
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'desk' || request.method !== 'GET') return missing();
    if (url.pathname.startsWith(heldFolder)) {
      const file = files.take(url.pathname);
      return file ? new Response(file.bytes, { headers: { ...sheetHeaders, 'content-type': file.mime } }) : missing();
    }
    if (url.pathname.startsWith(sheetFolder)) {
      const held = pages.take(url.pathname);
      return held ? new Response(held.body, { headers: { ...sheetHeaders, 'content-type': held.type } }) : missing();
    }
    const type = types[path.extname(url.pathname)];
    if (!type) return missing();
    try {
      const file = realpathSync(path.join(root, decodeURIComponent(url.pathname)));
      if (!file.startsWith(root + path.sep)) return missing();
      return new Response(await readFile(file), { headers: { ...headers, 'content-type': type } });
    } catch {
      return missing();
    }
  });
}
