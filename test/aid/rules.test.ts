import { describe, expect, test } from 'vitest';
import { assess, exampleOf, isOffered, numbered, roomFor } from '../../src/aid/need/rules.ts';
import { lackingLabel, placeLabel } from '../../src/aid/place/rules.ts';
import { donorCalled } from '../../src/aid/pledge/rules.ts';
import { movedDeadline, remindersOf } from '../../src/aid/pledge/timing.ts';
import { contactDeadline, contactTime, dayInJakarta } from '../../src/aid/programme/rules.ts';

const hours = { contactHours: 48, quietFromHour: 21, quietUntilHour: 7 };

describe('the deadline of a promise', () => {
  // All in WIB, seven hours ahead of UTC.
  test.each([
    ['Tuesday 13.10', '2026-11-24T13:10:00+07:00', 'Thursday 13.10', '2026-11-26T13:10:00+07:00'],
    ['Tuesday 20.59', '2026-11-24T20:59:00+07:00', 'Thursday 20.59', '2026-11-26T20:59:00+07:00'],
    ['Tuesday 21.00', '2026-11-24T21:00:00+07:00', 'Friday 07.00', '2026-11-27T07:00:00+07:00'],
    ['Tuesday 23.30', '2026-11-24T23:30:00+07:00', 'Friday 07.00', '2026-11-27T07:00:00+07:00'],
    ['Tuesday 03.00', '2026-11-24T03:00:00+07:00', 'Thursday 07.00', '2026-11-26T07:00:00+07:00'],
    ['Tuesday 07.00', '2026-11-24T07:00:00+07:00', 'Thursday 07.00', '2026-11-26T07:00:00+07:00'],
  ])('made on %s is on %s (%s)', (_, made, __, due) => {
    expect(contactDeadline(new Date(made), hours)).toEqual(new Date(due));
  });

  test('follows the programme', () => {
    const made = new Date('2026-11-24T13:10:00+07:00');
    expect(contactDeadline(made, { ...hours, contactHours: 24 })).toEqual(
      new Date('2026-11-25T13:10:00+07:00'),
    );
    const noonRest = { contactHours: 24, quietFromHour: 12, quietUntilHour: 14 };
    expect(contactDeadline(made, noonRest)).toEqual(new Date('2026-11-25T14:00:00+07:00'));
  });
});

test.each([
  [48, '2×24 jam', '2×24 hours'],
  [24, '1×24 jam', '1×24 hours'],
  [36, '36 jam', '36 hours'],
])('a time of %i hours is called %s', (contactHours, id, en) => {
  expect(contactTime({ contactHours })).toEqual({ id, en });
});

describe('the deadline of a promise with a planned day', () => {
  // Made on Tuesday at 13.10: the rule alone gives Thursday, 13.10.
  const made = new Date('2026-11-24T13:10:00+07:00');
  test.each([
    // No planned day leaves less than a day: 24 hours.
    ['the same day', '2026-11-24', '2026-11-26T13:10:00+07:00'],
    ['the day after', '2026-11-25', '2026-11-25T21:00:00+07:00'],
    ['two days later', '2026-11-26', '2026-11-26T13:10:00+07:00'],
    ['a week later', '2026-12-01', '2026-11-26T13:10:00+07:00'],
    ['a day that is past, of what waited', '2026-11-20', '2026-11-26T13:10:00+07:00'],
  ])('%s shortens it to that evening, or not at all', (_, day, due) => {
    expect(contactDeadline(made, hours, new Date(day))).toEqual(new Date(due));
  });

  test.each([
    [
      '20.57 for the same day',
      '2026-11-24T20:57:00+07:00',
      '2026-11-24',
      '2026-11-26T20:57:00+07:00',
    ],
    [
      '22.00 for the next day',
      '2026-11-24T22:00:00+07:00',
      '2026-11-25',
      '2026-11-27T07:00:00+07:00',
    ],
    [
      '20.59 for the next day',
      '2026-11-24T20:59:00+07:00',
      '2026-11-25',
      '2026-11-25T21:00:00+07:00',
    ],
  ])('made at %s', (_, made, day, due) => {
    expect(contactDeadline(new Date(made), hours, new Date(day))).toEqual(new Date(due));
  });
});

describe('the reminders of a contact', () => {
  const made = new Date('2026-11-24T22:00:00+07:00');
  const deadline = new Date('2026-11-27T07:00:00+07:00');
  const wib = (dates: Date[]) =>
    dates.map((at) => new Date(at.getTime() + 7 * 3600_000).toISOString().slice(5, 16));

  test('are 24 and 44 hours after the promise, also where the deadline waits for the morning', () => {
    // At 24 hours it is 22.00, in the quiet hours: 21.00.
    expect(wib(remindersOf({ deadline, since: made, hours }, made))).toEqual([
      '11-25T21:00',
      '11-26T18:00',
    ]);
  });

  test('are so long before a deadline that was given anew, and before one that a planned day shortens', () => {
    expect(wib(remindersOf({ deadline, hours }, made))).toEqual(['11-26T07:00', '11-26T21:00']);
    const noon = new Date('2026-11-24T12:00:00+07:00');
    const evening = new Date('2026-11-25T21:00:00+07:00');
    expect(wib(remindersOf({ deadline: evening, since: noon, hours }, noon))).toEqual([
      '11-24T21:00',
      '11-25T17:00',
    ]);
  });
});

describe('the deadline of a promise whose day moves', () => {
  const createdAt = new Date('2026-11-24T13:10:00+07:00');
  const rule = new Date('2026-11-26T13:10:00+07:00');
  const evening = new Date('2026-11-25T21:00:00+07:00');
  const part = { createdAt, deadline: rule, extendedAt: null, deliverOn: new Date('2026-12-10') };
  const at = (now: string) => ({ now: new Date(now), hours });

  test('is what it would have been with that day: nearer, and away again', () => {
    const now = at('2026-11-24T15:00:00+07:00');
    expect(movedDeadline(part, new Date('2026-11-25'), now)).toEqual(evening);
    const near = { ...part, deadline: evening, deliverOn: new Date('2026-11-25') };
    expect(movedDeadline(near, new Date('2026-12-20'), now)).toEqual(rule);
  });

  test('leaves some hours to who moves it late, and never more than the rule', () => {
    const moved = (now: string) => movedDeadline(part, new Date('2026-11-25'), at(now));
    expect(moved('2026-11-25T20:30:00+07:00')).toEqual(new Date('2026-11-26T07:00:00+07:00'));
    expect(moved('2026-11-26T13:00:00+07:00')).toEqual(rule);
  });

  test('keeps the extension, and the time that was given when the head had heard nothing', () => {
    const now = at('2026-11-26T09:00:00+07:00');
    const extended = {
      ...part,
      extendedAt: createdAt,
      deadline: new Date('2026-11-27T13:10:00+07:00'),
    };
    expect(movedDeadline(extended, new Date('2026-12-20'), now)).toEqual(extended.deadline);
    const given = { ...part, deadline: new Date('2026-12-01T10:00:00+07:00') };
    expect(movedDeadline(given, new Date('2026-11-25'), now)).toEqual(given.deadline);
  });
});

test.each([
  [80, 0, 60],
  [80, 70, 75],
  [1, 0, 1],
  [100, 120, 120],
])('an example below %i, with %i promised, is %i', (asked, floor, example) => {
  expect(exampleOf(asked, floor)).toBe(example);
});

test('the day in Jakarta begins at 17.00 UTC', () => {
  expect(dayInJakarta(new Date('2026-11-24T16:59:59Z'))).toEqual(new Date('2026-11-24'));
  expect(dayInJakarta(new Date('2026-11-24T17:00:00Z'))).toEqual(new Date('2026-11-25'));
});

describe('the room of a need', () => {
  const need = { approved: 145, allocated: 100, received: 25 };
  test.each([
    [20, { end: 'enough', left: 20 }],
    [1, { end: 'enough', left: 20 }],
    [21, { end: 'partly', left: 20 }],
  ])('for %s of the 20 that it lacks', (amount, room) => {
    expect(roomFor(need, amount)).toEqual(room);
  });

  test('is none when all is promised or received', () => {
    expect(roomFor({ ...need, allocated: 120 }, 1)).toEqual({ end: 'full' });
  });
});

describe('a need', () => {
  const today = new Date('2026-11-24');
  const programme = {
    id: 'ksbb',
    state: 'open',
    startsOn: new Date('2026-11-01'),
    endsOn: null,
  } as const;
  const need = { state: 'open', periodTo: null, programme, isGiven: true } as const;

  test('is offered while it is open, to the last day of its period and of its programme', () => {
    expect(isOffered(need, today)).toBe(true);
    expect(isOffered({ ...need, periodTo: today }, today)).toBe(true);
    expect(isOffered({ ...need, programme: { ...programme, endsOn: today } }, today)).toBe(true);
  });

  const yesterday = new Date('2026-11-23');
  const tomorrow = new Date('2026-11-25');
  test.each([
    ['its period is over', { ...need, periodTo: yesterday }],
    ['its programme is over', { ...need, programme: { ...programme, endsOn: yesterday } }],
    ['its programme is to come', { ...need, programme: { ...programme, startsOn: tomorrow } }],
    ['its programme is closed', { ...need, programme: { ...programme, state: 'closed' as const } }],
    ['its package is given no more', { ...need, isGiven: false }],
  ])('is not offered when %s', (_, need) => {
    expect(isOffered(need, today)).toBe(false);
  });

  test('takes what was promised in its programme before that closed, or before its package was switched off', () => {
    const closed = { ...need, programme: { ...programme, state: 'closed' as const } };
    expect(isOffered(closed, today, 'ksbb')).toBe(true);
    expect(isOffered(closed, today, 'ramadan')).toBe(false);
    expect(isOffered({ ...need, isGiven: false }, today, 'ramadan')).toBe(true);
    expect(isOffered({ ...closed, periodTo: yesterday }, today, 'ksbb')).toBe(false);
  });

  test.each(['proposed', 'met', 'refused', 'withdrawn', 'closed'] as const)(
    'is not offered when it is %s',
    (state) => {
      expect(isOffered({ ...need, state }, today)).toBe(false);
    },
  );
});

describe('an assessment', () => {
  const waiting = { approved: 0, allocated: 0, received: 0, waitsSince: new Date('2026-11-24') };

  test('approves what was asked for without a reason, and another quantity with one', () => {
    const need = { ...waiting, proposed: 145 };
    expect(assess(need, 145, undefined)).toEqual({ end: 'approved' });
    expect(assess(need, 100, undefined)).toEqual({ end: 'reason-needed' });
    expect(assess(need, 100, ' ')).toEqual({ end: 'reason-needed' });
    expect(assess(need, 100, 'baru 100 KK terdata')).toEqual({ end: 'approved' });
  });

  test('is made once', () => {
    const decided = { ...waiting, proposed: 145, waitsSince: undefined };
    expect(assess(decided, 145, undefined)).toEqual({ end: 'already' });
  });

  test('of a change approves what is asked for now, and never less than is promised and received', () => {
    const need = { proposed: 145, wanted: 60, approved: 145, allocated: 40, received: 30 };
    const change = { ...need, waitsSince: waiting.waitsSince };
    expect(assess(change, 60, undefined)).toEqual({ end: 'below-floor', floor: 70 });
    expect(assess(change, 70, 'sudah dijanjikan')).toEqual({ end: 'approved' });
    expect(assess(change, 145, undefined)).toEqual({ end: 'reason-needed' });
  });
});

test('numbers name the month and go on past 9999', () => {
  expect(numbered('K', new Date('2026-11-24'), 48)).toBe('K-2611-0048');
  expect(numbered('M', new Date('2027-01-01'), 12_345)).toBe('M-2701-12345');
});

describe('a place', () => {
  test('is called by its number and kelurahan, or by its name', () => {
    expect(placeLabel({ rw: 3, name: null, kelurahan: 'Pulo Gadung' })).toBe('RW 03 Pulo Gadung');
    expect(placeLabel({ rw: 11, name: null, kelurahan: 'Penggilingan' })).toBe(
      'RW 11 Penggilingan',
    );
    expect(placeLabel({ rw: null, name: 'Panti Contoh', kelurahan: 'Gambir' })).toBe(
      'Panti Contoh, Gambir',
    );
  });

  test('says what it lacks in 40 characters, or nothing of it', () => {
    expect(lackingLabel('RW 03 Pulo Gadung', 145)).toEqual({
      id: 'RW 03 Pulo Gadung: kurang 145',
      en: 'RW 03 Pulo Gadung: needs 145',
    });
    expect(lackingLabel('RW 03 Cipinang Besar Selatan', 12_500)).toEqual({
      id: 'RW 03 Cipinang Besar Selatan',
      en: 'RW 03 Cipinang Besar Selatan',
    });
    const long = lackingLabel('Pesantren Contoh Bersama Warga Sejahtera, Pulo Gadung', 5);
    expect(long).toEqual({
      id: 'Pesantren Contoh Bersama Warga Sejahter…',
      en: 'Pesantren Contoh Bersama Warga Sejahter…',
    });
  });
});

test('a donor is called by their organisation, with who speaks for it', () => {
  expect(donorCalled('Bu Ani', undefined)).toBe('Bu Ani');
  expect(donorCalled('Bu Rina', 'PT Contoh Jaya')).toBe('PT Contoh Jaya (Bu Rina)');
});
