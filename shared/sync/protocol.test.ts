/** docs/protocol.md against the code: every vector in it is computed here. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Body } from './apply.ts';
import { decodePage, decodeRequest, encodePage, encodeRequest } from './bytes.ts';
import { chainNext, chainStart, decodeHeader, decodePayload, encodeHeader, encodePayload } from './changeSet.ts';
import { addMerged, addShown, addStanding, basisOf, summaryText, type Sums } from './digest.ts';
import { invitationUri, parseInvitation, typedInvitation } from './invitation.ts';
import { headsOf, mergePut, newRecord, shown } from './merge.ts';
import { DICTIONARY, packPayload, unpackPayload } from './packing.ts';
import { joinPeople, survivor } from './people.ts';
import { compareWrites, protocolRules } from './rules.ts';
import type { RecordState } from './storage.ts';
import { LIMITS, type Patch, type Write } from './types.ts';
import { EMPTY, grow, plain, size } from './vector.ts';
import { plainText } from './plainText.ts';
import { rawDeflate } from '../../electron/store/deflate.ts';

const document = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

function vectors<T>(name: string): T[] {
  const found = [...document.matchAll(new RegExp(`\`\`\`json vector:${name}\n(.*?)\n\`\`\``, 'gs'))];
  expect(found.length).toBeGreaterThan(0);
  return found.map((match) => JSON.parse(match[1] ?? '') as T);
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('규약 문서의 예', () => {
  it('머리글을 적힌 대로 읽고 쓴다', () => {
    type Example = { line: string; known: object; full: boolean; erases: string[]; parts: [string, string[]][] };
    for (const { line, known, full, erases, parts } of vectors<Example>('header')) {
      const commitments = parts.map(() => new Uint8Array(32).fill(7));
      const bytes = Uint8Array.from([...plainText.encode(`${line}\n`), ...commitments.flatMap((one) => [...one])]);
      const header = decodeHeader(bytes, plainText);
      expect(header).toEqual({
        known,
        full,
        erases,
        parts: parts.map(([scope, subjects]) => ({ scope, subjects, commitment: new Uint8Array(32).fill(7) })),
      });
      expect(header === undefined ? '' : hex(encodeHeader(header, plainText))).toBe(hex(bytes));
      expect(decodeHeader(Uint8Array.from([...bytes, 0]), plainText)).toBeUndefined();
      expect(decodeHeader(bytes.subarray(0, bytes.length - 1), plainText)).toBeUndefined();
    }
  });

  it('머리글이 아닌 것은 받지 않는다', () => {
    for (const lines of vectors<string[]>('notHeader'))
      for (const line of lines) {
        const bytes = Uint8Array.from([
          ...plainText.encode(`${line}\n`),
          ...new Uint8Array(line.includes('centre') ? 32 : 0),
        ]);
        expect({ line, header: decodeHeader(bytes, plainText) }).toEqual({ line, header: undefined });
      }
  });

  it('벡터는 자라기만 한다', () => {
    type Example = { before: Record<string, number>; k: Record<string, number>; full: boolean; after: object | null };
    for (const { before, k, full, after } of vectors<Example>('growth')) {
      const next = grow(new Map(Object.entries(before)), k, full);
      expect(next === undefined ? null : plain(next)).toEqual(after);
    }
  });

  it('사슬의 해시가 같다', () => {
    for (const example of vectors<{ device: string; start: string; header: string; next: string }>('chain')) {
      const start = chainStart(example.device, { hash: sha256, encode: plainText.encode });
      expect(hex(start)).toBe(example.start);
      expect(hex(chainNext(start, plainText.encode(example.header), { hash: sha256 }))).toBe(example.next);
    }
  });

  it('내용을 읽고, 모르는 변경은 모른다고 한다', () => {
    for (const example of vectors<{ c: unknown[] }>('payload')) {
      const payload = decodePayload(plainText.encode(JSON.stringify(example)), plainText);
      expect(payload?.changes.map((change) => change.op)).toEqual(['put', 'alias', 'undo', 'unknown']);
      const known = payload?.changes.filter((change) => change.op !== 'unknown') ?? [];
      const again =
        payload === undefined ? '' : (plainText.decode(encodePayload({ ...payload, changes: known }, plainText)) ?? '');
      expect(JSON.parse(again)).toEqual({ ...example, c: example.c.slice(0, 3) });
    }
  });

  it('싸인 내용을 적힌 대로 푼다', () => {
    type Example = { dictionary: string; subjects: string[]; bytes: string; json: string };
    for (const { dictionary, subjects, bytes, json } of vectors<Example>('packed')) {
      expect(hex(sha256(plainText.encode(DICTIONARY)))).toBe(dictionary);
      const suite = { ...plainText, ...rawDeflate };
      const plain = unpackPayload(Buffer.from(bytes, 'hex'), subjects, suite);
      expect(plain && plainText.decode(plain)).toBe(json);
      expect(unpackPayload(packPayload(plainText.encode(json), subjects, suite), subjects, suite)).toEqual(plain);
    }
  });

  it('고친 것을 합치면 적힌 값이 남는다', () => {
    type Set = [string, number, Record<string, number>, Patch];
    type Example = { why: string; sets: Set[]; heads: Record<string, [string, number][]>; shown: Patch };
    for (const { sets, heads, shown: values } of vectors<Example>('merge')) {
      let state: RecordState | undefined;
      for (const [device, seq, seen, patch] of sets) {
        const vector = new Map(Object.entries(seen));
        const known = new Map(vector).set(device, seq - 1);
        const write: Write = { device, seq, lamport: size(known) + 1, model: 1, actor: '', at: '' };
        const incoming = { type: 'person', id: 'p', scope: 'centre', subject: 'p', write, patch };
        const context = { rules: protocolRules, formOf: () => 0, seenOf: () => EMPTY, late: false };
        state = state === undefined ? newRecord(incoming) : mergePut(state, incoming, vector, context);
      }
      for (const [field, dots] of Object.entries(heads)) {
        const found = state === undefined ? [] : headsOf(state, field);
        const byDot = found.toSorted((a, b) => compareWrites(a.write, b.write));
        expect(byDot.map(({ write }) => [write.device, write.seq])).toEqual(dots);
        expect(shown(found, protocolRules)?.value).toBe(values[field]);
      }
    }
  });

  it('사람의 병합은 적힌 사람에게로 간다', () => {
    type Example = { why: string; merges: [number, string, string][]; behind: object; clashes: string[][] };
    for (const { why, merges, behind, clashes } of vectors<Example>('people')) {
      const people = joinPeople(
        merges.map(([lamport, from, to]) => ({
          write: { device: 'a', seq: lamport, lamport, model: 1, actor: '', at: '' },
          type: 'person',
          scope: 'centre',
          from,
          to,
          patch: {},
          seen: EMPTY,
        })),
      );
      const found = Object.fromEntries([...people.behind.keys()].map((id) => [id, survivor(people, id)]));
      expect({ why, found }).toEqual({ why, found: behind });
      expect(people.clashes.map(({ from, to }) => [from, to])).toEqual(clashes);
    }
  });

  it('요청과 쪽의 바이트가 같다', () => {
    const bytes = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex');
    type Ref = [string, number, number];
    for (const example of vectors<{ bytes: string; vector: Record<string, number>; holes: Ref[] }>('requestBytes')) {
      const holes = example.holes.map(([device, seq, index]) => ({ device, seq, index }));
      const request = { vector: new Map(Object.entries(example.vector)), holes };
      expect(hex(encodeRequest(request, plainText))).toBe(example.bytes);
      expect(decodeRequest(bytes(example.bytes), plainText)).toEqual(request);
    }
    const body = (told: string): Body => (told === 'absent' || told === 'folded' ? told : bytes(told));
    type Sent = { device: string; from: number; signature: string; sets: [string, string[]][] };
    for (const example of vectors<{ bytes: string; spans: Sent[]; fills: [...Ref, string][] }>('pageBytes')) {
      const page = {
        spans: example.spans.map(({ device, from, signature, sets }) => ({
          device,
          from,
          signature: bytes(signature),
          sets: sets.map(([header, bodies]) => ({ header: bytes(header), bodies: bodies.map(body) })),
        })),
        fills: example.fills.map(([device, seq, index, told]) => ({ device, seq, index, body: bytes(told) })),
      };
      expect(hex(encodePage(page, plainText))).toBe(example.bytes);
      expect(decodePage(bytes(example.bytes), plainText)).toEqual(page);
    }
    for (const wrong of vectors<string[]>('notBytes').flat())
      expect([decodeRequest(bytes(wrong), plainText), decodePage(bytes(wrong), plainText)]).toEqual([
        undefined,
        undefined,
      ]);
  });

  it('초대를 적힌 대로 쓰고 읽는다', () => {
    for (const { uri, typed } of vectors<{ uri: string; typed: string }>('invitation')) {
      const read = parseInvitation(uri);
      expect(read && invitationUri(read)).toBe(uri);
      expect(read && Object.values(typedInvitation(read)).join(' ')).toBe(typed);
    }
  });

  it('기록의 요약을 적힌 대로 만든다', () => {
    type Example = {
      vector: Record<string, number>;
      model: string;
      basis: string;
      record: { type: string; id: string; values: Patch; heads: Record<string, [string, number, number, string][]> };
      row: Patch;
      cards: number;
      summary: { type: string }[];
      bucket: [number, string];
    };
    const hash = (text: string): Uint8Array => sha256(plainText.encode(text));
    for (const { vector, model, basis, record, row, cards, summary, bucket } of vectors<Example>('digest')) {
      expect(basisOf(new Map(Object.entries(vector)), model, hash)).toBe(basis);
      const { type, id, values } = record;
      const writeOf = (device: string, seq: number, lamport: number): Write => ({
        device,
        seq,
        lamport,
        model: 1,
        actor: 'u1',
        at: '2026-05-04T00:00:00Z',
      });
      const heads = Object.entries(record.heads).map(([field, all]): [string, RecordState['heads'][string]] => [
        field,
        all.map(([device, seq, lamport, value]) => ({ write: writeOf(device, seq, lamport), value })),
      ]);
      const sums: Sums = new Map();
      const first = writeOf('a', 1, 1);
      addMerged(sums, hash, {
        type,
        id,
        scope: 'centre',
        subject: id,
        first,
        values,
        heads: Object.fromEntries(heads),
      });
      addShown(sums, hash, type, id, row, null);
      addStanding(sums, hash, type, id, cards, false);
      const buckets = Array.from({ length: 64 }, (_, at) => (at === bucket[0] ? bucket[1] : '00000000')).join('');
      expect(JSON.parse(summaryText(sums))).toEqual(summary.map((one) => ({ ...one, buckets })));
    }
  });

  it('한도가 문서와 같다', () => {
    expect(document).toContain('at most 1,000 sets and 1 MB');
    expect([LIMITS.pageSets, LIMITS.pageBytes]).toEqual([1000, 1024 * 1024]);
    expect(document).toContain('after 250 sets or 256 kB');
    expect([LIMITS.spanSets, LIMITS.spanBytes, LIMITS.setBytes]).toEqual([250, 256 * 1024, 256 * 1024]);
    expect(document).toContain('at most 1,000 holes');
    expect(LIMITS.holes).toBe(1000);
    expect(document).toContain('(MUST be so at seq 1, 65, 129 …)');
    expect(LIMITS.keyframe).toBe(64);
    expect(document).toContain('over 200 rows, or over 20 % of them and more than 20');
    expect([LIMITS.eraseRows, LIMITS.eraseShare, LIMITS.eraseFew]).toEqual([200, 0.2, 20]);
  });
});
