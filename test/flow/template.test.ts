import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../src/flow/notice.ts';
import { type Filling, fill, placeholders } from '../../src/flow/template.ts';
import { tinyBook } from './tiny.ts';

const filling = (values: unknown, rest: Partial<Filling> = {}): Filling => ({
  values,
  writings: {},
  words: {},
  language: 'id',
  ...rest,
});

describe('a text', () => {
  test('is filled with values, each in its writing', () => {
    const writings = {
      amount: 'quantity',
      sum: 'money',
      day: 'date',
      until: 'moment',
      phone: 'phone',
    } as const;
    const values = {
      amount: 1250,
      sum: 1_500_000,
      day: '2026-11-28',
      until: '2026-11-26T06:10:00Z',
      phone: '+6281234567890',
      year: 2026,
    };
    const text = '{amount} · {sum} · {day} · {until} · {phone} · {year}';
    expect(fill(text, filling(values, { writings }))).toBe(
      '1.250 · Rp1.500.000 · Sabtu, 28 November 2026 · Kamis, 26 November 2026, 13.10 WIB · +62 812-3456-7890 · 2026',
    );
    expect(fill('{day}', filling(values, { writings, language: 'en' }))).toBe(
      'Saturday, 28 November 2026',
    );
  });

  test('says a label in its language, a choice by its label, a state by its word', () => {
    const values = {
      unit: { id: 'paket', en: 'packages' },
      place: { key: 'rw3', label: 'RW 03' },
      package: { key: 'rice', label: { id: 'Beras', en: 'Rice' } },
      state: 'on_way',
    };
    const words = { on_way: { id: 'dalam perjalanan', en: 'on its way' } };
    const text = '{unit} {place} {place.key} {package} {state}';
    expect(fill(text, filling(values, { words }))).toBe('paket RW 03 rw3 Beras dalam perjalanan');
    expect(fill(text, filling(values, { words, language: 'en' }))).toBe(
      'packages RW 03 rw3 Rice on its way',
    );
  });

  test('says a line for each of a list, and none for an empty one', () => {
    const writings = { 'all.items.amount': 'quantity' } as const;
    const text = 'Semua:\n{each all.items} {name}: {amount}\n';
    const items = [
      { name: 'A', amount: 1000 },
      { name: 'B', amount: 2 },
    ];
    expect(fill(text, filling({ all: { items } }, { writings }))).toBe('Semua:\nA: 1.000\nB: 2');
    expect(fill(text, filling({ all: { items: [] } }))).toBe('Semua:');
  });

  test('is blank where a value is missing, and never reaches into what objects are made of', () => {
    expect(fill('[{none}] [{a.constructor.name}] [{toString}]', filling({ a: {} }))).toBe(
      '[] [] []',
    );
  });

  test('tells the names that it uses', () => {
    expect(placeholders('{amount} {package.label}\n{each all.items} {name}')).toEqual([
      { path: 'amount' },
      { path: 'package.label' },
      { path: 'all.items' },
      { path: 'all.items.name', list: 'all.items' },
    ]);
  });
});

describe('a notice', () => {
  const notices = `notices:
  told:
    args: { amount: quantity, donor: plain }
    id: "{donor} memberi {amount}."
    en: "{donor} gives {amount}."
`;

  test('is filled in the language of whoever is told', () => {
    const book = tinyBook({ notices });
    const args = { amount: 1250, donor: 'Bu Ani' };
    expect(renderNotice(book, 'told', args, 'id')).toBe('Bu Ani memberi 1.250.');
    expect(renderNotice(book, 'told', args, 'en')).toBe('Bu Ani gives 1.250.');
  });

  test('that does not exist is an error', () => {
    expect(() => renderNotice(tinyBook({ notices }), 'toString', {}, 'id')).toThrow(
      'flows/notices.yaml has no notice toString.',
    );
  });
});
