import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanJpeg } from './jpeg.ts';
import { fromTelephone, jpegs, segment, segmentStarts, withAt } from './pictures.test-helper.ts';

const { baseline } = jpegs;
const frameAt = baseline.indexOf(Buffer.from([0xff, 0xc0]));
const size = { width: 17, height: 9 };
/** The picture with one byte changed. */
const withByte = (at: number, byte: number): Buffer =>
  Buffer.concat([baseline.subarray(0, at), Buffer.from([byte]), baseline.subarray(at + 1)]);

describe('JPEG을 다시 쓰면', () => {
  test.each(Object.entries(jpegs))('%s: 여느 그림은 점 하나 다르지 않게 남는다', (_, jpeg) => {
    const clean = cleanJpeg(jpeg);
    expect(clean).toMatchObject(size);
    expect(jpeg.equals(clean?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it('휴대전화가 적은 촬영 정보, 위치, 설명, 색 정보와 끝 뒤의 동영상이 없다', () => {
    const clean = cleanJpeg(fromTelephone('독고뿌리샘 010-7391-2846'));
    expect(clean).toMatchObject(size);
    expect(baseline.equals(clean?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it('어디에 무엇을 얼마나 넣어도 그림만 남고, 길어지지 않는다', () => {
    const extra = fc.record({
      // JFIF and Adobe say something that is kept; all other application segments and comments do not.
      marker: fc.constantFrom(0xe1, 0xe2, 0xe3, 0xe5, 0xe8, 0xed, 0xef, 0xfe),
      body: fc.uint8Array({ maxLength: 500 }),
      place: fc.nat(),
      fill: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(extra, { maxLength: 8 }), fc.uint8Array({ maxLength: 200 }), (extras, behind) => {
        let given: Buffer = baseline;
        for (const { marker, body, place, fill } of extras) {
          const starts = segmentStarts(given);
          const at = starts[place % starts.length] ?? 2;
          given = withAt(given, at, Buffer.concat([Buffer.alloc(fill, 0xff), segment(marker, body)]));
        }
        const clean = cleanJpeg(Buffer.concat([given, behind]));
        expect(clean).toMatchObject(size);
        expect(baseline.equals(clean?.content ?? Buffer.alloc(0))).toBe(true);
      }),
    );
  });

  it('JFIF 머리에 붙은 작은 그림과 Adobe 머리에 붙은 글은 남지 않는다', () => {
    const thumbnail = segment(
      0xe0,
      Buffer.concat([Buffer.from('JFIF\0'), Buffer.from([1, 2, 1, 0, 72, 0, 72, 3, 1]), Buffer.from('비밀의그림')]),
    );
    const adobe = segment(
      0xee,
      Buffer.concat([Buffer.from('Adobe'), Buffer.from([0, 100, 9, 9, 9, 9, 1]), Buffer.from('비밀의글')]),
    );
    const bare = Buffer.concat([baseline.subarray(0, 2), thumbnail, adobe, thumbnail, adobe, baseline.subarray(20)]);
    const clean = cleanJpeg(bare);
    const kept = Buffer.concat([
      baseline.subarray(0, 20),
      segment(0xee, Buffer.from('41646f62650064000000000 1'.replace(' ', ''), 'hex')),
      baseline.subarray(20),
    ]);
    expect(Buffer.from(clean?.content ?? []).toString('hex')).toBe(kept.toString('hex'));
  });

  it('한 번 다시 쓴 것은 또 써도 같고, 아무렇게나 바꾼 것에서도 그림 밖의 것이 남지 않는다', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(jpegs)),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (jpeg, changes) => {
          const given = Buffer.from(jpeg);
          for (const { at, byte } of changes) given[at % given.length] = byte;
          const clean = cleanJpeg(given);
          if (!clean) return;
          const content = Buffer.from(clean.content);
          expect(content.length).toBeLessThanOrEqual(given.length);
          expect(content.equals(cleanJpeg(content)?.content ?? Buffer.alloc(0))).toBe(true);
          for (const start of segmentStarts(content))
            expect([0xe1, 0xe2, 0xed, 0xfe]).not.toContain(content[start + 1]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('JPEG이 아니면 받지 않는다', () => {
  it('어디서 잘려도', () => {
    for (const jpeg of Object.values(jpegs))
      for (let length = 0; length < jpeg.length; length += 1) expect(cleanJpeg(jpeg.subarray(0, length))).toBeNull();
  });

  it('한 변이 4000점을 넘거나 0이면', () => {
    const sized = (height: number, width: number): Buffer => {
      const bytes = Buffer.from(baseline);
      bytes.writeUInt16BE(height, frameAt + 5);
      bytes.writeUInt16BE(width, frameAt + 7);
      return bytes;
    };
    expect(cleanJpeg(sized(4000, 4000))).toMatchObject({ width: 4000, height: 4000 });
    for (const [height, width] of [
      [4001, 10],
      [10, 4001],
      [65_535, 65_535],
      [0, 10],
      [10, 0],
    ] as const)
      expect(cleanJpeg(sized(height, width))).toBeNull();
  });

  test.each<[string, Buffer]>([
    ['빈 것', Buffer.alloc(0)],
    ['다른 것', Buffer.from('%PDF-1.7')],
    ['처음이 끝인 것', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['점이 없는 것', Buffer.concat([baseline.subarray(0, segmentStarts(baseline).at(-1)), Buffer.from([0xff, 0xd9])])],
    ['산술 부호', withByte(frameAt + 1, 0xc9)],
    ['무손실', withByte(frameAt + 1, 0xc3)],
    ['12비트', withByte(frameAt + 4, 12)],
    ['네 가지 색(CMYK)', withByte(frameAt + 9, 4)],
    ['같은 색이 두 번', withByte(frameAt + 13, 1)],
    ['틀이 둘', withAt(baseline, frameAt, baseline.subarray(frameAt, frameAt + 19))],
    ['그림 속의 그림', withAt(baseline, 20, baseline)],
    ['줄 수를 나중에 말하는 것', withAt(baseline, 20, segment(0xdc, Buffer.from([0, 9])))],
    ['표 뒤에 붙은 글', withAt(baseline, 20, segment(0xdb, Buffer.concat([Buffer.alloc(65), Buffer.from('비밀')])))],
    [
      '부호표 뒤에 붙은 글',
      withAt(baseline, 20, segment(0xc4, Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(15), Buffer.from('비밀')]))),
    ],
    ['빈 부호표', withAt(baseline, 20, segment(0xc4, Buffer.alloc(17)))],
    ['길이가 모자란 마디', withAt(baseline, 20, Buffer.from([0xff, 0xe1, 0, 1]))],
    ['길이가 넘치는 마디', withAt(baseline, 20, Buffer.from([0xff, 0xe1, 0xff, 0xff]))],
    ['모르는 마디', withAt(baseline, 20, segment(0xf0, '비밀'))],
    ['길이 없는 표시', withAt(baseline, 20, Buffer.from([0xff, 0x01]))],
    ['마디 사이의 글', withAt(baseline, 20, Buffer.from('비밀'))],
    ['말하지 않은 다시 시작', withAt(baseline, baseline.length - 2, Buffer.from([0xff, 0xd0]))],
    [
      '표로 채운 것',
      withAt(baseline, 20, Buffer.concat(Array.from({ length: 300 }, () => segment(0xdb, Buffer.alloc(65))))),
    ],
  ])('%s', (_, bytes) => {
    expect(cleanJpeg(bytes)).toBeNull();
  });

  it('다시 시작하는 곳은 말한 대로 차례로 있을 때만 받는다', () => {
    const restarting = withAt(baseline, 20, segment(0xdd, Buffer.from([0, 1])));
    const restart = (number: number): Buffer => Buffer.from([0xff, 0xd0 + number, 0x55]);
    const inOrder = Buffer.concat([restart(0), restart(1), restart(2)]);
    const end = restarting.length - 2;
    expect(cleanJpeg(withAt(restarting, end, inOrder))?.content).toHaveLength(restarting.length + 9);
    expect(cleanJpeg(withAt(restarting, end, Buffer.concat([restart(0), restart(2)])))).toBeNull();
  });
});
