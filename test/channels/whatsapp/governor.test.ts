import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listenForAcks } from '../../../src/channels/whatsapp/acks.ts';
import { ackFailure } from '../../../src/channels/whatsapp/failures.ts';
import {
  judgePush,
  type PushFacts,
  pushRules,
  restAfter,
  silentAfter,
} from '../../../src/channels/whatsapp/governor.ts';
import { countPlaces } from '../../../src/channels/whatsapp/places.ts';
import { reasonOf } from '../../../src/channels/whatsapp/reasons.ts';
import type { SentStore } from '../../../src/channels/whatsapp/store.ts';

const fine: PushFacts = {
  silentDays: 0.1,
  today: { all: 0, toSilent: 0 },
  wait: 0,
  restricted: false,
};

describe('what is sent unasked', () => {
  test('goes out where nothing speaks against it', () => {
    expect(judgePush(fine)).toBe('send');
  });

  test('never begins a conversation', () => {
    expect(judgePush({ ...fine, silentDays: undefined })).toBe('never');
  });

  test('stops wholly at a sign of restriction, before every other rule', () => {
    const facts = { ...fine, silentDays: undefined, restricted: true };
    expect(judgePush(facts)).toEqual({ later: 3_600_000 });
    expect(pushRules[0]?.name).toBe('stop-when-restricted');
  });

  test('has a daily budget for those who have been silent for days, and one for all', () => {
    const silent = { ...fine, silentDays: silentAfter + 1, today: { all: 60, toSilent: 50 } };
    expect(judgePush(silent)).toHaveProperty('later');
    expect(judgePush({ ...silent, silentDays: 1 })).toBe('send');
    expect(judgePush({ ...fine, today: { all: 500, toSilent: 0 } })).toHaveProperty('later');
  });

  test('waits for the distance that was drawn at the last push, which differs from time to time', () => {
    expect(judgePush({ ...fine, wait: 3_200.4 })).toEqual({ later: 3_201 });
    expect(judgePush({ ...fine, wait: -5 })).toBe('send');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
        expect(restAfter(chance)).toBe(4_000 + chance * 6_000);
      }),
    );
  });

  test('what belongs below another push goes with it, and is left out where a restriction came between', () => {
    const full = { ...fine, wait: 9_000, today: { all: 501, toSilent: 51 }, below: true };
    expect(judgePush(full)).toBe('send');
    expect(judgePush({ ...full, restricted: true })).toBe('never');
  });
});

describe('places', () => {
  const [ani, budi] = ['9@lid', '8@lid'];

  test('rise within a second as things arrive, and by the second otherwise', () => {
    const places = countPlaces(3, () => 100);
    const first = places.arrived(200, ani);
    const mark = places.acked(200, ani);
    expect(mark).toBeGreaterThan(first);
    expect(places.arrived(200, ani)).toBeGreaterThan(mark);
    expect(places.arrived(199, ani)).toBeLessThan(mark);
    expect(places.arrived(201, ani)).toBeGreaterThan(mark);
  });

  test('what arrived before the ack stands before it, whatever it is stamped', () => {
    const places = countPlaces(3, () => 100);
    const early = places.arrived(201, ani);
    const other = places.arrived(300, budi);
    const mark = places.acked(200, ani);
    expect(mark).toBeGreaterThan(early);
    expect(mark).toBeLessThan(other);
    expect(places.arrived(201, ani)).toBeGreaterThan(mark);
  });

  test('stay a tie over a restart: what a later holder gives in the same second stands after', () => {
    const mark = countPlaces(7, () => 100).acked(101, ani);
    expect(countPlaces(8, () => 101).arrived(101, ani)).toBeGreaterThan(mark);
    expect(countPlaces(8, () => 101).arrived(100, ani)).toBeLessThan(mark);
  });
});

test('an ack that the records do not take at once is written all the same, before anybody hears of it', async () => {
  let failures = 2;
  const written: string[] = [];
  const acked = async (id: string) => {
    if (failures-- > 0) throw new Error('Connection terminated');
    written.push(id);
  };
  const acks = listenForAcks({ acked } as unknown as SentStore, countPlaces(1), () => {});
  const answer = acks.wait('A1', 5000);
  acks.heard({ tag: 'ack', attrs: { id: 'A1', t: '200', from: '9@lid' } });
  expect(await answer).toMatchObject({ ok: true });
  expect(written).toEqual(['A1']);
});

test('every refusal and every end of a connection has its meaning, also one that nobody knows', () => {
  expect(ackFailure('463')).toEqual({ failure: 'refused', restricts: true });
  expect(ackFailure('429')).toMatchObject({ failure: 'throttled' });
  expect(ackFailure('479')).toEqual({ failure: 'unreachable', unfit: true });
  expect(ackFailure('999')).toEqual({ failure: 'refused' });
  expect([401, 403, 440, 515, 408, 428, undefined].map((status) => reasonOf(status).name)).toEqual([
    'unlinked',
    'banned',
    'replaced',
    'restart',
    'lost',
    'lost',
    'lost',
  ]);
});
