import { array, assert, constantFrom, integer, oneof, property, record, stringMatching, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { parseTyped } from '../rules/typedKey.ts';
import {
  HUB_PORT,
  invitationUri,
  isInvited,
  makeInvitation,
  parseInvitation,
  parsePlace,
  typedInvitation,
} from './invitation.ts';

const netKey = stringMatching(/^[A-Za-z0-9_-]{43}$/);
const address = oneof(
  stringMatching(/^[a-z0-9]{1,12}(\.[a-z]{1,8}){0,3}$/),
  stringMatching(/^[12]?[0-9](\.[12]?[0-9]){3}$/),
  stringMatching(/^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}$/),
  constantFrom('::1', 'fe80::1%eth0', 'hub', '2001:db8::7'),
);
const invitation = record({
  place: record({ address, port: integer({ min: 1, max: 65_535 }), netKey }),
  random: uint8Array({ minLength: 10, maxLength: 10 }),
}).map(({ place, random }) => makeInvitation(place, random));

test('QR로 읽거나 붙여 넣은 초대는 만든 그대로이다', () => {
  assert(
    property(
      invitation,
      constantFrom('', '  ', '초대: ', '\n'),
      constantFrom('', ' ', '\n끝'),
      (made, before, after) => {
        expect(parseInvitation(before + (invitationUri(made) ?? '') + after)).toEqual(made);
      },
    ),
  );
});

test('손으로 친 초대는 열쇠의 앞 80비트까지 같고, 띄어쓰기·줄·대소문자·비슷한 글자는 상관없다', () => {
  assert(
    property(invitation, constantFrom('-', ' ', '', '\n', ' - '), (made, gap) => {
      const { place, letters } = typedInvitation(made);
      expect(letters).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
      const typed = letters.replaceAll('-', gap).replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
      const read = parseInvitation(` ${place}  ${typed}\n`);
      expect(read).toEqual({ ...made, netKey: null });
      expect(read !== null && invitationUri(read)).toBeNull();
    }),
  );
});

test('한 글자가 틀린 초대는 읽지 않고, 복구 열쇠와 섞이지 않는다', () => {
  assert(
    property(
      invitation,
      integer({ min: 0, max: 43 }),
      constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (made, at, letter) => {
        const { place, letters } = typedInvitation(made);
        const wrong = letters.slice(0, at) + (letters[at] === '-' ? '-' : letter) + letters.slice(at + 1);
        expect(parseInvitation(`${place} ${wrong}`) !== null).toBe(wrong === letters);
        expect(parseTyped(letters, 'recovery')).toBeNull();
      },
    ),
  );
});

test('초대한 열쇠를 든 쪽만 믿는다', () => {
  assert(
    property(invitation, netKey, (made, other) => {
      const typed = parseInvitation(Object.values(typedInvitation(made)).join(' '));
      const shown = made.netKey ?? '';
      expect([made, typed].map((one) => one !== null && isInvited(one, shown))).toEqual([true, true]);
      const isSame = other.slice(0, 13) === shown.slice(0, 13);
      expect([made, typed].map((one) => one !== null && isInvited(one, other))).toEqual([isSame, isSame]);
      expect(typed !== null && isInvited(typed, shown.slice(0, 20))).toBe(false);
    }),
  );
});

test('아무 글이나 초대가 되지는 않는다', () => {
  assert(
    property(array(stringMatching(/^[\x20-\x7e\n가-힣]{0,30}$/)), (words) => parseInvitation(words.join(' ')) === null),
  );
  for (const text of [
    '',
    'ppuri-hub:',
    'ppuri-hub:hub:1/x/y',
    'ppuri-hub:hub:99999/'.concat('A'.repeat(43), '/', '0'.repeat(16)),
  ])
    expect(parseInvitation(text)).toBeNull();
});

test('자리는 이름, IPv4, IPv6로 적고 포트를 적지 않으면 4747이다', () => {
  expect(parsePlace('Hub.Example')).toEqual({ address: 'hub.example', port: HUB_PORT });
  expect(parsePlace('192.0.2.10:80')).toEqual({ address: '192.0.2.10', port: 80 });
  expect(parsePlace('[2001:db8::1]:5000')).toEqual({ address: '2001:db8::1', port: 5000 });
  expect(parsePlace('2001:db8::1')).toEqual({ address: '2001:db8::1', port: HUB_PORT });
  for (const wrong of ['', ':80', 'hub:0', 'hub:70000', 'a b', 'hub:x', '[::1', 'http://hub', '허브', '-x', 'a..b'])
    expect(parsePlace(wrong), wrong).toBeNull();
});
