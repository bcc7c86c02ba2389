import { expect, test } from 'vitest';
import { spansOf } from '../../src/chat/bold.ts';

test('two stars on either side make bold', () => {
  expect(spansOf('Nomor: **K-2611-0048**. Ketik **menu**')).toEqual([
    { text: 'Nomor: ', bold: false },
    { text: 'K-2611-0048', bold: true },
    { text: '. Ketik ', bold: false },
    { text: 'menu', bold: true },
  ]);
});

test('stars that close nothing stay as they were typed', () => {
  for (const text of ['2*3', '**lupa tutup', 'a ** b ** c', '**satu\ndua**', '****', '']) {
    expect(
      spansOf(text)
        .map((span) => span.text)
        .join(''),
    ).toBe(text);
    expect(spansOf(text).some((span) => span.bold)).toBe(false);
  }
});
