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
  how: { key: 'self', label: 'Antar sendiri' },
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

  test.each([
    'jumat',
    'jumat jam 9-11',
    'saya antar lusa',
    'tgl 16 des jam 9',
    'hari jumat aja deh',
    'besok',
  ])('"%s" is one change, and is made', (typed) => {
    const ani = summary();
    ani.says(typed);
    expect(ani.position?.frames[0]?.answers.deliver).not.toBe('2026-12-03');
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

test('an address with a telephone number in it changes neither unseen', () => {
  const budi = realTalkerAt('register', 'review', {
    who: {},
    standing: {},
    find: { label: 'RW 07', letter: 'SK Lurah', head: 'Ketua RW' },
    place: { kelurahan: '31.75.02.1001', rw: 7, label: 'RW 07 Kelurahan Pulo Gadung' },
    households: 420,
    number: '45 Tahun 2024',
    dated: '2024-03-12',
    ends: '2029-03-12',
    term: { years: 5, ends: '2029-03-12' },
    photo: { kind: 'photo', file: 'f' },
    address: { label: 'Pos RW' },
    reach: { phone: '+6281200000012' },
    summary: { label: 'RW 07', kk: '420 KK', photo: 'ada', ends: [], heads: [], counted: '420 KK' },
  } as never);
  expect(budi.says('alamatnya jl contoh 15 hp 081355558888')[0]).toMatch(/^Diubah satu per satu/);
});

test.each(['jmlh jd 80 paket', 'tanggalnya ganti 5 des'])(
  '"%s" where a note is asked for is asked about',
  (typed) => {
    const head = realTalkerAt('request', 'note', {
      place: { key: 'p', label: 'RW 07' },
      before: { nothing: '', today: '2026-11-24' },
    } as never);
    expect(head.step).toBe('request/note');
    expect(head.says(typed).at(-1)).toMatch(/Itu jawabannya/);
  },
);

test.each(['rabu', 'hari rabu aja'])(
  '"%s" after minggu depan is the Wednesday of that week',
  (typed) => {
    const ani = realTalkerAt('give', 'deliver', {
      who: { called: 'Bu Ani' },
      kind: { key: 'perorangan', label: 'Saya sendiri' },
      package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
      amount: 40,
      plan: { where: 'RW 07', places: 'RW 07', amount: 40, items: [], waits: [] },
    } as never);
    expect(ani.step).toBe('give/deliver');
    ani.says('minggu dpn', typed);
    const { deliver } = ani.position?.frames[0]?.answers ?? {};
    expect(deliver).toBe('2026-12-02');
  },
);

test.each(['daftar ponpes al falah', 'mau daftar ponpes al falah'])(
  '"%s" is not asked which RW',
  (typed) => {
    const yusuf = realTalker({ 'place.standing': ends('none') });
    yusuf.says(typed);
    expect(yusuf.step).toBe('register/area');
    yusuf.says('kembali');
    expect(yusuf.step).toBe('register/kind');
  },
);

test.each(['konfirmasi ya bener', 'konfirmasi iya benar'])(
  '"%s" confirms the only count',
  (typed) => {
    const rina = realTalker({
      'handover.unconfirmed': listOf([
        'a',
        'RW 07',
        { place: 'RW 07', unit: 'paket sembako', count: 'datang 3' },
      ]),
    });
    rina.says(typed);
    expect(rina.requests.at(-1)).toMatchObject({ action: 'handover.confirm' });
  },
);

test.each(['wanna give 40 food packages on thursday', 'i would like to give 20 packages'])(
  '"%s" begins a gift',
  (typed) => {
    const lina = realTalker();
    lina.says(typed);
    expect(lina.requests.map(({ action }) => action)).toContain('pledge.taken');
  },
);
