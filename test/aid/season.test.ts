import { describe, expect, test } from 'vitest';
import { changeSeason } from '../../src/aid/season/change.ts';
import { changeField, changePackage } from '../../src/aid/season/given.ts';
import { catalogueCommands } from '../../src/cli/catalogue.ts';
import { programmeCommands } from '../../src/cli/programme.ts';
import { hoursOn, operator, useSeasons } from './seasons.ts';
import { gift } from './world.ts';

const { is, database, open, close, versions } = useSeasons();
const seen = async (key: string) => {
  const { gives } = await is.dodi.calls('season.all');
  return gives.items.find((item: { key: string }) => item.key === key).seen as string;
};

describe('a season', () => {
  test('opens with the prices and limits of the one that began last, and both are told apart by a version', async () => {
    const key = `lebaran-${is.serial}`;
    expect(await open(key, '2026-12-01', '2026-12-31')).toBe('opened');
    const made = await database.prisma.programme.findUniqueOrThrow({
      where: { key },
      include: { prices: { orderBy: [{ rupiah: 'asc' }, { packageKey: 'asc' }] } },
    });
    expect(made.prices.map((row) => [row.packageKey, row.rupiah])).toEqual([
      ['siap-saji', 45_000n],
      ['thr', 50_000n],
      ['lebaran', 85_000n],
      ['sembako', 200_000n],
      ['thr', 200_000n],
    ]);
    expect(made.prices.map(({ validFrom }) => validFrom)).toEqual(
      Array(5).fill(new Date('2026-12-01')),
    );
    expect(made).toMatchObject({ openPledges: 1000, contactHours: 48, state: 'open' });
    const [version, ...more] = await versions('programme', key);
    expect(more).toEqual([]);
    expect(version).toMatchObject({ actedAs: 'operator', at: operator.now, before: null });
    expect(version?.after).toMatchObject({
      startsOn: '2026-12-01',
      endsOn: '2026-12-31',
      [`${key}/sembako/household_week`]: 200_000,
    });
    // The same yes again makes no second one; another of the same key is not that one.
    expect(await open(key, '2026-12-01', '2026-12-31')).toBe('opened');
    expect(await versions('programme', key)).toHaveLength(1);
    expect(await open(key, '2026-12-05')).toBe('taken');
    expect(await open(`${key}-b`, '2026-12-05', '2026-12-04')).toBe('dates');
    expect(await open(`${key}-b`, '2026-11-01', '2026-11-23')).toBe('dates');
  });

  test('that is changed keeps what it was, and of two admins at once the second is told', async () => {
    const shown = await seen('ksbb');
    const both = await Promise.all([
      is.dodi.calls('season.change', { season: 'ksbb', seen: shown, contactHours: 24 }),
      is.dodi.calls('season.change', { season: 'ksbb', seen: shown, contactHours: 72 }),
    ]);
    expect(both.map(({ end }) => end).sort()).toEqual(['changed', 'moved']);
    const [first] = (await versions('programme', 'ksbb')).slice(-1);
    expect(first?.before).toMatchObject({ contactHours: 48 });
    expect([24, 72].map((contactHours) => ({ contactHours }))).toContainEqual({
      contactHours: Object(first?.after).contactHours,
    });
    expect(first?.personId).not.toBeNull();
  });

  test('changed twice by the same yes is changed once', async () => {
    const shown = await seen('ksbb');
    const before = (await versions('programme', 'ksbb')).length;
    const needs = { season: 'ksbb', seen: shown, name: 'KSBB 2026', english: '' };
    expect((await is.dodi.calls('season.change', needs)).end).toBe('changed');
    expect((await is.dodi.calls('season.change', needs)).end).toBe('changed');
    expect(await versions('programme', 'ksbb')).toHaveLength(before + 1);
    const row = await database.prisma.programme.findUniqueOrThrow({ where: { key: 'ksbb' } });
    expect([row.nameId, row.nameEn]).toEqual(['KSBB 2026', 'KSBB 2026']);
  });

  test('has no last day that has passed', async () => {
    const until = (day: string) =>
      is.world.transact((records) =>
        changeSeason(records, 'ksbb', { endsOn: new Date(day) }, operator),
      );
    expect(await until('2026-11-23')).toBe('dates');
    expect(await until('2026-11-24')).toBe('changed');
    expect(
      await is.world.transact((records) =>
        changeSeason(records, 'ksbb', { endsOn: null }, operator),
      ),
    ).toBe('changed');
  });
});

describe('a closed season', () => {
  test('takes no new promise and no new request, and finishes what it has', async () => {
    const { need, head, row } = await is.world.newNeed(50);
    const waits = {
      package: 'sembako',
      items: [],
      waits: [{ amount: 30 }],
      donorKind: 'perorangan',
    };
    const promised = await is.ani.calls('pledge.confirm', gift(need, 12));
    expect(promised.end).toBe('reserved');
    expect((await is.ani.calls('pledge.confirm', waits)).end).toBe('waiting');
    expect(await close('ksbb')).toBe('closed');
    expect(await close('ksbb')).toBe('closed');
    const closed = await database.prisma.programme.findUniqueOrThrow({ where: { key: 'ksbb' } });
    expect([closed.state, closed.endsOn]).toEqual(['closed', new Date('2026-11-24')]);

    expect((await is.ani.calls('programme.running')).end).toBe('none');
    expect((await is.ani.calls('pledge.confirm', gift(need, 5))).end).toBe('closed');
    expect((await is.ani.calls('need.open', { package: 'sembako' })).end).toBe('none');
    const { placeId } = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
    const wish = { place: placeId, package: 'lebaran', amount: 5 };
    expect((await head.calls('need.propose', wish)).end).toBe('closed');

    // The promise goes on: contacted, another day, handed over, received.
    const allocation = await database.prisma.allocation.findFirstOrThrow({
      where: { need: { number: need } },
    });
    expect((await is.ani.calls('pledge.contacted', { allocation: allocation.id })).end).toBe(
      'contacted',
    );
    const day = { allocation: allocation.id, day: '2026-11-30' };
    expect((await is.ani.calls('pledge.redate', day)).end).toBe('moved');
    const counted = { place: placeId, promise: allocation.id, package: 'sembako', came: 12 };
    expect((await head.calls('handover.record', counted)).end).toBe('counted');

    // What waits is still laid on its requests.
    const pledge = await database.prisma.pledge.findFirstOrThrow({ where: { waiting: 30 } });
    const proposal = await is.dodi.calls('pledge.proposal', { pledge: pledge.id });
    expect(proposal).toMatchObject({ end: 'some', gives: { items: [{ key: need, amount: 30 }] } });
    const placed = { pledge: pledge.id, items: proposal.gives.items };
    expect((await is.dodi.calls('pledge.place', placed)).end).toBe('placed');
    expect((await row()).allocated).toBe(42n);
  });

  test('says when the next one opens', async () => {
    await close('ksbb');
    const key = `depan-${is.serial}`;
    await open(key, '2026-12-10');
    expect(await is.ani.calls('programme.running')).toEqual({
      end: 'none',
      gives: { next: [{ name: { id: key, en: key }, from: '2026-12-10' }] },
    });
    expect((await is.ani.calls('programme.running', {}, { now: hoursOn('2026-12-10') })).end).toBe(
      'running',
    );
    // One that has not begun ends on the day on which it would have begun.
    expect(await close(key)).toBe('closed');
    const row = await database.prisma.programme.findUniqueOrThrow({ where: { key } });
    expect(row.endsOn).toEqual(new Date('2026-12-10'));
  });

  test('of two that run sends donors to the other', async () => {
    const { need } = await is.world.newNeed(40);
    await open(`lain-${is.serial}`, '2026-11-24');
    await close('ksbb');
    const ended = await is.ani.calls('pledge.confirm', gift(need, 5));
    expect(ended.end).toBe('nowhere');
    expect(ended.gives.closed).toEqual([{ place: 'RW' }]);
  });

  test('closes before a promise or after it, never in its middle', async () => {
    const { need } = await is.world.newNeed(50);
    const [promise, end] = await Promise.all([
      is.ani.calls('pledge.confirm', gift(need, 7)),
      close('ksbb'),
    ]);
    expect(end).toBe('closed');
    expect(['reserved', 'closed']).toContain(promise.end);
  });
});

describe('what is switched off', () => {
  test.each(['package', 'field'] as const)('is offered for nothing new: a %s', async (kind) => {
    const { need, head } = await is.world.newNeed(50);
    const { placeId } = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
    const wanted = { active: false };
    const end = await is.world.transact((records) =>
      kind === 'package'
        ? changePackage(records, 'sembako', wanted, operator)
        : changeField(records, 'pangan', wanted, operator),
    );
    expect(end).toBe('changed');
    const items = async (needs: object) =>
      (await is.ani.calls('programme.packages', needs)).gives.items.map(
        (item: { key: string }) => item.key,
      );
    expect(await items({ field: 'pangan' })).not.toContain('sembako');
    // Whoever receives there finds it still.
    expect(await items({ field: 'pangan', place: placeId })).toContain('sembako');
    expect((await is.ani.calls('pledge.confirm', gift(need, 5))).end).toBe('closed');
    expect((await is.ani.calls('need.open', { package: 'sembako' })).end).toBe('none');
    const again = { place: placeId, package: 'sembako', amount: 5 };
    expect((await head.calls('need.propose', again)).end).toBe('closed');
  });
});

describe('a name that another one has, however it is capitalised', () => {
  const latest = async (kind: 'package' | 'field', key: string) =>
    String((await versions(kind, key)).at(-1)?.serial ?? 0);
  test.each([
    ['a package', { field: 'pangan', package: 'sembako', name: ' paket THR ' }],
    ['a field', { field: 'pangan', name: 'umkm' }],
  ])('is refused to %s that is renamed', async (_, renamed) => {
    const shown = await ('package' in renamed
      ? latest('package', 'sembako')
      : latest('field', 'pangan'));
    expect((await is.dodi.calls('season.rename', { ...renamed, seen: shown })).end).toBe('taken');
    const { nameId } =
      'package' in renamed
        ? await database.prisma.package.findUniqueOrThrow({ where: { key: 'sembako' } })
        : await database.prisma.field.findUniqueOrThrow({ where: { key: 'pangan' } });
    expect(nameId).toBe('package' in renamed ? 'Paket sembako' : 'Pangan');
  });

  test('and to a season', async () => {
    await open('lain', '2026-12-01');
    const renamed = { season: 'ksbb', seen: await seen('ksbb'), name: 'LAIN' };
    expect((await is.dodi.calls('season.change', renamed)).end).toBe('taken');
    const row = await database.prisma.programme.findUniqueOrThrow({ where: { key: 'ksbb' } });
    expect(row.nameId).toBe('KSBB');
  });

  test('is one that is switched off too, for it may be switched on again', async () => {
    await database.prisma.package.update({ where: { key: 'thr' }, data: { active: false } });
    const renamed = { field: 'pangan', package: 'sembako', name: 'Paket THR' };
    const shown = await latest('package', 'sembako');
    expect((await is.dodi.calls('season.rename', { ...renamed, seen: shown })).end).toBe('taken');
  });

  test('its own name may be written otherwise', async () => {
    const name = (nameId: string) =>
      is.world.transact((records) => changePackage(records, 'sembako', { nameId }, operator));
    expect(await name('PAKET SEMBAKO')).toBe('changed');
    expect(await name('Paket sembako')).toBe('changed');
  });

  test.each([
    [
      'package change',
      'sembako',
      'paket thr',
      'Another package is called so: see npm run cli -- package list',
    ],
    ['field change', 'pangan', 'umkm', 'Another field is called so: see npm run cli -- field list'],
    [
      'programme change',
      'ksbb',
      'Depan',
      'Another season is called so: see npm run cli -- programme list',
    ],
  ])('is refused to the operator: %s', async (command, key, name, sentence) => {
    await open('depan', '2026-12-01');
    const run = { ...catalogueCommands, ...programmeCommands }[command];
    const said = { key, verb: 'change', values: { name } };
    const shown = await is.world.transact(async (records) => run?.(records, said, operator.now));
    expect(shown).toEqual({ lines: [sentence], ok: false });
  });
});
