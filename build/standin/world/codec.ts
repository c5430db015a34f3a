// Structured clone over text: what Electron's IPC can carry, between Node and the preload's world.
// Also sent to the page as source (source.ts), so it uses nothing but what every JavaScript has.

export interface Codec {
  /** Throws DataCloneError for what a structured clone cannot carry: functions, symbols, promises, live objects. */
  stringify: (value: unknown) => string;
  parse: (text: string) => unknown;
}

const TAG = '\u0001$';
type Tagged = Record<string, unknown>;
const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);
const refuse = (what: string): never => {
  throw new DOMException(`An object could not be cloned: ${what}`, 'DataCloneError');
};
const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(text);
};
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const pairOf = (pair: unknown): [string, unknown] => pair as [string, unknown];
type ViewMaker = new (buffer: ArrayBuffer) => ArrayBufferView;
const VIEWS: Record<string, ViewMaker> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};

/** One codec serves any number of values. */
export function makeCodec(): Codec {
  const encode = (value: unknown, above: object[]): unknown => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Object.is(value, -0)) return { [TAG]: 'number', v: '-0' };
        return Number.isFinite(value) ? value : { [TAG]: 'number', v: String(value) };
      case 'undefined':
        return { [TAG]: 'undefined' };
      case 'bigint':
        return { [TAG]: 'bigint', v: String(value) };
      case 'function':
      case 'symbol':
        return refuse(typeof value);
      case 'object':
        break;
    }
    if (value === null) return null;
    if (above.includes(value)) refuse('circular reference');
    const inside = [...above, value];
    const tag = tagOf(value);
    if (Array.isArray(value)) return value.map((item) => encode(item, inside));
    if (value instanceof Date) return { [TAG]: 'Date', v: encode(value.getTime(), inside) };
    if (value instanceof Map)
      return { [TAG]: 'Map', v: [...value].map(([k, v]) => [encode(k, inside), encode(v, inside)]) };
    if (value instanceof Set) return { [TAG]: 'Set', v: [...value].map((item) => encode(item, inside)) };
    if (value instanceof RegExp) return { [TAG]: 'RegExp', v: value.source, f: value.flags };
    if (value instanceof Error) return { [TAG]: 'Error', n: value.name, m: value.message, s: value.stack };
    if (value instanceof ArrayBuffer) return { [TAG]: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      return { [TAG]: tag, v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (tag !== 'Object') refuse(tag);
    const entries = Object.entries(value).map(([key, item]) => [key, encode(item, inside)]);
    // A record that happens to hold our own mark goes as pairs.
    return Object.hasOwn(value, TAG) ? { [TAG]: 'Object', v: entries } : Object.fromEntries(entries);
  };

  const decode = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    const fields = value as Tagged;
    const tag = fields[TAG];
    const v = fields['v'];
    const list = Array.isArray(v) ? (v as unknown[]) : [];
    switch (tag) {
      case undefined:
        return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, decode(item)]));
      case 'Object':
        return Object.fromEntries(list.map((pair) => pairOf(pair)).map(([key, item]) => [key, decode(item)]));
      case 'number':
        return Number(v);
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(String(v));
      case 'Date':
        return new Date(Number(decode(v)));
      case 'Map':
        return new Map(list.map((pair) => pairOf(pair)).map(([key, item]) => [decode(key), decode(item)]));
      case 'Set':
        return new Set(list.map(decode));
      case 'RegExp':
        return new RegExp(String(v), String(fields['f']));
      case 'Error': {
        const name = String(fields['n']);
        const kinds = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
        const Kind = Object.hasOwn(kinds, name) ? kinds[name as keyof typeof kinds] : Error;
        const error = new Kind(String(fields['m']));
        error.stack = String(fields['s']);
        return error;
      }
      case 'ArrayBuffer':
        return fromBase64(String(v)).buffer;
      default: {
        const View = VIEWS[String(tag)] ?? Uint8Array;
        return new View(fromBase64(String(v)).buffer);
      }
    }
  };
  return {
    stringify: (value) => JSON.stringify(encode(value, [])),
    parse: (text) => decode(JSON.parse(text)),
  };
}
