import { z } from 'zod';
import { actionsOver, shapes } from '../../src/flow/action.ts';
import type { World } from '../../src/flow/advance.ts';
import type { Book } from '../../src/flow/definition.ts';
import { loadBook } from '../../src/flow/load.ts';
import type { Result } from '../../src/flow/walk.ts';
import type { Source } from '../../src/flow/yaml.ts';
import { createRegions } from '../../src/language/regions.ts';
import { everywhere, label } from './tiny-texts.ts';

/** A book that fits on a page, and verbs that keep nothing: what the tests of the engine talk with. */

const defineAction = actionsOver<null>();
const nothing = { says: '', example: {}, needs: z.object({}) };
const never = async (): Promise<never> => {
  throw new Error('The tests answer for the actions.');
};
const list = z.object({
  items: z.array(shapes.choice().extend({ unit: shapes.text().optional() })),
});

export const tinyActions = {
  'test.fields': defineAction({
    ...nothing,
    name: 'test.fields',
    ends: { list },
    reads: true,
    run: never,
  }),
  'test.packages': defineAction({
    ...nothing,
    name: 'test.packages',
    needs: z.object({ field: shapes.choice() }),
    ends: { list },
    reads: true,
    example: { field: { key: 'food', label: 'Pangan' } },
    run: never,
  }),
  'test.places': defineAction({
    ...nothing,
    name: 'test.places',
    needs: z.object({ package: shapes.choice() }),
    ends: { list, none: z.object({}) },
    reads: true,
    example: { package: { key: 'rice', label: 'Beras' } },
    run: never,
  }),
  'test.confirm': defineAction({
    ...nothing,
    name: 'test.confirm',
    needs: z.object({
      package: shapes.choice(),
      amount: shapes.quantity(),
      place: shapes.choice(),
      note: shapes.text().optional(),
    }),
    ends: { reserved: z.object({ number: shapes.text() }), full: z.object({}) },
    creates: true,
    example: {
      package: { key: 'rice', label: 'Beras' },
      amount: 3,
      place: { key: 'rw1', label: 'RW 01' },
    },
    run: never,
  }),
  /** A record out of nothing, for flows that are broken. */
  'test.make': defineAction({
    ...nothing,
    name: 'test.make',
    ends: { made: z.object({}) },
    creates: true,
    run: never,
  }),
};

const keywords = `
commands:
  back: [kembali, back]
  cancel: [batal, tidak jadi, cancel]
  help: [bantuan, help, "?"]
  menu: [menu]
  repeat: [ulang]
  language: [bahasa]
  id: [indonesia]
  en: [english]
opens:
  gift: [beri]
  totals: [total]
phrases:
  gift: [mau bantu]
`;

const menu = `
flow: menu
title: ${label('Menu', 'Menu')}
steps:
  what:
    choose:
      gift: ${label('Memberi', 'Give')}
      totals: ${label('Total', 'Totals')}
    text: ${label('Mau apa?', 'What next?')}
  to-gift:
    when: what is gift
    go: gift
    next: end
  to-totals:
    go: totals
`;

const totals = `
flow: totals
title: ${label('Total', 'Totals')}
steps:
  sum:
    say: ${label('Semua: 7.', 'In all: 7.')}
`;

const greet = `
flow: greet
title: ${label('Kenalan', 'Meeting')}
steps:
  hello:
    once: true
    say: ${label('Halo.', 'Hello.')}
  name:
    ask: name
    text: ${label('Siapa? Misalnya: Ani.', 'Who? For example: Ani.')}
`;

const gift = `
flow: gift
title: ${label('Memberi', 'Giving')}
steps:
  meet:
    go: greet
  field:
    choose: test.fields
    title: ${label('Bidang', 'Field')}
    text: ${label('Bidang apa?', 'Which field?')}
  package:
    choose: test.packages
    with: { field }
    title: ${label('Bantuan', 'Aid')}
    text: ${label('{field.label}: bantuan apa?', '{field.label}: which aid?')}
  amount:
    ask: quantity
    title: ${label('Jumlah', 'Quantity')}
    text: ${label('{package.label}: berapa? Misalnya: 5.', '{package.label}: how many? For example: 5.')}
  place:
    choose: test.places
    with: { package }
    on: { none: nowhere }
    title: ${label('Tempat', 'Place')}
    text: ${label('{amount}: untuk siapa?', '{amount}: for whom?')}
  day:
    ask: date
    title: ${label('Tanggal', 'Date')}
    text: ${label('{place.label}: kapan? Misalnya: besok.', '{place.label}: when? For example: tomorrow.')}
    unclear: ${label('Tanggalnya belum jelas.', 'The date is not clear yet.')}
    help: ${label('Perkiraan cukup.', 'A guess will do.')}
  review:
    choose:
      yes:
        id: "Ya"
        en: "Yes"
        to: confirm
      change:
        id: "Ubah"
        en: "Change"
        edits: [field, package, amount, place, day]
      stop:
        id: "Sudahi"
        en: "Stop"
        cancels: true
    text: ${label('{amount} {package.label} ke {place.label}, {day}. Benar?', '{amount} {package.label} to {place.label}, {day}. Right?')}
  confirm:
    do: test.confirm
    with: { package, amount, place }
    on: { reserved: thanks, full: full }
  thanks:
    joins: true
    say: ${label('Tercatat {confirm.number}.', 'Recorded {confirm.number}.')}
  note:
    ask: text
    text: ${label('Ada pesan? Misalnya: semangat.', 'Any word? For example: courage.')}
  close:
    say: ${label('Terima kasih.', 'Thank you.')}
    next: end
  full:
    joins: true
    say: ${label('Sudah penuh.', 'It is full.')}
  full-back:
    go: place
    forget: [place, review]
  nowhere:
    joins: true
    say: ${label('Belum ada.', 'None yet.')}
  nowhere-back:
    go: field
    forget: [field, package]
`;

export const tinySources: Source[] = Object.entries({
  everywhere,
  keywords,
  notices: 'notices: {}\n',
  menu,
  totals,
  greet,
  gift,
}).map(([name, text]) => ({ path: `flows/${name}.yaml`, text }));

/** The tiny book, with some of its files written otherwise. */
export function tinyWorld(changed: Record<string, string> = {}): World {
  return { book: tinyBook(changed), regions };
}

export function tinyBook(changed: Record<string, string> = {}): Book {
  const others = Object.entries(changed).map(([name, text]) => ({
    path: `flows/${name}.yaml`,
    text,
  }));
  const kept = tinySources.filter(({ path }) => !others.some((other) => other.path === path));
  const loaded = loadBook([...kept, ...others], tinyActions);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return loaded.book;
}

/** How a flow of the tiny book is written, to be changed by a test. */
export const tinyText = (name: string) =>
  tinySources.find(({ path }) => path === `flows/${name}.yaml`)?.text ?? '';

const regions = createRegions({
  kota: [{ code: '31.75', name: 'Jakarta Timur' }],
  kecamatan: [{ code: '31.75.02', name: 'Pulo Gadung' }],
  kelurahan: [{ code: '31.75.02.1001', name: 'Pulo Gadung' }],
  elsewhere: [],
});

const items = (...pairs: [key: string, label: string][]) => ({
  end: 'list',
  creates: false,
  gives: { items: pairs.map(([key, label]) => ({ key, label })) },
});

const fields = items(['food', 'Pangan'], ['school', 'Sekolah']);
const packages = items(['rice', 'Beras'], ['oil', 'Minyak'], ['milk', 'Susu']);
/** Eleven places: more than one message holds. */
const places = items(
  ...Array.from({ length: 11 }, (_, index): [string, string] => [
    `rw${index + 1}`,
    `RW ${String(index + 1).padStart(2, '0')}`,
  ]),
);

const results: Record<string, Result> = {
  'test.fields': fields,
  'test.packages': packages,
  'test.places': places,
  'test.confirm': { end: 'reserved', gives: { number: 'K-1' }, creates: true },
};

/** What an action comes to unless a test says otherwise. */
export function tinyAnswer({ action }: { action: string }): Result {
  const result = results[action];
  if (!result) throw new Error(`The tiny book does not say how ${action} ends.`);
  return result;
}
