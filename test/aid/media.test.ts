import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMedia } from '../../src/aid/media/open.ts';
import { awaitPhoto, mediaOf, receiveMedia, type Whose } from '../../src/aid/media/records.ts';
import { photoTimes } from '../../src/aid/media/rules.ts';
import { photoEnded } from '../../src/aid/photo/ended.ts';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
const later = (hours: number) => new Date(tuesday.getTime() + hours * 3_600_000);
const hours = { contactHours: 48, quietFromHour: 21, quietUntilHour: 7 };
const sent = { kind: 'photo', file: 'AgAC' } as const;
let world: World;
let budi: Phone;
let person: string;
let headship: string;
let officer: string;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  budi = await world.known('budi', 'Pak', 'Budi', '+6281234567890');
  await world.claimed(budi, { kelurahan: puloGadung, rw: 3, label: 'RW' });
  const row = await database.prisma.headship.findFirstOrThrow();
  [headship, person] = [row.id, row.personId ?? ''];
  officer = (await database.prisma.person.create({ data: { createdAt: tuesday } })).id;
});
beforeEach(async () => {
  await database.prisma.media.deleteMany();
  await database.prisma.timer.deleteMany();
  await database.prisma.headship.updateMany({ data: { proof: 'none' } });
  world.notices.length = 0;
});

const proof = async () =>
  (await database.prisma.headship.findUniqueOrThrow({ where: { id: headship } })).proof;
const waits = () => world.transact((records) => awaitPhoto(records, { headship }, tuesday));
const keep = (id: string, content: Uint8Array = database.secrets.sealBytes(new Uint8Array([1]))) =>
  database.prisma.media.update({
    where: { id },
    data: {
      state: 'kept',
      mime: 'image/jpeg',
      size: 1,
      content: new Uint8Array(content),
      file: null,
      endedAt: tuesday,
    },
  });
const comes = (whose: Whose = { headship }, question = 'q-photo') =>
  world.transact((records) =>
    receiveMedia(
      {
        records,
        chat: budi.chat,
        question,
        now: tuesday,
        seed: question,
        address: { channel: 'simulator', account: 'budi' },
        language: 'id',
      },
      { whose, file: sent, by: person },
    ),
  );

test.each([
  ['10.00', '2026-11-24T03:00:00Z', '2026-11-24T07:00:00Z'],
  [
    '19.00, so that it does not fall into the night',
    '2026-11-24T12:00:00Z',
    '2026-11-24T14:00:00Z',
  ],
  ['22.00, in the night', '2026-11-24T15:00:00Z', '2026-11-25T00:00:00Z'],
])('who says "foto nanti" at %s is reminded once by day', (_, asked, remind) => {
  const at = new Date(asked);
  const times = photoTimes(at, hours);
  expect(times.remind).toEqual(new Date(remind));
  expect(times.missing.getTime() - at.getTime()).toBe(24 * 3_600_000);
});

describe('a photo that is to come later', () => {
  test('is reminded of once, and missing after a day', async () => {
    await waits();
    expect(await proof()).toBe('awaited');
    const remind = timed['media.remind-proof'];
    const missing = timed['media.missing-proof'];
    if (!remind || !missing) throw new Error('No timer.');
    await world.transact((records) => remind(records, headship, { now: later(4), step: 1 }));
    expect(world.notices.map(({ notice }) => notice)).toEqual(['proof-reminder']);
    await world.transact((records) => missing(records, headship, { now: later(24), step: 1 }));
    expect(await proof()).toBe('missing');
  });

  test('that came is neither reminded of nor missing', async () => {
    await waits();
    await comes();
    expect(await proof()).toBe('given');
    for (const kind of ['media.remind-proof', 'media.missing-proof'])
      await world.transact((records) =>
        Promise.resolve(timed[kind]?.(records, headship, { now: later(24), step: 1 })),
      );
    expect(world.notices).toEqual([]);
    expect(await proof()).toBe('given');
  });

  test('is taken from who owes it, also when it comes late, and once', async () => {
    expect(await budi.calls('photo.waiting')).toEqual({ end: 'none', gives: {} });
    await waits();
    await database.prisma.headship.updateMany({ data: { proof: 'missing' } });
    const { gives } = await budi.calls('photo.waiting');
    expect(gives.items).toEqual([
      {
        key: `p.${headship}`,
        label: { id: 'Bukti RW 03 Pulo Gadung', en: 'Proof, RW 03 Pulo Gadung' },
        place: 'RW 03 Pulo Gadung',
      },
    ]);
    const needs = { whose: gives.items[0], photo: sent };
    const how = { question: 'q-later' };
    const ended = { end: 'sent', gives: { place: 'RW 03 Pulo Gadung', still: [] } };
    expect(await budi.calls('photo.send', needs, how)).toEqual(ended);
    expect(await budi.calls('photo.send', needs, how)).toEqual(ended);
    expect(await budi.calls('photo.send', needs)).toEqual({ end: 'gone', gives: {} });
    expect(await database.prisma.media.count()).toBe(1);
  });

  test('is taken from nobody else', async () => {
    await waits();
    const ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
    expect(await ani.calls('photo.waiting')).toEqual({ end: 'none', gives: {} });
    for (const key of [`p.${headship}`, `g.${headship}`, 'p.x', headship])
      expect(await ani.calls('photo.send', { whose: key, photo: sent })).toEqual({
        end: 'gone',
        gives: {},
      });
    expect(await database.prisma.media.count()).toBe(0);
  });
});

describe('once an officer has decided about the claim', () => {
  const decide = (state: 'refused' | 'claimed') =>
    database.prisma.headship.updateMany({
      data:
        state === 'refused'
          ? { state, reason: 'Nomornya lain', remedy: 'Kirim lagi', askedAt: null }
          : { state, reason: null, remedy: null },
    });
  afterEach(() => decide('claimed'));

  test('nobody is reminded of its proof, nor asked for another one', async () => {
    await waits();
    const id = await comes();
    await decide('refused');
    await database.prisma.headship.updateMany({ data: { proof: 'awaited' } });
    await world.transact((records) =>
      Promise.resolve(timed['media.remind-proof']?.(records, headship, { now: later(4), step: 1 })),
    );
    await database.prisma.media.update({
      where: { id },
      data: { state: 'refused', refusal: 'unreadable', file: null, endedAt: tuesday },
    });
    await world.transact((records) => photoEnded(records, id, { state: 'refused', now: tuesday }));
    expect(world.notices).toEqual([]);
  });
});

test('one answer brings no second file for something else', async () => {
  await comes();
  await expect(comes({ handover: headship })).rejects.toThrow('One answer brings one file');
});

describe('a look at a proof', () => {
  const look = (id: string, now = tuesday) =>
    world.transact((records) =>
      openMedia(records, id, {
        actor: { as: 'officer', person: officer },
        now,
        about: 'RW 03 Pulo Gadung',
      }),
    );
  const looks = () => database.prisma.auditLog.count({ where: { what: 'media.seen' } });

  test('is audited, and shows it to who looks', async () => {
    const id = await comes();
    await keep(id);
    const before = await looks();
    expect(await look(id)).toBe('sent');
    expect(await looks()).toBe(before + 1);
    expect(world.notices).toMatchObject([
      { person: officer, notice: 'proof-shown', media: id, args: { about: 'RW 03 Pulo Gadung' } },
    ]);
    expect(await look(id, later(1))).toBe('sent');
    const [first, second] = world.notices;
    expect(first?.cause).not.toEqual(second?.cause);
    expect(await world.transact((records) => mediaOf(records, { headship }))).toMatchObject([
      { id, state: 'kept', mime: 'image/jpeg' },
    ]);
  });

  test('of one that is not here says so, and is none', async () => {
    const before = await looks();
    const id = await comes();
    expect(await look(id)).toBe('awaited');
    expect(await look(headship)).toBe('gone');
    expect(world.notices).toEqual([]);
    expect(await looks()).toBe(before);
  });
});

describe('the database', () => {
  test('lets no kept photo change into another, and none be of nothing or of two things', async () => {
    const id = await comes();
    await keep(id);
    const { media } = database.prisma;
    await expect(
      media.update({
        where: { id },
        data: {
          state: 'awaited',
          content: null,
          mime: null,
          endedAt: null,
          file: new Uint8Array([1]),
        },
      }),
    ).rejects.toThrow('does not go from');
    await expect(media.update({ where: { id }, data: { headshipId: null } })).rejects.toThrow(
      'media_whose',
    );
    await expect(media.update({ where: { id }, data: { kind: 'goods' } })).rejects.toThrow();
  });

  test('loses the photos of a person with the person', async () => {
    const { id } = await database.prisma.person.create({ data: { createdAt: tuesday } });
    await comes();
    await database.prisma.media.updateMany({ data: { sentById: id } });
    await database.prisma.person.delete({ where: { id } });
    expect(await database.prisma.media.count()).toBe(0);
  });
});
