/**
 * UTF-8 as replication speaks it, the same at every end of a wire: what one end refuses, all refuse. A mark of byte order at
 * the start is a character like all others, so that each text has one form in bytes.
 */

// In every runtime of ours (Node, Chromium), but in none of the libraries that shared code is written against.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  name: string,
  how: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const plainText = {
  encode: (text: string): Uint8Array => encoder.encode(text),
  /** Undefined for what is not UTF-8. */
  decode: (bytes: Uint8Array): string | undefined => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  },
};
