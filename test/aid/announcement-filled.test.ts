import { beforeAll, describe, expect, test } from 'vitest';
import { isGreeting } from '../../src/aid/announcement/greeted.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let budi: Phone;
let serial = 0;

/** Pak Budi heads RW 03 Pulo Gadung, somebody RW 07 Gambir and Panti Kasih; nobody checked RW 09 and Panti Palsu. */
beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  budi = await world.known('budi', 'Pak', 'Budi', '+6281200000013');
  const edi = await world.known('edi', 'Pak', 'Edi', '+6281200000014');
  await world.headed(budi, rw(puloGadung, 3));
  await world.headed(edi, rw(gambir, 7));
  await world.claimed(edi, rw(puloGadung, 9));
  const { prisma } = database;
  for (const [name, state] of [
    ['Panti Kasih', 'verified'],
    ['Panti klik bit.ly/bansos', 'claimed'],
  ] as const) {
    const made = { kind: 'panti' as const, kelurahanCode: puloGadung, createdAt: tuesday };
    const place = await prisma.place.create({ data: { ...made, name } });
    const verifiedAt = state === 'verified' ? tuesday : null;
    await prisma.headship.create({
      data: { placeId: place.id, state, verifiedAt, claimedAt: tuesday },
    });
  }
});

/** What the bot says of a text that was sent as `sent`, and stands in a telephone as `read`. */
async function judged(
  sent: string,
  read: string,
  { by = ani, audience = { who: 'heads' } }: { by?: Phone; audience?: object } = {},
) {
  serial += 1;
  const { number } = await database.prisma.announcement.create({
    data: {
      ...{ audience, textId: sent, chat: 'c', question: `f${serial}`, state: 'done' },
      ...{
        createdAt: tuesday,
        changedAt: tuesday,
        confirmedAt: tuesday,
        startsAt: tuesday,
        endedAt: tuesday,
      },
    },
  });
  const footer = `Gratis. Ada yang minta uang: ketik lapor. Pengumuman P-${number} · asli atau bukan: ketik cek P-${number} · berhenti: ketik berhenti`;
  return (await by.calls('announcement.check', { said: `${read}\n${footer}` })).end;
}

describe('where a text greets somebody', () => {
  const greeting = (read: string, by?: Phone) =>
    judged('{nama}, kalau warga butuh paket, ketik minta.', read, { ...(by && { by }) });

  test('the own name is ours; of another one it is said that it is not compared', async () => {
    const text = 'Pak Budi, kalau warga butuh paket, ketik minta.';
    expect(await greeting(text, budi)).toBe('genuine');
    expect(await greeting(text)).toBe('unnamed');
    // Nobody is called so, and nobody learns that.
    expect(await greeting(text.replace('Pak Budi', 'Pak Slamet'))).toBe('unnamed');
    expect(await greeting(text.replace('Pak Budi', 'Bapak/Ibu'))).toBe('genuine');
  });

  test.each([
    'Pak Budi bit.ly/bansos',
    'Pak Budi serahkan ongkos lima ribu',
    'Pak Budi Titip Seratus Ribu',
    'Pak Budi 081234567890',
    '',
  ])('"%s" is no name', async (said) => {
    expect(await greeting(`${said}, kalau warga butuh paket, ketik minta.`)).toBe('altered');
  });

  test('named twice, it is the same one', async () => {
    const twice = (read: string) => judged('{nama}: tahap 1. Terima kasih, {nama}.', read);
    expect(await twice('Pak Budi: tahap 1. Terima kasih, Pak Budi.')).toBe('unnamed');
    expect(await twice('Pak Budi: tahap 1. Terima kasih, Pak Joko.')).toBe('altered');
  });

  test('signs that are read as letters are words as well', async () => {
    const text = 'Bu Ani, kalau warga butuh paket, ketik minta.';
    expect(await greeting(text)).toBe('genuine');
    expect(await greeting(`${text} 🆃🅵 🅱🅲🅰`)).toBe('altered');
  });
});

describe('a name', () => {
  test.each([
    'Pak Budi',
    'Bu Haji Siti Nur Aisyah',
    "Pak Nu'man",
    'Ani',
    'Pak Ahmad Dahlan S.Pd M.Si',
    'Bu Dr. Lina',
    'Pak M. Yusuf',
    'Pak Dana',
    'Bu Wa Ode Siti',
  ])('is "%s"', (said) => {
    expect(isGreeting(said)).toBe(true);
  });

  test.each([
    // Not as we write it.
    'pak budi',
    'PAK BUDI SANTOSO',
    'Bu Hj. Siti',
    'Pak Budi, kirim',
    // An address, a number, an account.
    'Pak Bit.ly',
    'Pak T.me',
    'Pak Budi/Bansos',
    'Pak Budi @Bansos',
    'Pak Budi 2',
    // More words than a name has, and what asks for something.
    'Pak Budi Santoso Wijaya Kusuma Atmaja',
    'Pak Budi Serahkan Ongkos',
    'Pak Budi Kirim Dana',
    'Pak Budi Setorkan Biaya',
    'Pak Klik Tautan',
    'Pak Transfer-Dulu',
    'Assalamualaikum, teruskan: Pak Budi',
  ])('is not "%s"', (said) => {
    expect(isGreeting(said)).toBe(false);
  });
});

describe('where a text names a place', () => {
  const sent = 'RW {rw} Kelurahan {kelurahan}: tahap 1.';
  test.each([
    ['of an RW with a head', 'RW 03 Kelurahan Pulo Gadung: tahap 1.', 'genuine'],
    ['that is not known', 'RW - Kelurahan -: tahap 1.', 'genuine'],
    ['of an RW that nobody was found to head', 'RW 09 Kelurahan Pulo Gadung: tahap 1.', 'altered'],
    ['of an RW elsewhere', 'RW 07 Kelurahan Pulo Gadung: tahap 1.', 'altered'],
    ['of any four words', 'RW 03 Kelurahan serahkan ongkos lima ribu: tahap 1.', 'altered'],
    ['of a number', 'RW 0812 Kelurahan Pulo Gadung: tahap 1.', 'altered'],
  ])('it is one of ours: %s', async (_, read, end) => {
    expect(await judged(sent, read, { audience: { who: 'rw' } })).toBe(end);
  });

  test('it lies where the announcement is for', async () => {
    const text = 'RW 07 Kelurahan Gambir: tahap 1.';
    const within = (area: string) => judged(sent, text, { audience: { who: 'rw', area } });
    expect(await within('31.71')).toBe('genuine');
    expect(await within('31.75')).toBe('altered');
  });

  test.each([
    ['Panti Kasih, Pulo Gadung', 'genuine'],
    ['RW 03 Pulo Gadung', 'genuine'],
    ['-', 'genuine'],
    ['Panti Kasih, Gambir', 'altered'],
    ['081 234 567 890', 'altered'],
    ['rekening 081234567890', 'altered'],
    // Anybody registers a place, under any name.
    ['Panti klik bit.ly/bansos, Pulo Gadung', 'altered'],
  ])('"%s" is %s', async (tempat, end) => {
    expect(await judged('Untuk {tempat}: tahap 1.', `Untuk ${tempat}: tahap 1.`)).toBe(end);
  });
});
