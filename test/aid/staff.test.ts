import { beforeAll, describe, expect, test } from 'vitest';
import { invite } from '../../src/aid/staff/invitations.ts';
import { revokeRole } from '../../src/aid/staff/revocation.ts';
import { covers, plainInvitation } from '../../src/aid/staff/rules.ts';
import type { StaffKind } from '../../src/store/generated/client.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let serial = 0;

const hours = (count: number) => new Date(tuesday.getTime() + count * 3600_000);

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

/** A code as the operator hands it out. */
const codeFor = (kind: StaffKind, scope: { fieldKey?: string; areaCode?: string } = {}) =>
  world.transact(async (records) => {
    const actor = { as: 'operator' } as const;
    const wish = { kind, ...scope, name: 'Seseorang', actor, chance: `c${++serial}`, now: tuesday };
    return (await invite(records, wish)).code;
  });

const somebody = (): Promise<Phone> =>
  world.known(`p${++serial}`, 'Bu', `Orang ${serial}`, `+62812000${1000 + serial}`);

async function officer(kind: StaffKind, scope: { fieldKey?: string; areaCode?: string } = {}) {
  const phone = await somebody();
  const ended = await phone.calls('staff.join', { code: await codeFor(kind, scope) });
  expect(ended.end).toBe('joined');
  const role = await database.prisma.role.findFirstOrThrow({
    where: { person: { addresses: { some: { chat: phone.chat } } } },
  });
  return { phone, role: role.id };
}

describe('an invitation', () => {
  test('lets one person in, once, also when two enter it in the same instant', async () => {
    const [one, two] = [await somebody(), await somebody()];
    const code = await codeFor('skpd', { fieldKey: 'pangan' });
    const ends = await Promise.all([one, two].map((phone) => phone.calls('staff.join', { code })));
    expect(ends.map(({ end }) => end).sort()).toEqual(['joined', 'wrong']);
    expect((await somebody().then((third) => third.calls('staff.join', { code }))).end).toBe(
      'wrong',
    );
  });

  test('is the same at a second delivery of the answer that took it up', async () => {
    const phone = await somebody();
    const code = await codeFor('admin');
    for (const question of ['q-join', 'q-join'])
      expect((await phone.calls('staff.join', { code }, { question })).end).toBe('joined');
    const where = { person: { addresses: { some: { chat: phone.chat } } } };
    expect(await database.prisma.role.count({ where })).toBe(1);
  });

  test('lasts seven days', async () => {
    const phone = await somebody();
    const code = await codeFor('admin');
    const late = await phone.calls('staff.join', { code }, { now: hours(7 * 24) });
    expect(late.end).toBe('expired');
    const intime = await phone.calls('staff.join', { code }, { now: hours(7 * 24 - 1) });
    expect(intime.end).toBe('joined');
  });

  test('cannot be guessed: after five codes that do not fit one waits an hour', async () => {
    const phone = await somebody();
    const code = await codeFor('admin');
    const guess = (now: Date, typed = 'UNDANG-AAAAA-AAAAA') =>
      phone.calls('staff.join', { code: typed }, { now });
    const ends = [];
    for (let tries = 0; tries < 5; tries++) ends.push(await guess(tuesday));
    expect(ends.map(({ gives }) => gives.left)).toEqual([4, 3, 2, 1, undefined]);
    expect((await guess(hours(0.9), code)).end).toBe('locked');
    expect((await guess(hours(1), code)).end).toBe('joined');
  });

  test('cannot be guessed by erasing oneself and coming again either', async () => {
    const { prisma } = database;
    const come = () => world.known('penebak', 'Bu', 'Tebak', '+6281200009911');
    const guess = async (now: Date, code = 'UNDANG-AAAAA-AAAAA') =>
      (await come()).calls('staff.join', { code }, { now });
    const erase = async (now: Date) =>
      expect((await (await come()).calls('data.erase', { word: 'HAPUS' }, { now })).end).toBe(
        'erased',
      );
    for (let tries = 0; tries < 3; tries++) await guess(tuesday);
    await erase(tuesday);
    expect((await guess(hours(0.2))).gives).toEqual({ left: 1 });
    await erase(hours(0.3));
    expect((await guess(hours(0.4))).end).toBe('locked');
    await erase(hours(0.5));
    const code = await codeFor('admin');
    expect((await guess(hours(0.6), code)).end).toBe('locked');
    // Nothing in it leads to anybody: of the chat and of the number a hash each.
    const rows = await prisma.triedBefore.findMany();
    expect(rows.map(({ account, tries }) => [account.length, tries])).toEqual([
      [43, 5],
      [43, 5],
    ]);
    expect((await guess(hours(1.4), code)).end).toBe('joined');
    expect(await prisma.triedBefore.count()).toBe(0);
  });

  test('is kept as a hash alone', async () => {
    const code = await codeFor('admin');
    const rows = await database.prisma.invitation.findMany();
    expect(JSON.stringify(rows)).not.toContain(plainInvitation(code));
    expect(JSON.stringify(rows)).not.toContain('Seseorang');
  });

  test('is made by admins only, and needs its field or kelurahan', async () => {
    const { phone: admin } = await officer('admin');
    const { phone: citra } = await officer('skpd', { fieldKey: 'pangan' });
    const wish = { kind: 'skpd', field: 'pangan', name: 'Bu Tini' };
    expect((await citra.calls('staff.invite', wish)).end).toBe('not-yours');
    expect((await (await somebody()).calls('staff.invite', wish)).end).toBe('not-yours');
    expect((await admin.calls('staff.invite', { kind: 'skpd', name: 'X Y' })).end).toBe(
      'incomplete',
    );
    expect((await admin.calls('staff.invite', { ...wish, field: 'kopi' })).end).toBe('incomplete');
    const first = await admin.calls('staff.invite', wish, { question: 'q-invite' });
    const again = await admin.calls('staff.invite', wish, { question: 'q-invite' });
    expect(first.end).toBe('invited');
    expect(again.gives).toEqual(first.gives);
    const tini = await somebody();
    expect(await tini.calls('staff.join', { code: first.gives.code })).toEqual({
      end: 'joined',
      gives: {
        role: { id: 'Petugas bidang Pangan', en: 'Officer for Food' },
        duties: { id: expect.stringContaining('**cek permintaan**'), en: expect.any(String) },
        isAdmin: false,
      },
    });
  });
});

describe('an invitation that nobody has taken up', () => {
  test('is listed without its code, and can be taken back by admins alone', async () => {
    const { phone: admin } = await officer('admin');
    const { phone: citra } = await officer('skpd', { fieldKey: 'pangan' });
    const wish = { kind: 'skpd', field: 'pangan', name: 'Bu Dewi' };
    const { gives } = await admin.calls('staff.invite', wish);
    expect((await citra.calls('staff.invitations')).end).toBe('not-yours');
    const listed = await admin.calls('staff.invitations');
    const item = listed.gives.items.find(({ name }: { name: string }) => name === 'Bu Dewi');
    expect(item).toMatchObject({ role: { id: 'Petugas bidang Pangan' } });
    expect(JSON.stringify(listed)).not.toContain(gives.code);
    const withdraw = (phone: Phone) => phone.calls('staff.cancel-invitation', { invitation: item });
    expect((await withdraw(citra)).end).toBe('not-yours');
    expect((await withdraw(admin)).end).toBe('cancelled');
    expect((await withdraw(admin)).end).toBe('gone');
    const late = await (await somebody()).calls('staff.join', { code: gives.code });
    expect(late.end).toBe('expired');
    const left = await admin.calls('staff.invitations');
    expect(JSON.stringify(left.gives)).not.toContain('Bu Dewi');
  });

  test('names its field or kelurahan before it is made', async () => {
    const phone = await somebody();
    const named = async (wish: object) => (await phone.calls('staff.office', wish)).gives.role?.id;
    const place = { kelurahan: puloGadung, label: 'Pulo Gadung' };
    expect(await named({ kind: 'kelurahan', place })).toBe('Petugas Kelurahan Pulo Gadung');
    expect(await named({ kind: 'skpd', field: 'pangan' })).toBe('Petugas bidang Pangan');
    expect((await phone.calls('staff.office', { kind: 'skpd' })).end).toBe('incomplete');
  });
});

describe('a role', () => {
  test('is known as one’s own, and as the last admin’s', async () => {
    await database.prisma.role.updateMany({
      where: { kind: 'admin', revokedAt: null },
      data: { revokedAt: tuesday },
    });
    const one = await officer('admin');
    const whose = async (role: string) =>
      (await one.phone.calls('staff.roles')).gives.items.find(
        ({ key }: { key: string }) => key === role,
      ).whose;
    expect(await whose(one.role)).toBe('last');
    const two = await officer('admin');
    expect([await whose(one.role), await whose(two.role)]).toEqual(['own', 'other']);
  });

  test('ends at once when it is revoked', async () => {
    const { phone: admin } = await officer('admin');
    const { phone, role } = await officer('kelurahan', { areaCode: puloGadung });
    expect((await phone.calls('staff.me')).end).toBe('officer');
    expect((await phone.calls('staff.revoke', { role })).end).toBe('not-yours');
    expect((await admin.calls('staff.revoke', { role })).end).toBe('revoked');
    expect((await phone.calls('staff.me')).end).toBe('none');
    expect((await admin.calls('staff.revoke', { role })).end).toBe('unknown');
    expect(world.notices.at(-1)?.notice).toBe('role-revoked');
  });

  test('ends on its last day', async () => {
    const phone = await somebody();
    const endsOn = new Date('2026-12-01');
    const code = await world.transact(async (records) => {
      const actor = { as: 'operator' } as const;
      const wish = {
        kind: 'admin',
        name: 'X',
        actor,
        chance: 'ends',
        now: tuesday,
        endsOn,
      } as const;
      return (await invite(records, wish)).code;
    });
    await phone.calls('staff.join', { code });
    const onLastDay = new Date('2026-12-01T16:59:00Z');
    const dayAfter = new Date('2026-12-01T17:00:00Z');
    expect((await phone.calls('staff.me', {}, { now: onLastDay })).end).toBe('admin');
    expect((await phone.calls('staff.me', {}, { now: dayAfter })).end).toBe('none');
  });

  test('of the last admin stays, also when two admins revoke each other at once', async () => {
    await database.prisma.role.updateMany({
      where: { kind: 'admin' },
      data: { revokedAt: tuesday },
    });
    const [one, two] = [await officer('admin'), await officer('admin')];
    const ends = await Promise.all([
      one.phone.calls('staff.revoke', { role: two.role }),
      two.phone.calls('staff.revoke', { role: one.role }),
    ]);
    expect(ends.filter(({ end }) => end === 'revoked')).toHaveLength(1);
    expect(await database.prisma.role.count({ where: { kind: 'admin', revokedAt: null } })).toBe(1);
    const left = await database.prisma.role.findFirstOrThrow({
      where: { kind: 'admin', revokedAt: null },
    });
    const byOperator = await world.transact((records) =>
      revokeRole(records, { role: left.id, actor: { as: 'operator' }, now: tuesday }),
    );
    expect(byOperator).toBe('revoked');
  });
});

/** Typed by hand: which role covers which case. */
test.each([
  [{ kind: 'skpd', fieldKey: 'pangan', areaCode: null }, { field: 'pangan' }, true],
  [{ kind: 'skpd', fieldKey: 'pangan', areaCode: null }, { field: 'umkm' }, false],
  [{ kind: 'skpd', fieldKey: 'pangan', areaCode: null }, { area: puloGadung }, false],
  [{ kind: 'kelurahan', fieldKey: null, areaCode: puloGadung }, { area: puloGadung }, true],
  [{ kind: 'kelurahan', fieldKey: null, areaCode: puloGadung }, { area: gambir }, false],
  [{ kind: 'kelurahan', fieldKey: null, areaCode: '31.75.02' }, { area: puloGadung }, true],
  [{ kind: 'kelurahan', fieldKey: null, areaCode: '31.75' }, { area: puloGadung }, true],
  [{ kind: 'kelurahan', fieldKey: null, areaCode: '31.7' }, { area: puloGadung }, false],
  [{ kind: 'kelurahan', fieldKey: null, areaCode: puloGadung }, { field: 'pangan' }, false],
  [{ kind: 'admin', fieldKey: null, areaCode: null }, { field: 'pangan' }, false],
] as const)('%j decides %j: %s', (role, scope, may) => {
  expect(covers(role, scope)).toBe(may);
});
