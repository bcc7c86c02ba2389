import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker, realTalkerAt } from './real-talker.ts';

/** What comes of a question that was left: side questions die, commands act, answers are kept, lists are of now. */

const day = 24 * 3600_000;
const withdrawn = {
  key: 'a',
  label: '0048',
  amount: 25,
  unit: 'paket',
  place: 'RW 07',
  state: 'reserved',
};
const promise = {
  place: { key: 'p', label: 'RW 07' },
  promise: {
    key: 'k',
    label: 'Bu Rina: 40',
    donor: 'Bu Rina',
    amount: 40,
    unit: 'paket',
    nature: 'goods',
  },
};

test('a question which was meant dies with menu', () => {
  const head = realTalkerAt('handover', 'came-promised', promise, {
    'pledge.mine': ends('none'),
  });
  expect(head.says('bohong ya? udh janji 40 dtg 35').at(-1)).toMatch(/maksudnya yang mana/);
  head.says('menu');
  expect(head.says('komitmen saya').join('\n')).toMatch(/Berapa yang datang, termasuk yang rusak/);
  expect(head.says('ulang').join('\n')).not.toMatch(/bohong/);
});

test('it does not come back after days either', () => {
  const head = realTalkerAt('handover', 'came-promised', promise);
  head.says('bohong ya? udh janji 40 dtg 35');
  head.now += 3 * day;
  head.says('halo kak');
  expect(head.taps('go-on').join('\n')).toMatch(/Berapa yang datang/);
});

describe('after days', () => {
  test('a command acts', () => {
    const lina = realTalker();
    lina.says('beri', 'menu');
    lina.now += day * 1.2;
    lina.says('permintaan saya');
    expect(lina.requests.map(({ action }) => action)).toContain('need.mine');
  });

  test('an answer is kept, and filed once the person goes on', () => {
    const lina = realTalker();
    lina.says('beri');
    expect(lina.step).toBe('give/kind');
    lina.now += day * 1.2;
    expect(lina.says('perusahaan').at(-1)).toMatch(/^Senang bertemu lagi/);
    lina.taps('go-on');
    expect(lina.step).toBe('give/organisation');
  });

  test('a ya is not: what it agreed to is said anew, and has to be agreed to again', () => {
    const lina = realTalkerAt('change-commitment', 'sure', { which: withdrawn } as never);
    lina.now += day * 2;
    lina.says('ya');
    expect(lina.taps('go-on').at(-1)).toMatch(/Batalkan\?/);
    expect(lina.requests.map(({ action }) => action)).not.toContain('pledge.cancel');
  });

  test('what was interrupted, and nothing of it answered, is let go', () => {
    const lina = realTalker({ 'pledge.mine': ends('none') });
    lina.says('beri', 'menu');
    lina.now += day * 2;
    lina.says('komitmen saya');
    expect(lina.position?.frames).toEqual([]);
  });
});

test('a question that nobody answers comes back twice, and no more', () => {
  const lina = realTalker({ 'pledge.mine': ends('none') });
  lina.says('beri');
  expect(lina.says('komitmen saya').join()).toContain('Kita lanjutkan yang tadi');
  expect(lina.says('komitmen saya').join()).toContain('Kita lanjutkan yang tadi');
  expect(lina.says('komitmen saya').join()).not.toContain('Kita lanjutkan yang tadi');
  expect(lina.position?.frames).toEqual([]);
});

test('a list is of now when it is said again', () => {
  let waiting = listOf(['places', 'Pendaftaran (1)']);
  const citra = realTalker();
  const { answer } = citra;
  citra.answer = (request) =>
    request.action === 'queue.waiting'
      ? waiting
      : request.action === 'staff.me'
        ? ends('officer')
        : answer(request);
  expect(citra.says('tugas').at(-1)).toContain('[Pendaftaran (1)]');
  waiting = listOf(['places', 'Pendaftaran (2)'], ['handovers', 'Serah terima (1)']);
  expect(citra.says('ulang').at(-1)).toContain('[Pendaftaran (2)] [Serah terima (1)]');
  expect(citra.meets({ kind: 'resume' }).at(-1)).toContain('[Serah terima (1)]');
  waiting = ends('nothing') as never;
  citra.meets({ kind: 'resume' });
  expect(citra.step).not.toBe('tasks/what');
});

test('a second tap on a confirmation, and a second ya, hear what was recorded', () => {
  const lina = realTalkerAt(
    'give',
    'review',
    {
      who: { called: 'Bu Lina' },
      kind: { key: 'perorangan', label: 'Saya sendiri' },
      package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
      amount: 5,
      where: { kelurahan: '31.75.02.1001', rw: 7, label: 'RW 07' },
      plan: { where: 'RW 07', places: 'RW 07', amount: 5, items: [], waits: [] },
      deliver: '2026-11-28',
      reach: { phone: '+6281200000012' },
      way: { from: [], words: 'Diantar: sendiri', statement: 'barangnya layak' },
      final: { whom: '' },
    } as never,
    {
      'pledge.confirm': {
        ...ends('waiting', { number: 'K-2611-0050', amount: 5, unit: 'paket' }),
        creates: true,
      },
    },
  );
  const review = lina.question ?? '';
  expect(lina.says('ya')[0]).toMatch(/✅ Tercatat/);
  expect(lina.taps('yes', review)).toEqual([
    'Sudah tercatat: **K-2611-0050**. Tidak perlu mengirim lagi.',
  ]);
  expect(lina.says('ya')).toEqual(['Sudah tercatat: **K-2611-0050**. Tidak perlu mengirim lagi.']);
  expect(lina.requests.filter(({ action }) => action === 'pledge.confirm')).toHaveLength(1);
});

test('at a first question nobody is sent back', () => {
  const lina = realTalker();
  lina.says('beri', 'xyz');
  expect(lina.says('zyx')[0]).not.toContain('kembali');
});

describe('where a count is to be confirmed', () => {
  const counted = {
    which: { key: 'a', label: 'RW 07', place: 'RW 07', unit: 'paket sembako', count: 'datang 3' },
  };

  test.each([
    'sy kirim 5 kok',
    'tidak, sy kirim 5',
    'salah, harusnya 5',
    'gak cocok, saya kirim 5',
  ])('"%s" is a no, and the note that goes with it', (typed) => {
    const rina = realTalkerAt('confirm-delivery', 'agree', counted as never);
    rina.says(typed);
    expect(rina.requests.at(-1)).toMatchObject({
      action: 'handover.dispute',
      needs: { note: typed },
    });
  });

  test.each([
    ...[
      'rw 7',
      '5',
      'betul 3',
      'kok 3?',
      'kapan saya kirim 3',
      'iya sy kirim 3',
      'pas, saya kirim 3',
    ],
    ...['sdh sy antar 3 hari lalu', 'no hp saya 081200000012', 'ya gak apa2 3'],
  ])('"%s" neither confirms nor disputes', (typed) => {
    const rina = realTalkerAt('confirm-delivery', 'agree', counted as never);
    rina.says(typed);
    expect(rina.step).toBe('confirm-delivery/agree');
    expect(rina.requests.map(({ action }) => action)).not.toContain('handover.dispute');
  });
});

test.each(['tdk ada batas', 'tidak ada batasnya', 'seumur hidup', 'tanpa batas'])(
  '"%s" says that a permit does not end, and a year alone asks for the day',
  (typed) => {
    const yusuf = realTalkerAt('register', 'ends-open', {
      kind: { key: 'panti', label: 'Panti' },
      dated: '2024-03-03',
      find: { letter: 'Tanda Daftar LKS' },
      term: { none: '9999-12-31' },
    } as never);
    expect(yusuf.says('2028')[0]).toMatch(/^Tulis hari, bulan, dan tahunnya/);
    yusuf.says(typed);
    expect(yusuf.step).toBe('register/photo');
  },
);
