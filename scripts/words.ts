import type { Wish } from './person.ts';

/** The words of the people of `person.ts`: what they answer to which question of the bot, and what they look for in it. */

/** By what they begin. */
export const openings = { give: 'beri', ask: 'minta', register: 'daftar' } as const;

/** What ends an answer that asks nothing. */
export const isLast =
  /Nomor (komitmen|permintaan)|percakapan yang sudah selesai|sedang berjalan|sedang dicek|yang tercatat|Belum ada/;

/** Told of a wish: the number of a promise or a request, the place of a registration. */
export const told =
  /^✅ (?:Ter(?:catat|kirim).*Nomor (?:komitmen|permintaan): ([KM]-\d{4}-\d{4})|Terkirim\. Data (.+?) sedang dicek)/;

/** Whether a wish without a number may be the one that this was told of. */
export function isOf({ kind, place }: Wish, number: string, text: string): boolean {
  const by = { K: 'give', M: 'ask' } as const;
  const isNumber = /^[KM]-/.test(number);
  if (kind !== (isNumber ? by[number[0] as 'K' | 'M'] : 'register')) return false;
  if (kind === 'give') return true;
  return kind === 'ask' ? text.includes(`untuk ${place}.`) : place === number;
}

/** Labels by which one answers, whichever question they stand under. */
export const choices = (wish: Wish): string[] =>
  [
    'Ya, boleh',
    'Saya sendiri',
    // Of what a budget buys: `20 sembako`.
    wish.price === undefined
      ? 'Lihat kebutuhan dulu'
      : `${wish.amount} ${wish.package.replace(/^Paket /, '')}`,
    'Pangan',
    'Antar sendiri',
    // Said was `4`, of a length of time.
    '4 minggu',
    'Jumlah lain',
    'Biasa',
    'Secepatnya',
    'Tidak ada',
    'Daftar tempat lain',
    'Ya, betul',
    'Foto nanti',
    wish.package,
    wish.place,
  ].filter((label) => label !== '');

/** Labels beside a free answer, where a number would be that answer. */
export const besideFree = [
  'Lihat kebutuhan dulu',
  'Secepatnya',
  'Tidak ada',
  'Ya, betul',
  'Foto nanti',
];

interface Speaker {
  name: string;
  number: string;
  /** 0 to 1 */
  chance: number;
}

/** What is typed, by the question that it answers; the first that fits counts. */
export function typedAnswers(wish: Wish, speaker: Speaker): (readonly [RegExp, string])[] {
  const { name, number, chance } = speaker;
  return [
    [/biasa dipanggil siapa/, name],
    [/nomor HP/, number.replace('+62 ', '0')],
    // `20` may be thousands or millions of rupiah, and days or weeks of a request: asked back, one says it in full.
    [
      /^"\d+" maksudnya yang mana/m,
      wish.kind === 'ask' ? '4 minggu' : budgetOf(wish, Math.max(chance, 0.15)),
    ],
    [/berapa dana/, budgetOf(wish, chance)],
    [/Kapan kira-kira/, wish.day],
    [/daerah mana/, wish.place],
    [/berapa lama/, chance < 0.3 ? '4' : '4 minggu'],
    [/tempat mana|RW mana yang didaftarkan/, wish.place],
    [/Nomor SK Lurah berapa/, letterOf(wish)],
    [/Tanggal berapa suratnya/, `${wish.day} ${lastYear()}`],
    [/biasanya diturunkan/, addressOf(wish)],
    [/berapa/, String(wish.amount)],
    [/Mau mulai dari mana/, openings[wish.kind]],
    [/paling cocok/, 'kembali'],
  ];
}

function budgetOf({ amount, price }: Wish, chance: number): string {
  if (price === undefined || chance > 0.6) return 'lihat kebutuhan dulu';
  return chance < 0.15 ? String(amount) : String(amount * price);
}

const lastYear = () => new Date().getFullYear() - 1;
const letterOf = ({ amount }: Wish) => `${amount} Tahun ${lastYear()}`;
const addressOf = ({ amount }: Wish) => `Pos RW, Jl. Contoh ${amount}`;

/** What its summary must hold. */
export function summaryOf(wish: Wish, number: string): string[] {
  const { kind, place, day, package: wanted } = wish;
  const amount = wish.amount.toLocaleString('id-ID');
  if (kind === 'register')
    return [
      `Tempat: ${place}`,
      `Warga: ${amount} KK`,
      `nomor ${letterOf(wish)}`,
      `${day} ${lastYear()}`,
      `Alamat: ${addressOf(wish)}`,
      number,
    ];
  const packages = [`${amount} paket`, wanted.replace(/^P/, 'p')];
  if (kind === 'ask') return [...packages, `Untuk: ${place}`];
  return [...packages, `Untuk: ${place.replace(/^RW \d\d/, '$& Kelurahan')}`, day, number];
}
