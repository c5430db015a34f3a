import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_PORT, eventUri, parseEventAddress } from './eventAddress.ts';

const netKey = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY';

test('QR의 글은 그대로 다시 읽히고, 앞뒤에 딸려 온 글은 버린다', () => {
  const place = fc.record({
    address: fc.oneof(fc.ipV4(), fc.constantFrom('fd00::7', '2001:db8::12', 'laptop-03.local')),
    port: fc.integer({ min: 1, max: 65_535 }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (places) => {
      const uri = eventUri({ places, netKey });
      expect(parseEventAddress(`주소: ${uri}\n입니다`)).toEqual({ places, netKey });
    }),
  );
});

test('주소만 입력해도 되고, 포트를 적지 않으면 행사 네트워크의 포트이다', () => {
  const at = (address: string, port = EVENT_PORT) => ({ address, port });
  expect(parseEventAddress(' 192.0.2.10 ')).toEqual({ places: [at('192.0.2.10')], netKey: null });
  expect(parseEventAddress('192.0.2.10:5000, 192.0.2.11')).toEqual({
    places: [at('192.0.2.10', 5000), at('192.0.2.11')],
    netKey: null,
  });
});

test('주소가 아닌 글은 받지 않는다', () => {
  for (const text of ['', ' , ', '주소', 'http://192.0.2.10/', '192.0.2.10:0', '192.0.2.10:99999', 'ppuri-event:'])
    expect(parseEventAddress(text), text).toBeNull();
  expect(parseEventAddress(`ppuri-event:192.0.2.10/${netKey.slice(1)}`)).toBeNull();
  expect(parseEventAddress(`ppuri-event:192.0.2.10/${netKey}/more`)).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => void parseEventAddress(text)));
});
