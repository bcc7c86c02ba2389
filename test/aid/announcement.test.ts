import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countOf } from '../../src/aid/announcement/audience.ts';
import { strangePlaceholder } from '../../src/aid/announcement/rules.ts';
import { announcementText } from '../../src/aid/announcement/told.ts';
import { readAudience } from '../../src/aid/announcement/understood.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, gift, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let dodi: Phone;
let ani: Phone;

/** Three heads of RW, two of them in Jakarta Timur; Ani has promised to one of those; nobody else. */
beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  dodi = await world.known('dodi', 'Pak', 'Dodi', '+6281200000021');
  const { id: personId } = await person(dodi);
  await database.prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
  const { need } = await world.openNeed({ kelurahan: puloGadung, rw: 1, quantity: 10 });
  await world.openNeed({
    kelurahan: puloGadung,
    rw: 2,
    package: 'lampu',
    quantity: 10,
  });
  await world.openNeed({ kelurahan: gambir, rw: 3, quantity: 10 });
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  await ani.calls('pledge.confirm', gift(need, 10));
});
beforeEach(() => database.prisma.announcement.deleteMany());

const person = (phone: Phone) =>
  database.prisma.person.findFirstOrThrow({ where: { addresses: { some: { chat: phone.chat } } } });
const records = () => ({
  db: database.prisma,
  secrets: database.secrets,
  notify: () => Promise.resolve(),
});
const audience = { who: 'rw' } as const;
const drafted = (text: string, more = {}) =>
  dodi.calls('announcement.draft', { audience, text, ...more });

/** Confirmed for now, as the flow does it. */
async function sent(text: string, more: Record<string, unknown> = {}) {
  const { gives } = await drafted(text, more);
  const { draft, version, number } = gives;
  const at = tuesday.toISOString();
  const ready = await dodi.calls('announcement.ready', { draft, version, at });
  const reached = ready.gives.reached;
  const confirmed = { draft, version, at, reached, typed: reached };
  return { number, ended: await dodi.calls('announcement.confirm', confirmed), draft, confirmed };
}

describe('for whom', () => {
  test.each([
    ['ketua rw', { who: 'rw' }, 'Ketua RW', 3],
    ['ketua rw jaktim', { who: 'rw', area: '31.75' }, 'Ketua RW di Jakarta Timur', 2],
    ['Ketua RW', { who: 'rw' }, 'Ketua RW', 3],
    [
      'rw di kel pulo gadung',
      { who: 'rw', area: puloGadung },
      'Ketua RW di Kelurahan Pulo Gadung',
      2,
    ],
    ['ketua rw bidang pangan', { who: 'rw', field: 'pangan' }, 'Ketua RW, bidang Pangan', 2],
    [
      'rw yang masih kurang di jakarta timur',
      { who: 'rw', area: '31.75', state: 'open' },
      'Ketua RW di Jakarta Timur, masih kurang bantuan',
      1,
    ],
    ['donatur', { who: 'donors' }, 'Donatur', 1],
    [
      'donatur yang belum menghubungi',
      { who: 'donors', state: 'uncontacted' },
      'Donatur, komitmennya belum dihubungi',
      1,
    ],
    [
      'donatur pangan jakarta pusat',
      { who: 'donors', field: 'pangan', area: '31.71' },
      'Donatur di Jakarta Pusat, bidang Pangan',
      0,
    ],
    [
      'donatur yg sudah diterima',
      { who: 'donors', state: 'received' },
      'Donatur, komitmennya sudah diterima',
      0,
    ],
    ['petugas', { who: 'staff' }, 'Petugas dan admin', 1],
    ['semua', { who: 'all' }, 'Orang yang terdaftar', 5],
  ] as const)('%s', async (said, meant, title, all) => {
    const read = await readAudience(records(), said);
    expect(read).toMatchObject({ is: 'understood', audience: meant, title: { id: title } });
    if (read.is === 'understood')
      expect((await countOf(records(), read.audience, tuesday)).all).toBe(all);
  });

  test.each(['jakarta timur', 'ketua rw di bandung', 'ketua rw dan donatur', 'halo', 'rw 3 besok'])(
    '%s is not understood, rather than half',
    async (said) => expect((await readAudience(records(), said)).is).toBe('unclear'),
  );

  test('asks which, where a name is a kelurahan and a kecamatan', async () => {
    const read = await readAudience(records(), 'ketua rw pulo gadung');
    expect(read.is).toBe('several');
    const chosen = await readAudience(records(), 'ketua rw pulo gadung', puloGadung);
    expect(chosen).toMatchObject({ is: 'understood', audience: { area: puloGadung } });
  });

  test('is an admin’s to ask', async () => {
    const ended = await ani.calls('announcement.understand', { said: 'semua' });
    expect(ended.end).toBe('not-yours');
    for (const verb of [
      'announcement.standing',
      'announcement.pause',
      'announcement.stop',
    ] as const)
      expect(
        (
          await ani.calls(
            verb,
            verb === 'announcement.standing' ? { number: 'P-1' } : { announcement: 'P-1' },
          )
        ).end,
      ).toBe('not-yours');
  });
});

describe('a draft', () => {
  test('keeps its number with another text, and is nobody’s but its admin’s', async () => {
    const made = await drafted('{nama}, satu.');
    const again = await drafted('{nama}, dua.');
    expect(again.gives).toMatchObject({ draft: made.gives.draft, number: made.gives.number });
    expect(again.gives.text).toContain('Pak Kepala 1, dua.');
    // What was shown first is no longer what would be sent.
    const { draft, version } = made.gives;
    const at = tuesday.toISOString();
    const later = await dodi.calls(
      'announcement.draft',
      { audience, text: 'tiga' },
      { now: new Date(tuesday.getTime() + 1000) },
    );
    expect(later.end).toBe('shown');
    expect((await dodi.calls('announcement.ready', { draft, version, at })).end).toBe('gone');
  });

  test('says what stands in braces and is not known, and mends it', async () => {
    expect(await drafted('{nma} di RW {rw}')).toMatchObject({
      end: 'strange',
      gives: { wrong: '{nma}', near: '{nama}' },
    });
    const mended = await drafted('{nma} di RW {rww}', { mend: 'yes' });
    expect(mended.gives.text).toContain('Pak Kepala 1 di RW 01');
    expect((await drafted('{rekening}')).end).toBe('unknown');
    // A donor heads no RW.
    expect(strangePlaceholder('{rw}', 'donors')?.wrong).toBe('{rw}');
    expect((await drafted('x'.repeat(601))).end).toBe('too-long');
  });
});

describe('confirming', () => {
  test('takes the number of who gets it, and no other', async () => {
    await ani.calls('person.quiet');
    const { gives } = await dodi.calls('announcement.draft', {
      audience: { who: 'all' },
      text: 'halo',
    });
    const { draft, version } = gives;
    const at = tuesday.toISOString();
    const confirm = (typed: number) =>
      dodi.calls('announcement.confirm', { draft, version, at, reached: 4, typed });
    expect(await confirm(5)).toMatchObject({ end: 'all', gives: { all: 5, skipped: 1 } });
    expect(await confirm(3)).toMatchObject({ end: 'other', gives: { typed: 3 } });
    await ani.calls('person.listening');
    expect(await confirm(4)).toMatchObject({ end: 'changed', gives: { reached: 5 } });
    expect(await database.prisma.recipient.count()).toBe(0);
  });

  test('makes one row for each, once, and says the same to a second delivery', async () => {
    await ani.calls('person.quiet');
    const { draft, ended, confirmed } = await sent('halo', { audience: { who: 'all' } });
    expect(ended.end).toBe('started');
    expect(await dodi.calls('announcement.confirm', confirmed)).toEqual(ended);
    const rows = await database.prisma.recipient.groupBy({ by: ['state', 'why'], _count: true });
    expect(rows.map(({ state, why, _count }) => [state, why, _count]).sort()).toEqual([
      ['skipped', 'quiet', 1],
      ['waiting', null, 4],
    ]);
    await ani.calls('person.listening');
    const audited = await database.prisma.auditLog.findMany({
      where: { subjectId: draft },
      orderBy: { id: 'asc' },
    });
    expect(audited).toMatchObject([
      { what: 'announcement.drafted', actedAs: 'admin' },
      { what: 'announcement.confirmed', actedAs: 'admin' },
    ]);
    // What was confirmed is not said otherwise any more.
    await expect(
      database.prisma.announcement.update({ where: { id: draft }, data: { textId: 'lain' } }),
    ).rejects.toThrow(/stays as it is/);
  });

  test('stops for good, and who has not got it is counted so', async () => {
    const { number } = await sent('halo');
    expect((await dodi.calls('announcement.pause', { announcement: number })).end).toBe('done');
    expect(await dodi.calls('announcement.pause', { announcement: number })).toMatchObject({
      end: 'already',
      gives: { state: 'paused' },
    });
    expect((await dodi.calls('announcement.resume', { announcement: number })).end).toBe('done');
    expect((await dodi.calls('announcement.stop', { announcement: number })).end).toBe('done');
    const report = await dodi.calls('announcement.standing', { number });
    expect(report).toMatchObject({
      end: 'over',
      gives: { all: 3, skipped: 3, sent: 0, waiting: 0 },
    });
  });
});

describe('what is told', () => {
  test('names each as they are called, in their language, with its number below', async () => {
    const { draft } = await sent('{nama}, RW {rw} Kelurahan {kelurahan}.', {
      english: '{nama}, in English.',
    });
    const { id: head } = await database.prisma.person.findFirstOrThrow({
      where: { headships: { some: { place: { rw: 3 } } } },
    });
    const told = (language: 'id' | 'en') =>
      announcementText(records(), { announcement: draft, person: head, language, now: tuesday });
    const id = await told('id');
    expect(id.split('\n')[0]).toBe('Pak Kepala 3, RW 03 Kelurahan Gambir.');
    expect(id).toMatch(/Pengumuman P-\d+ · asli atau bukan: ketik \*\*cek P-\d+\*\*/);
    expect((await told('en')).split('\n')[0]).toBe('Pak Kepala 3, in English.');
  });

  test('a correction goes to those who got the first, and says which it corrects', async () => {
    const { draft, number } = await sent('tanggal 30');
    const [one] = await database.prisma.recipient.findMany({ where: { announcementId: draft } });
    await database.prisma
      .$executeRaw`UPDATE recipient SET state = 'sending' WHERE person_id = ${one?.personId}::uuid`;
    await database.prisma
      .$executeRaw`UPDATE recipient SET state = 'sent' WHERE person_id = ${one?.personId}::uuid`;
    await dodi.calls('announcement.stop', { announcement: number });
    const read = await dodi.calls('announcement.understand', { said: number });
    expect(read).toMatchObject({
      end: 'understood',
      gives: { all: 1, reached: 1, corrects: number },
    });
    const shown = await dodi.calls('announcement.draft', {
      audience: read.gives.audience,
      text: 'tanggal 31',
    });
    expect(shown.gives.text).toContain(`**Ralat ${number}.**\ntanggal 31`);
  });
});

describe('whether a message is ours', () => {
  const text = '**Tahap 1:** Senin, 8 Februari. {nama}, ketik minta.';
  const told = (number: string) =>
    `Tahap 1: Senin, 8 Februari. Pak Budi, ketik minta. Gratis. Ada yang minta uang: ketik lapor. Pengumuman ${number} · asli atau bukan: ketik cek ${number} · berhenti: ketik berhenti`;
  const check = (said: string) => ani.calls('announcement.check', { said });

  test('by its number, by its text, and not where the text is another', async () => {
    const { number } = await sent(text);
    expect(await check(number)).toMatchObject({ end: 'number', gives: { number } });
    expect((await check(number.replace('P-', 'p ').toLowerCase())).end).toBe('number');
    expect((await check(told(number).replace('Pak Budi', 'Bu Ani'))).end).toBe('genuine');
    expect((await check(told(number))).end).toBe('unnamed');
    for (const forged of [
      told(number).replace('Gratis.', 'Biaya 50rb ke 0812.'),
      `${told(number)} Klik bit.ly/x`,
      `Kirim OTP ke kami. Pengumuman ${number}`,
      told(number).replace('8 Februari', '9 Februari'),
    ])
      expect((await check(forged)).end).toBe('altered');
    expect((await check('P-99999')).end).toBe('unknown');
    expect((await check('Bantuan 600rb klik di sini')).end).toBe('numberless');
  });
});
