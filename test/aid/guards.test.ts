import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, gift, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

type Db = Pick<typeof database.prisma, '$executeRawUnsafe'>;

const sql = (text: string, ...values: unknown[]) =>
  database.prisma.$executeRawUnsafe(text, ...values);

describe('whatever the code does, the database refuses', () => {
  let need: string;
  let id: string;
  let pledge: string;
  let rw = 0;

  beforeEach(async () => {
    rw += 1;
    need = (await world.openNeed({ kelurahan: puloGadung, rw, quantity: 10 })).need;
    id = (await database.prisma.need.findUniqueOrThrow({ where: { number: need } })).id;
    const ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
    const { gives } = await ani.calls('pledge.confirm', gift(need, 6));
    const made = await database.prisma.pledge.findUniqueOrThrow({
      where: { number: gives.number },
      include: { allocations: true },
    });
    pledge = made.allocations[0]?.id ?? '';
  });

  /** Another promise on the need, past all code: a pledge like the first, and its allocation. */
  const allocate = (quantity: number, db: Db = database.prisma) =>
    db.$executeRawUnsafe(
      `WITH copy AS (
         INSERT INTO pledge (id, number, donor_id, programme_id, package_key, quantity,
                             statement_version, chat, question, created_at)
         SELECT gen_random_uuid(), gen_random_uuid()::text, p.donor_id, p.programme_id, p.package_key, $2,
                p.statement_version, gen_random_uuid()::text, 'copy', p.created_at
         FROM pledge p JOIN allocation a ON a.pledge_id = p.id WHERE a.id = $1::uuid
         RETURNING id, created_at
       )
       INSERT INTO allocation (id, pledge_id, need_id, quantity, deadline, created_at, changed_at)
       SELECT gen_random_uuid(), id, $3::uuid, $2, created_at, created_at, created_at FROM copy`,
      pledge,
      quantity,
      id,
    );

  test('a promise above what was approved', async () => {
    await expect(allocate(5)).rejects.toThrow('need_ceiling');
    await allocate(4);
    await expect(allocate(1)).rejects.toThrow('need_ceiling');
  });

  test('all but four of ten promises of one each, made before any of them is committed', async () => {
    // Each stays open for a while after its promise, so that the others meet it uncommitted.
    const tried = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        database.prisma.$transaction(async (db) => {
          await allocate(1, db);
          await db.$executeRawUnsafe('SELECT pg_sleep(0.05)');
        }),
      ),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    const need = await database.prisma.need.findUniqueOrThrow({
      where: { id },
      include: { allocations: true },
    });
    const rows = need.allocations.reduce((sum, { quantity }) => sum + quantity, 0n);
    expect([need.allocated, rows]).toEqual([10n, 10n]);
  });

  test('a promise that grows above it, or is taken up again when others have filled it', async () => {
    const set = (what: string) => sql(`UPDATE allocation SET ${what} WHERE id = '${pledge}'`);
    await expect(set('quantity = 11')).rejects.toThrow('need_ceiling');
    await set(`state = 'released'`);
    await allocate(5);
    await expect(set(`state = 'contacted'`)).rejects.toThrow('need_ceiling');
  });

  test('an approval below what is promised', async () => {
    await expect(sql(`UPDATE need SET approved = 5 WHERE id = '${id}'`)).rejects.toThrow(
      'need_ceiling',
    );
    await sql(`UPDATE need SET approved = 6 WHERE id = '${id}'`);
  });

  test('a state that is not reached from the one before', async () => {
    await sql(`UPDATE allocation SET state = 'received' WHERE id = '${pledge}'`);
    const back = sql(`UPDATE allocation SET state = 'reserved' WHERE id = '${pledge}'`);
    await expect(back).rejects.toThrow('an allocation does not go from received to reserved');
    const need = sql(`UPDATE need SET state = 'proposed' WHERE id = '${id}'`);
    await expect(need).rejects.toThrow('a need does not go from open to proposed');
  });

  test('sums that are not those of the promises', async () => {
    const change = sql(`UPDATE need SET allocated = 0 WHERE id = '${id}'`);
    await expect(change).rejects.toThrow('not changed by hand');
    const more = sql(`UPDATE need SET received = 4 WHERE id = '${id}'`);
    await expect(more).rejects.toThrow('not changed by hand');
  });

  test('a promise of nothing, and more received than was promised', async () => {
    await expect(allocate(0)).rejects.toThrow('pledge_quantity');
    const set = (what: string) => sql(`UPDATE allocation SET ${what} WHERE id = '${pledge}'`);
    await expect(set(`state = 'received', received = 7`)).rejects.toThrow('allocation_received');
    await expect(set('received = 3')).rejects.toThrow('allocation_received');
  });

  test('a history that is rewritten', async () => {
    await expect(sql(`UPDATE need_version SET approved = 99`)).rejects.toThrow(
      'not changed by hand',
    );
    await expect(sql('DELETE FROM need_version')).rejects.toThrow('not changed by hand');
    await expect(sql(`UPDATE audit_log SET what = 'nothing'`)).rejects.toThrow(
      'not changed by hand',
    );
    await expect(sql('DELETE FROM audit_log')).rejects.toThrow('not changed by hand');
    // Erasing a person takes them out of the history, and leaves the history.
    await sql('UPDATE audit_log SET actor_id = NULL');
  });

  test.each([
    ['its part grows', `UPDATE allocation SET quantity = 7 WHERE id = $1::uuid`],
    ['its part is lost', `DELETE FROM allocation WHERE id = $1::uuid`],
    [
      'some of it is given up twice',
      `UPDATE pledge SET taken_back = 1 WHERE id = (SELECT pledge_id FROM allocation WHERE id = $1::uuid)`,
    ],
    [
      'some of it waits that is laid on a need',
      `UPDATE pledge SET waiting = 2, waits_for = 'place' WHERE id = (SELECT pledge_id FROM allocation WHERE id = $1::uuid)`,
    ],
  ])('a pledge that does not account for every package: %s', async (_, change) => {
    await expect(sql(change, pledge)).rejects.toThrow('does not account for');
  });

  test('what waits without a reason, and money without a distributor', async () => {
    const own = `(SELECT pledge_id FROM allocation WHERE id = $1::uuid)`;
    const waits = `UPDATE pledge SET quantity = 8, waiting = 2 WHERE id = ${own}`;
    await expect(sql(waits, pledge)).rejects.toThrow('pledge_waits_for');
    const cash = `UPDATE pledge SET package_key = 'thr' WHERE id = ${own}`;
    await expect(sql(cash, pledge)).rejects.toThrow('goes through a distributor');
  });

  test('the sums follow every change of the promises', async () => {
    const set = (what: string) => sql(`UPDATE allocation SET ${what} WHERE id = '${pledge}'`);
    const sums = async () => {
      const { allocated, received } = await database.prisma.need.findUniqueOrThrow({
        where: { id },
      });
      return [allocated, received];
    };
    expect(await sums()).toEqual([6n, 0n]);
    for (const state of ['contacted', 'scheduled', 'reserved', 'on_way']) {
      await set(`state = '${state}'`);
      expect(await sums()).toEqual([6n, 0n]);
    }
    await set(`state = 'released'`);
    expect(await sums()).toEqual([0n, 0n]);
    await sql(
      `WITH less AS (UPDATE allocation SET state = 'contacted', quantity = 5 WHERE id = '${pledge}' RETURNING pledge_id)
       UPDATE pledge SET taken_back = 1 WHERE id = (SELECT pledge_id FROM less)`,
    );
    expect(await sums()).toEqual([5n, 0n]);
    await set(`state = 'received', received = 4`);
    expect(await sums()).toEqual([0n, 4n]);
    const other = await world.openNeed({ kelurahan: gambir, rw, quantity: 10 });
    await set(`need_id = (SELECT id FROM need WHERE number = '${other.need}')`);
    expect(await sums()).toEqual([0n, 0n]);
    const moved = await database.prisma.need.findUniqueOrThrow({ where: { number: other.need } });
    expect(moved.received).toBe(4n);
    await sql(
      `WITH gone AS (DELETE FROM allocation WHERE id = '${pledge}' RETURNING pledge_id)
       UPDATE pledge SET taken_back = quantity WHERE id = (SELECT pledge_id FROM gone)`,
    );
    const left = await database.prisma.need.findUniqueOrThrow({ where: { number: other.need } });
    expect(left.received).toBe(0n);
  });
});

describe('history', () => {
  test('is not handed to another person, and not emptied', async () => {
    const { id } = await database.prisma.person.create({ data: { createdAt: tuesday } });
    for (const table of ['audit_log', 'need_version']) {
      const handed = sql(`UPDATE ${table} SET actor_id = '${id}'`);
      await expect(handed).rejects.toThrow('not changed by hand');
      await expect(sql(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('not changed by hand');
    }
  });
});

describe('the database holds to one', () => {
  test('verified living head of a place', async () => {
    await world.openNeed({ kelurahan: gambir, rw: 40, quantity: 10 });
    const place = await database.prisma.place.findFirstOrThrow({
      where: { kelurahanCode: gambir, rw: 40 },
    });
    const person = await database.prisma.person.create({ data: { createdAt: tuesday } });
    const headship = {
      placeId: place.id,
      personId: person.id,
      claimedAt: tuesday,
      verifiedAt: tuesday,
      state: 'verified',
    } as const;
    await expect(database.prisma.headship.create({ data: headship })).rejects.toThrow(
      'headship_one_head',
    );
    await database.prisma.headship.create({ data: { ...headship, role: 'deputy' } });
    await database.prisma.headship.updateMany({
      where: { placeId: place.id, role: 'head' },
      data: { state: 'ended', endedAt: tuesday },
    });
    const successor = await database.prisma.person.create({ data: { createdAt: tuesday } });
    await database.prisma.headship.create({ data: { ...headship, personId: successor.id } });
  });

  test('place of a number in a kelurahan, from 1 to 99', async () => {
    const place = { kind: 'rw', kelurahanCode: gambir, createdAt: tuesday } as const;
    await database.prisma.place.create({ data: { ...place, rw: 41 } });
    await expect(database.prisma.place.create({ data: { ...place, rw: 41 } })).rejects.toThrow(
      'Unique constraint failed',
    );
    for (const rw of [0, 100, null]) {
      await expect(database.prisma.place.create({ data: { ...place, rw } })).rejects.toThrow(
        'place_named',
      );
    }
  });

  test('open request of a package in a place, and one installation', async () => {
    const { need } = await world.openNeed({ kelurahan: gambir, rw: 42, quantity: 10 });
    const row = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
    const { id: _, number: __, allocated: ___, received: ____, ...copy } = row;
    const another = { ...copy, number: 'M-2611-X', chat: 'other', question: 'other' };
    await expect(database.prisma.need.create({ data: another })).rejects.toThrow(
      'Unique constraint failed',
    );
    await expect(
      database.prisma.installation.create({ data: { id: 2, createdAt: tuesday } }),
    ).rejects.toThrow('installation_one_row');
  });

  test('kind of donor of the seven', async () => {
    const donor = { kind: 'yayasan', createdAt: tuesday };
    await expect(database.prisma.donor.create({ data: donor })).rejects.toThrow('donor_kind');
  });
});
