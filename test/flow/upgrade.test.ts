import { describe, expect, test } from 'vitest';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyText, tinyWorld } from './tiny.ts';

/** The flow of a gift with some of its words replaced. */
function changed(...pairs: [from: string, to: string][]) {
  const text = pairs.reduce((written, [from, to]) => {
    expect(written).toContain(from);
    return written.replaceAll(from, to);
  }, tinyText('gift'));
  return tinyWorld({ gift: text });
}

/** Somebody in the middle of a gift, whose bot is then another one. */
function meets(world: ReturnType<typeof tinyWorld>, ...said: string[]): Talker {
  const ani = new Talker(tinyWorld(), strictly(tinyActions, tinyAnswer));
  ani.says('beri', 'Ani', ...said);
  ani.requests = [];
  ani.world = world;
  return ani;
}
const asks = (ani: Talker, action: string) =>
  ani.requests.filter((request) => request.action === action).length;

const size = `  size:
    ask: quantity
    text: { id: "Isi berapa? Misalnya: 3.", en: "How big? For example: 3." }
`;

describe('a change of the flow', () => {
  test('of a text alone changes no fingerprint, and the question stays open', () => {
    const world = changed(['berapa? Misalnya: 5.', 'mau berapa? Misalnya: 7.']);
    expect(world.book.flows.gift?.fingerprint).toBe(tinyWorld().book.flows.gift?.fingerprint);
    const ani = meets(world, 'pangan', 'beras');
    const question = ani.question;
    expect(ani.says('ulang')).toEqual(['Beras: mau berapa? Misalnya: 7. [Kembali]']);
    expect(ani.question).toBe(question);
  });

  test.each<[string, [string, string]]>([
    ['a type', ['ask: quantity', 'ask: money']],
    ['a name', ['  day:', '  date:']],
    ['a condition', ['note:\n    ask: text', 'note:\n    when: amount is given\n    ask: text']],
    ['a way on', ['    ask: date', '    ask: date\n    next: review']],
    [
      'an action',
      ['with: { package, amount, place }', 'with: { package, amount, place, note: day }'],
    ],
  ])('of %s changes the fingerprint', (_, pair) => {
    const pairs: [string, string][] =
      pair[0] === '  day:'
        ? [pair, ['{day}', '{date}'], ['amount, place, day]', 'amount, place, date]']]
        : [pair];
    expect(changed(...pairs).book.flows.gift?.fingerprint).not.toBe(
      tinyWorld().book.flows.gift?.fingerprint,
    );
  });

  test('elsewhere in the flow leaves the open question open, and its answer is taken', () => {
    const ani = meets(
      changed(['note:\n    ask: text', 'note:\n    max: 9\n    as: words\n    ask: text']),
      'pangan',
      'beras',
    );
    expect(ani.says('5')[0]).toMatch(/^5: untuk siapa/);
  });

  test('that renames the open step, and says so, leaves it open', () => {
    const world = changed(
      ['  amount:\n', '  quantity:\n'],
      ['{amount}', '{quantity}'],
      ['package, amount, place }', 'package, amount: quantity, place }'],
      ['package, amount, place, day]', 'package, quantity, place, day]'],
      ['steps:', 'renamed: { amount: quantity }\nsteps:'],
    );
    const ani = meets(world, 'pangan', 'beras');
    // It answers to another name now, so what was typed is asked for again; nothing else is.
    expect(ani.says('5')).toEqual(['(asked-again)\nBeras: berapa? Misalnya: 5. [Kembali]']);
    expect(ani.says('5')[0]).toMatch(/^5: untuk siapa/);
    const budi = meets(world, 'pangan', 'beras', '5');
    budi.says('RW 03', 'besok');
    expect(budi.says('ulang')[0]).toMatch(/^5 Beras ke RW 03/);
    expect(asks(budi, 'test.places')).toBe(0);
  });

  test('that renames a step whose answer keeps its name leaves the question open', () => {
    const world = changed(
      ['  amount:\n    ask: quantity', '  quantity:\n    as: amount\n    ask: quantity'],
      ['steps:', 'renamed: { amount: quantity }\nsteps:'],
    );
    const ani = meets(world, 'pangan', 'beras');
    expect(ani.step).toBe('gift/amount');
    const question = ani.question;
    expect(ani.says('ulang')).toEqual(['Beras: berapa? Misalnya: 5. [Kembali]']);
    expect(ani.question).toBe(question);
    expect(ani.says('5')[0]).toMatch(/^5: untuk siapa/);
  });

  test('that renames an answered step without a word about it asks for that one again', () => {
    const world = changed(
      ['  package:\n', '  aid:\n'],
      ['{package.label}', '{aid.label}'],
      ['with: { package }', 'with: { package: aid }'],
      ['{ package, amount, place }', '{ package: aid, amount, place }'],
      ['[field, package', '[field, aid'],
    );
    const ani = meets(world, 'pangan', 'beras', '5');
    expect(ani.says('RW 03')).toEqual([
      '(asked-again)\nPangan: bantuan apa? [Beras] [Minyak] [Susu] [Kembali]',
    ]);
    // The number is kept, and the place, which had not been answered, comes next.
    expect(ani.says('minyak')[0]).toMatch(/^5: untuk siapa/);
  });

  test('that removes the open step goes on at the first question without an answer', () => {
    const world = changed(
      [/ {2}day:[\s\S]*?(?= {2}review:)/.exec(tinyText('gift'))?.[0] ?? '?', ''],
      [', {day}.', '.'],
      ['place, day]', 'place]'],
    );
    const ani = meets(world, 'pangan', 'beras', '5', 'RW 03');
    expect(ani.step).toBe('gift/day');
    expect(ani.says('besok')).toEqual([
      '(asked-again)\n5 Beras ke RW 03. Benar? [Ya] [Ubah] [Sudahi] [Kembali]',
    ]);
    expect(ani.says('kembali')[0]).toMatch(/^\(back-done\)\n5: untuk siapa/);
  });

  test('of the type of the open step asks it anew', () => {
    const ani = meets(changed(['    ask: date', '    ask: text']), 'pangan', 'beras', '5', 'RW 03');
    expect(ani.says('besok')[0]).toMatch(/^\(asked-again\)\nRW 03: kapan/);
    expect(ani.says('habis hujan')[0]).toMatch(/^5 Beras ke RW 03, habis hujan\. Benar/);
  });

  test('that asks something new before the open question asks that first', () => {
    const world = changed(
      ['  place:\n', `${size}  place:\n`],
      ['{place.label}: kapan', '{place.label}, {size}: kapan'],
      ['{place.label}: when', '{place.label}, {size}: when'],
    );
    const ani = meets(world, 'pangan', 'beras', '5', 'RW 03');
    expect(ani.says('besok')).toEqual(['(asked-again)\nIsi berapa? Misalnya: 3. [Kembali]']);
    expect(ani.says('3')).toEqual(['RW 03, 3: kapan? Misalnya: besok. [Kembali]']);
    // And back the way that was walked.
    expect(ani.says('kembali')[0]).toMatch(/^\(back-done\)\n5: untuk siapa/);
  });

  test('that asks something new after the open question leaves it open', () => {
    const world = changed(['  review:\n', `${size}  review:\n`]);
    const ani = meets(world, 'pangan', 'beras', '5', 'RW 03');
    expect(ani.says('besok')).toEqual(['Isi berapa? Misalnya: 3. [Kembali]']);
  });

  test('of the options of the open question asks it anew', () => {
    const world = changed(['      stop:\n', '      halt:\n']);
    const ani = meets(world, 'pangan', 'beras', '5', 'RW 03', 'besok');
    expect(ani.says('ya')[0]).toMatch(/^\(asked-again\)\n5 Beras ke RW 03/);
    expect(asks(ani, 'test.confirm')).toBe(0);
    expect(ani.says('ya')[0]).toMatch(/^Tercatat/);
  });

  test('never takes a tap on the question that is gone', () => {
    const ani = meets(changed(['    ask: date', '    ask: text']), 'pangan', 'beras', '5', 'RW 03');
    expect(ani.taps('back')[0]).toMatch(/^\(asked-again\)\nRW 03: kapan/);
  });

  test('says the question that stands now when a notice came between', () => {
    const ani = meets(changed(['    ask: date', '    ask: text']), 'pangan', 'beras', '5', 'RW 03');
    expect(ani.meets({ kind: 'resume' })).toEqual(['RW 03: kapan? Misalnya: besok. [Kembali]']);
    expect(ani.step).toBe('gift/day');
  });

  test('together with a fault of ours leaves a way on', () => {
    const ani = meets(changed(['    ask: date', '    ask: text']), 'pangan', 'beras', '5', 'RW 03');
    expect(ani.meets({ kind: 'text', text: 'besok' }, { fault: true })).toEqual(['(fault)']);
    expect(ani.says('halo')).toEqual(['Mau apa? [Memberi] [Total]']);
    expect(ani.says('memberi')).toEqual(['RW 03: kapan? Misalnya: besok. [Kembali]']);
  });
});

describe('a record that was made', () => {
  const done = ['pangan', 'beras', '5', 'RW 03', 'besok', 'ya'];

  test('is not made again on the way back to the question after it', () => {
    const ani = meets(changed(['note:\n    ask: text', 'note:\n    ask: name']), ...done);
    expect(ani.says('semangat')).toEqual([
      '(asked-again)\nTercatat K-1.\nAda pesan? Misalnya: semangat.',
    ]);
    expect(asks(ani, 'test.confirm')).toBe(0);
    expect(ani.says('kembali')[0]).toMatch(/^\(back-first\)/);
  });

  test('is not made again as the answer to a question that is new', () => {
    const world = changed(
      ['  place:\n', `${size}  place:\n`],
      ['Ada pesan?', 'Isi {size}. Ada pesan?'],
      ['Any word?', 'Size {size}. Any word?'],
    );
    const ani = meets(world, ...done);
    expect(ani.says('semangat')).toEqual([
      '(asked-again)\nTercatat K-1.\nIsi berapa? Misalnya: 3. [Kembali]',
    ]);
    expect(ani.says('3')).toEqual(['Tercatat K-1.\nIsi 3. Ada pesan? Misalnya: semangat.']);
    expect(asks(ani, 'test.confirm')).toBe(0);
  });

  test('is known by its verb where its step has another name', () => {
    const world = changed(
      ['note:\n    ask: text', 'note:\n    ask: name'],
      ['  confirm:\n', '  commit:\n'],
      ['to: confirm', 'to: commit'],
      ['{confirm.number}', '{commit.number}'],
    );
    const ani = meets(world, ...done);
    expect(ani.says('semangat')).toEqual([
      '(asked-again)\nTercatat K-1.\nAda pesan? Misalnya: semangat.',
    ]);
    expect(asks(ani, 'test.confirm')).toBe(0);
  });

  test('and a new verb that makes one is reached only by a new answer', () => {
    const world = changed(
      ['note:\n    ask: text', 'note:\n    ask: name'],
      [
        '  thanks:\n',
        '  second:\n    do: test.confirm\n    with: { package, amount, place }\n    on: { reserved: thanks, full: thanks }\n  thanks:\n',
      ],
      ['on: { reserved: thanks, full: full }', 'on: { reserved: second, full: full }'],
    );
    const ani = meets(world, ...done);
    expect(ani.says('semangat')[0]).toMatch(/^\(asked-again\)\n5 Beras ke RW 03/);
    expect(asks(ani, 'test.confirm')).toBe(0);
  });

  test('may be followed by another with other answers', () => {
    const world = changed([
      'note:\n    ask: text',
      'note:\n    max: 400\n    as: word\n    ask: text',
    ]);
    const full = { end: 'full', gives: {}, creates: true };
    const ani = new Talker(
      tinyWorld(),
      strictly(tinyActions, (request) =>
        request.action === 'test.confirm' ? full : tinyAnswer(request),
      ),
    );
    ani.says('beri', 'Ani', ...done);
    expect(ani.step).toBe('gift/place');
    ani.world = world;
    ani.answer = strictly(tinyActions, tinyAnswer);
    ani.requests = [];
    ani.says('RW 05', 'ya');
    expect(asks(ani, 'test.confirm')).toBe(1);
    expect(ani.step).toBe('gift/note');
  });
});

test('a position of another version begins anew, in its language', () => {
  const ani = meets(tinyWorld(), 'pangan', 'beras');
  ani.says('english');
  const old = { ...ani.position, version: 1 };
  ani.position = old as unknown as typeof ani.position;
  expect(ani.says('5')).toEqual(['What next? [Give] [Totals]']);
});

describe('a flow that is gone', () => {
  const world = (() => {
    const menu = tinyText('menu').replace('go: totals', 'go: end');
    const keywords = tinyText('keywords').replace('  totals: [total]\n', '');
    return (gift: string) => tinyWorld({ menu, keywords, totals: gift });
  })();
  const asking =
    'flow: totals\ntitle: { id: "T", en: "T" }\nsteps:\n  one:\n    ask: quantity\n    text: { id: "Misalnya: 1", en: "For example: 1" }\n';

  test('gives its place to what lay below, and its answer to nobody', () => {
    const ani = new Talker(tinyWorld({ totals: asking }), strictly(tinyActions, tinyAnswer));
    ani.says('beri', 'Ani', 'pangan', 'beras');
    ani.says('total');
    expect(ani.step).toBe('totals/one');
    ani.world = world(asking.replace('flow: totals', 'flow: sums'));
    expect(ani.says('7')).toEqual(['(asked-again)\nBeras: berapa? Misalnya: 5. [Kembali]']);
    expect(ani.says('8')[0]).toMatch(/^8: untuk siapa/);
  });

  test('leaves whoever had nothing else at the menu', () => {
    const ani = new Talker(tinyWorld({ totals: asking }), strictly(tinyActions, tinyAnswer));
    ani.says('total');
    ani.world = world(asking.replace('flow: totals', 'flow: sums'));
    expect(ani.says('7')).toEqual(['(asked-again)\nMau apa? [Memberi] [Total]']);
  });
});
