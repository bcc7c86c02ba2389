import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker, realTalkerAt } from './real-talker.ts';

/** What a second round of people typed to the real flows, word for word, and what must come of it. */

const review = {
  who: { called: 'Bu Ani' },
  kind: { key: 'perorangan', label: 'Saya sendiri' },
  budget: 8_000_000,
  package: {
    key: 'sembako',
    label: '40 paket sembako',
    amount: 40,
    unit: 'paket sembako',
    nature: 'goods',
  },
  where: { kelurahan: '31.75.02.1001', rw: 3, label: 'RW 03' },
  plan: { where: 'RW 03', places: 'RW 03', amount: 40, items: [], waits: [] },
  worth: { amount: 40, about: '', whom: '', anywhere: { label: 'x' } },
  deliver: '2026-12-03',
  reach: { phone: '+6281200000012' },
  way: { from: [], held: [], words: 'Diantar: sendiri', statement: 'barangnya layak' },
  final: { whom: '' },
};
const summary = () => realTalkerAt('give', 'review', review as never);

describe('at the summary', () => {
  test.each([
    'eh ganti jd 30 aja sm hari jumat',
    '30 paket aja, hari jumat',
    'hari jumat, 30 paket',
  ])('"%s" changes two things: neither is dropped, and nothing changes yet', (typed) => {
    const ani = summary();
    expect(ani.says(typed).join('\n')).toMatch(/^Diubah satu per satu, ya/);
    expect(ani.step).toBe('give/review');
    expect(ani.position?.frames[0]?.answers.deliver).toBe('2026-12-03');
  });

  test.each(['30 paket aja', 'jumlahnya jd 30', 'eh jadi 30 paket'])(
    '"%s" changes the number that came with a budget',
    (typed) => {
      const ani = summary();
      ani.says(typed);
      expect(ani.requests).toContainEqual(
        expect.objectContaining({
          action: 'programme.worth',
          needs: expect.objectContaining({ amount: 30, offered: 40 }),
        }),
      );
    },
  );

  test('*Ubah* offers it beside the budget, and another budget counts again', () => {
    const ani = summary();
    expect(ani.taps('no').at(-1)).toContain('[Dana] [Bantuan] [Jumlah] [Tempat]');
    ani.taps('amount');
    expect(ani.step).toBe('give/amount');
    ani.says('kembali');
    expect(ani.step).toBe('give/review');
  });

  test.each(['gk jadi ah', 'ga jadi', 'tdk jadi ah'])('"%s" leaves it', (typed) => {
    expect(summary().says(typed)[0]).toMatch(/tidak dicatat|Dibatalkan/);
  });
});

describe('more places than one', () => {
  test.each(['2 tempat ya', 'dibagi 2 tempat aja', 'dua2nya'])(
    '"%s" where an area is asked for is no name of a place',
    (typed) => {
      const { package: sembako, worth, who, kind } = review;
      const ani = realTalkerAt('give', 'where', { who, kind, package: sembako, worth } as never);
      expect(ani.says(typed)[0]).toMatch(/^Tempat dicatat satu per satu/);
      expect(ani.step).toBe('give/where');
    },
  );
});

describe('a list of one thing', () => {
  const one = { 'pledge.changeable': listOf(['a', '0007 · RW 03', { amount: 40, asked: 40 }]) };

  test.each(['ubah komitmen jd 30 paket', 'ubah komitmen jadi 30'])(
    '"%s" is of the only commitment',
    (typed) => {
      const ani = realTalker(one);
      ani.says(typed);
      expect(ani.requests.at(-1)).toMatchObject({ needs: { amount: 30 } });
    },
  );

  test.each(['ya', 'ya udah itu', 'itu aja', 'yg itu'])('"%s" takes it', (typed) => {
    const ani = realTalker(one);
    ani.says('ubah komitmen RW 11');
    expect(ani.step).toBe('change-commitment/which');
    ani.says(typed);
    expect(ani.step).toBe('change-commitment/how');
  });
});

test.each(['sendiri', 'sy sendiri', 'saya sendiri'])(
  '"%s" is the name of last time, where that was one\'s own',
  (typed) => {
    const last = { label: 'Saya sendiri', kind: { key: 'perorangan', label: 'Saya sendiri' } };
    const ani = realTalkerAt('give', 'on-behalf', { who: { called: 'Bu Ani' }, last } as never);
    expect(ani.step).toBe('give/on-behalf');
    expect(ani.says(typed).join('\n')).not.toContain('atas nama siapa');
  },
);

test.each(['tmbh wktu', 'minta tambah waktu dong'])('"%s"', (typed) => {
  const ani = realTalker({ 'pledge.to-extend': ends('none') });
  ani.says(typed);
  expect(ani.requests.map(({ action }) => action)).toContain('pledge.to-extend');
});

test.each([
  ['bu aja', 'bu'],
  ['pak aj', 'pak'],
])('"%s" says how to be addressed', (typed, key) => {
  const ani = realTalkerAt('welcome', 'sapaan', { name: { name: 'Ani' } } as never);
  ani.says(typed);
  const kept = ani.requests.find(({ action }) => action === 'person.name');
  expect(kept?.needs).toMatchObject({ sapaan: { key } });
});

test.each(['barang dari bu ani udh sampe', 'brg udh sampe'])(
  '"%s" begins the hand-over',
  (typed) => {
    const head = realTalker();
    head.says('menu', typed);
    expect(head.requests.map(({ action }) => action)).toContain('handover.places');
  },
);

describe('a panti where an RW is asked for', () => {
  test.each([
    ['panti bu bukan rw', 'register/kind'],
    ['panti asuhan kasih ibu', 'register/area'],
    ['panti asuhan kasih ibu di cipinang muara', 'register/area'],
    ['ponpes al falah, rawamangun', 'register/area'],
  ])('"%s" goes on at %s', (typed, step) => {
    const yusuf = realTalker({ 'place.standing': ends('none') });
    yusuf.says('daftar');
    expect(yusuf.step).toBe('register/place');
    yusuf.says(typed);
    expect(yusuf.step).toBe(step);
  });

  test('an RW near one is an RW', () => {
    const budi = realTalker({ 'place.standing': ends('none') });
    budi.says('daftar', 'rw 3 pulo gadung dekat panti kasih');
    expect(budi.position?.frames[0]?.answers.kind).toBeUndefined();
  });

  test.each(['45 anak 6 pengurus', '60 santri'])('"%s" is no number of a letter', (typed) => {
    const yusuf = realTalkerAt('register', 'number', {
      kind: { key: 'panti', label: 'Panti' },
      find: { letter: 'Tanda Daftar LKS', counted: 'orang', headOf: 'pengurus Panti' },
      households: 45,
    } as never);
    yusuf.says(typed);
    expect(yusuf.step).toBe('register/number');
  });

  test.each(['fotonya nyusul', 'nanti aj fotonya', 'foto menyusul'])('"%s" is later', (typed) => {
    const yusuf = realTalkerAt('register', 'photo', {
      kind: { key: 'panti', label: 'Panti' },
      find: { letter: 'Tanda Daftar LKS', later: 'later', unloading: 'halaman panti' },
    } as never);
    yusuf.says(typed);
    expect(yusuf.step).toBe('register/address');
  });
});

describe('what else was typed', () => {
  test.each(['eh berlakunya smp 2028', 'berlakunya 2028', 'berlaku sampai 2028'])(
    '"%s" at the summary of a panti is no number of people',
    (typed) => {
      const yusuf = realTalkerAt('register', 'review', {
        who: {},
        standing: {},
        kind: { key: 'panti', label: 'Panti' },
        name: 'Panti Kasih',
        find: {
          label: 'Panti Kasih',
          letter: 'Tanda Daftar LKS',
          head: 'pengurus',
          counted: 'orang',
        },
        place: { kelurahan: '31.75.02.1001', label: 'Kelurahan Pulo Gadung' },
        households: 51,
        number: '45 Tahun 2024',
        dated: '2024-03-12',
        ends: '9999-12-31',
        term: { none: '9999-12-31' },
        photo: { kind: 'photo', file: 'f' },
        address: { label: 'Jl. Contoh' },
        reach: { phone: '+6281200000012' },
        summary: { label: 'x', kk: '51', photo: 'ada', ends: [], heads: [], counted: '51 orang' },
      } as never);
      expect(yusuf.step).toBe('register/review');
      yusuf.says(typed);
      expect(yusuf.position?.frames[0]?.answers.households).toBe(51);
    },
  );

  test.each([
    'minta 100 nasi kotak utk 2 hari',
    'minta lg 100 nasi kotak',
    'butuh 20 paket sembako',
  ])('"%s" begins a request, also at the menu', (typed) => {
    for (const before of [[], ['menu']]) {
      const head = realTalker();
      head.says(...before, typed);
      expect(head.requests.map(({ action }) => action)).toContain('programme.running');
    }
  });

  test('"terima acw 928" begins the hand-over', () => {
    const head = realTalker();
    head.says('terima acw 928');
    expect(head.requests.map(({ action }) => action)).toContain('handover.places');
  });

  test('a wish said again at its own list looks anew', () => {
    const one = { 'pledge.to-contact': listOf(['a', '0048 · RW 07']) };
    const ani = realTalker(one);
    ani.says('sudah RW 3');
    expect(ani.step).toBe('contacted/which');
    ani.says('sudah');
    expect(ani.requests.map(({ action }) => action)).toContain('pledge.contacted');
    const other = realTalker(one);
    other.says('sdh dihubungi kok td');
    expect(other.requests.map(({ action }) => action)).toContain('pledge.contacted');
  });
});
