import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, tuesday, type World } from './world.ts';

/** The photo of goods: which deliveries wait for one, and what is taken. */

const database = useDatabase();
const photo = { kind: 'photo', file: 'AgACAgUAAxkBAAIB' } as const;
let world: World;
let head: Phone;
let place: string;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  const made = await world.newNeed(145);
  head = made.head;
  const need = await database.prisma.need.findUniqueOrThrow({ where: { number: made.need } });
  place = need.placeId;
});

/** Records a delivery that nobody had pledged; gives how it stands with its photo. */
async function record(needs: Record<string, unknown>, question?: string) {
  const all = { place, package: 'sembako', came: 30, ...needs };
  const { gives } = await head.calls('handover.record', all, question ? { question } : {});
  const { id, photo: state } = await database.prisma.handover.findUniqueOrThrow({
    where: { number: gives.number },
  });
  const sent = await database.prisma.media.count({ where: { handoverId: id } });
  const timers = await database.prisma.timer.findMany({ where: { subjectId: id } });
  return { id, state, sent, timers: timers.map(({ kind }) => kind).sort() };
}

const reminded = ['media.missing-goods', 'media.remind-goods'];

describe('goods that came', () => {
  test('with a photo wait for none', async () => {
    expect(await record({ photo })).toMatchObject({ state: 'given', sent: 1, timers: [] });
  });

  test.each([['later'], [undefined]])('with the photo %s are reminded of it', async (answer) => {
    const kept = await record(answer ? { photo: answer } : {});
    expect(kept).toMatchObject({ state: 'awaited', sent: 0, timers: reminded });
  });

  test('by one answer are one hand-over with one photo', async () => {
    const once = await record({ photo }, 'q-once');
    expect(await record({ photo }, 'q-once')).toEqual(once);
  });

  test('the photo later is sent for the one that is meant', async () => {
    const { id } = await record({ photo: 'later', came: 77 });
    const { gives } = await head.calls('photo.waiting');
    const item = gives.items.find(({ key }: { key: string }) => key === `g.${id}`);
    expect(item.label).toEqual({ id: '77 paket sembako (24/11)', en: expect.any(String) });
    expect(await head.calls('photo.send', { whose: item, photo })).toMatchObject({ end: 'sent' });
    const row = await database.prisma.handover.findUniqueOrThrow({ where: { id } });
    expect([row.photo, await database.prisma.media.count({ where: { handoverId: id } })]).toEqual([
      'given',
      1,
    ]);
  });
});

test.each([
  ['cash', { package: 'thr', photo }],
  ['work', { package: 'saluran', photo }],
  ['nothing, when none came', { came: 0, photo }],
] as const)('%s is not photographed', async (_, needs) => {
  expect(await record(needs)).toMatchObject({ state: 'none', sent: 0, timers: [] });
});

test('the summary says how it stands', async () => {
  const state = async (needs: Record<string, unknown>) =>
    (await head.calls('handover.pictured', needs)).gives.state;
  expect(await state({ came: 5, nature: 'goods', photo })).toBe('given');
  expect(await state({ came: 5, nature: 'goods', photo: 'later' })).toBe('later');
  expect(await state({ came: 0, nature: 'goods', photo })).toBe('none');
  expect(await state({ came: 5, nature: 'seat', photo })).toBe('none');
  expect(await head.calls('handover.nature', { promised: 'work' }, { now: tuesday })).toEqual({
    end: 'known',
    gives: { nature: 'work', later: 'later' },
  });
});
