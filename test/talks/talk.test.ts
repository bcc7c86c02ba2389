import { describe, expect, test } from 'vitest';
import { readClock } from './clock.ts';
import { isSame } from './match.ts';
import { observe, partsOf } from './observed-book.ts';
import { type Heard, readTalk } from './talk.ts';
import { rewrite, writeHeard } from './write.ts';

const source = `# Ani memberi
after: minta
(Rabu, 25 November 2026)

Ani: halo
Bot: Ini bot. ⏎ Gratis. [Ya, boleh] [Tidak]
// Catatan, bukan bagian percakapan.
Ani: [Ya, boleh]  (13.10 WIB)
Bot: Tolong dicek:
  Untuk: RW 03
  [nomor] [Kembali]
Bot → Pak Budi: Kabar baik.

$ needs approve M-1
  Approved.
Ani: [nomor]
`;

describe('reading a talk', () => {
  const talk = readTalk('beri', source);

  test('gives who does what, where it stands, and what everybody hears of it', () => {
    expect(talk).toEqual({
      name: 'beri',
      title: 'Ani memberi',
      after: 'minta',
      turns: [
        {
          does: { kind: 'clock', at: new Date('2026-11-25T03:00:00Z'), talk: 'beri', line: 3 },
          heard: [],
        },
        {
          does: { kind: 'says', who: 'Ani', text: 'halo', talk: 'beri', line: 5 },
          heard: [{ who: 'Ani', text: 'Ini bot.\nGratis.', options: ['Ya, boleh', 'Tidak'] }],
        },
        {
          does: {
            kind: 'taps',
            who: 'Ani',
            label: 'Ya, boleh',
            at: new Date('2026-11-25T06:10:00Z'),
            talk: 'beri',
            line: 8,
          },
          heard: [
            { who: 'Ani', text: 'Tolong dicek:\nUntuk: RW 03', options: ['nomor', 'Kembali'] },
            { who: 'Pak Budi', text: 'Kabar baik.', options: [] },
          ],
        },
        {
          does: {
            kind: 'runs',
            command: 'needs approve M-1',
            prints: ['Approved.'],
            talk: 'beri',
            line: 14,
          },
          heard: [],
        },
        { does: { kind: 'sends', who: 'Ani', what: 'nomor', talk: 'beri', line: 16 }, heard: [] },
      ],
    });
  });

  test.each([
    ['# Judul\nhalo', 'x.talk:2: "halo" is no line of a talk.'],
    ['# Judul\nBot: halo', 'x.talk:2: the bot speaks before anybody else.'],
    ['# Judul\n(Senin, 25 November 2026)', 'x.talk:2: 25 November 2026 is a Rabu, not a Senin.'],
    ['Ani: halo', 'x.talk:1: a talk begins with "# " and what it tells.'],
  ])('says what is wrong with %j', (wrong, sentence) => {
    expect(() => readTalk('x', wrong)).toThrow(sentence);
  });

  test('rewrites what the bot said and nothing else', () => {
    const [clock, hello, yes, approve, phone] = talk.turns;
    if (!clock || !hello || !yes || !approve || !phone) throw new Error('It has five turns.');
    const heard = [{ who: 'Ani', text: 'Halo.\nApa kabar?', options: ['Baik'] }];
    const rewritten = rewrite(source, [
      clock,
      { ...hello, heard },
      { ...yes, heard: [] },
      approve,
      phone,
    ]);
    expect(rewritten).toBe(`# Ani memberi
after: minta
(Rabu, 25 November 2026)

Ani: halo
Bot: Halo.
  Apa kabar?
  [Baik]
// Catatan, bukan bagian percakapan.
Ani: [Ya, boleh]  (13.10 WIB)

$ needs approve M-1
  Approved.
Ani: [nomor]
`);
    expect(readTalk('beri', rewritten).turns[1]?.heard).toEqual(heard);
  });
});

test('a notice to somebody else names them', () => {
  const notice = { who: 'Pak Budi', text: 'Kabar baik.', options: ['Baik'] };
  expect(writeHeard(notice, 'Ani')).toBe('Bot → Pak Budi: Kabar baik. [Baik]');
});

test.each([
  ['13.10 WIB', '2026-11-24T06:10:00Z'],
  ['00.30', '2026-11-23T17:30:00Z'],
  ['Kamis, 26 November 2026, 08.00', '2026-11-26T01:00:00Z'],
])('the clock %s is understood', (text, iso) => {
  expect(readClock(text, new Date('2026-11-24T03:00:00Z'))).toEqual(new Date(iso));
});

describe('comparing', () => {
  const said = (text: string, who = 'Ani'): Heard => ({ who, text, options: [] });

  test('a name stands for the same thing throughout a talk', () => {
    const names = new Map<string, string>();
    expect(isSame([said('Nomor {k}.')], [said('Nomor K-2611-0001.')], names)).toBe(true);
    expect(isSame([said('{k}: 25 paket')], [said('K-2611-0001: 25 paket')], names)).toBe(true);
    expect(isSame([said('{k}: 25 paket')], [said('K-2611-0002: 25 paket')], names)).toBe(false);
  });

  test('a name may stand twice in one message', () => {
    const twice = said('{a}, {b}, {a}, {b}');
    const names = new Map<string, string>();
    expect(isSame([twice], [said('1, 2, 1, 3')], names)).toBe(false);
    expect(isSame([twice], [said('1, 2, 1, 2')], names)).toBe(true);
    expect([...names]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test.each([
    ['one message too many', [said('a')], [said('a'), said('b')]],
    ['one too few', [said('a'), said('b')], [said('a')]],
    ['another order', [said('a'), said('b')], [said('b'), said('a')]],
    ['another person', [said('a')], [said('a', 'Pak Budi')]],
    ['a point too few', [said('a.')], [said('a')]],
    ['another choice', [{ ...said('a'), options: ['Ya'] }], [{ ...said('a'), options: ['Tidak'] }]],
  ])('%s is another conversation', (_, expected, heard) => {
    expect(isSame(expected, heard, new Map())).toBe(false);
  });
});

test('a book that is observed tells which of its parts were used', () => {
  const label = { id: 'x', en: 'x' };
  const common = { line: 1 };
  const option = { key: 'yes', label, sets: {}, forget: [], edits: [], cancels: false };
  const flow = {
    name: 'f',
    file: 'flows/f.yaml',
    title: label,
    renamed: {},
    words: {},
    before: {},
    writings: {},
    signatures: {},
    fingerprint: '',
    steps: [
      { ...common, name: 'a', kind: 'choose', as: 'a', text: label, options: [option] },
      {
        ...common,
        name: 'b',
        kind: 'go',
        to: 'f',
        forget: [],
        when: { answer: 'a', test: 'given' },
      },
      {
        ...common,
        name: 'c',
        kind: 'do',
        action: 'x.y',
        with: {},
        on: { done: 'end', full: 'a' },
        as: 'c',
        creates: false,
      },
    ],
  } as const;
  const walked = new Set<string>();
  const book = { flows: { f: flow }, notices: {}, texts: {}, keywords: {} };
  const [a, b, c] = observe(book as never, walked).flows.f?.steps ?? [];
  expect(partsOf(book as never)).toEqual([
    'f/a',
    'f/a [yes]',
    'f/b',
    'f/b passed over',
    'f/c',
    'f/c → done',
    'f/c → full',
  ]);
  expect(a?.kind === 'choose' && a.text).toBe(label);
  expect(a?.kind === 'choose' && a.options[0]?.cancels).toBe(false);
  expect(b?.when).toBeDefined();
  expect(c?.kind === 'do' && c.on.full).toBe('a');
  expect([...walked]).toEqual(['f/a', 'f/a [yes]', 'f/b passed over', 'f/c', 'f/c → full']);
});
