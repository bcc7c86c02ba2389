import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows, word for word, and what must come of it. */

const one = { 'pledge.to-contact': listOf(['a', '0048 · RW 07 Jatinegara Kaum']) };

describe('sudah, and what follows it', () => {
  test('goods that came are no donor who was called', () => {
    const tejo = realTalker({
      ...one,
      'handover.places': listOf(['p', 'RW 07 Jatinegara Kaum']),
      'handover.promised': listOf([
        'k',
        'Bu Rina: 30',
        { donor: 'Bu Rina', amount: 30, nature: 'goods', unit: 'paket' },
      ]),
    });
    tejo.says('sudah sampai 30 paket sembako tapi ga ada kode');
    expect(tejo.step).toBe('handover/code');
    expect(tejo.requests.map(({ action }) => action)).not.toContain('pledge.contacted');
    expect(tejo.taps('without')[0]).toContain('Bu Rina: 30');
    // `tapi ga` speaks against it: the number is asked, not taken.
    expect(tejo.taps('k')[0]).toMatch(/"30 paket" maksudnya yang di bawah ini\? \[30\]/);
  });

  test.each(['sudah saya kirim kemarin', 'sudah RW 03', 'sudah bayar', 'sudah 30 paket'])(
    '"%s" names not the only one there is, so it is asked',
    (typed) => {
      const lina = realTalker(one);
      expect(lina.says(typed).at(-1)).toMatch(/Yang mana yang sudah dihubungi\? \[0048/);
      expect(lina.requests.map(({ action }) => action)).not.toContain('pledge.contacted');
    },
  );

  test.each(['sudah', 'sudah RW 07', 'sudah jatinegara kaum', 'sudah K-2611-0048', 'sudah pak'])(
    '"%s" notes it',
    (typed) => {
      const lina = realTalker(one);
      lina.says(typed);
      expect(lina.requests.map(({ action }) => action)).toContain('pledge.contacted');
    },
  );
});

describe('a number', () => {
  const asking = (more: object = {}) =>
    realTalker({
      'need.headed': listOf(['p', 'RW 07 Jatinegara Kaum']),
      'need.standing': ends('free', { today: '2026-11-24', nothing: '' }),
      'need.reckon': ends('reckoned', {
        amount: 1680,
        formula: { id: '420 KK × 4 minggu = 1.680 paket', en: '420 families × 4 weeks = 1,680' },
      }),
      ...more,
    });

  test.each(['sembako 50', 'minta 50 sembako', 'sembako 50 aja'])(
    '"%s" before the formula is used, and the formula said beside it',
    (typed) => {
      const head = asking();
      head.says('minta', typed);
      const said = head.says('sebulan').join('\n');
      expect(said).toContain('Hitungan kami: 420 KK × 4 minggu = 1.680 paket');
      expect(said).toContain('Jumlah: 50');
      expect(head.step).toBe('request/urgency');
    },
  );

  test.each(['kebanyakan, 50 aja', '50', '50 kk yg bnr2 susah', 'jd 50'])(
    '"%s" at the offer is the other number',
    (typed) => {
      const head = asking();
      head.says('minta', 'sembako', '4 minggu');
      expect(head.step).toBe('request/offer');
      expect(head.says(typed).join('\n')).toMatch(/^50 paket sembako\. Mendesak/);
    },
  );

  test.each(['kenapa 1680?', 'kok 1680', 'banyak amat'])('"%s" there is none', (typed) => {
    const head = asking();
    head.says('minta', 'sembako', '4 minggu', typed);
    expect(head.step).toBe('request/offer');
  });

  test('said later replaces what waits, however the goods are called', () => {
    const lina = realTalker();
    lina.says('mau bantu 30 sembako sisanya makan siap saji');
    lina.says('Saya sendiri');
    const said = lina.says('sembako 20 dulu').join('\n');
    expect(said).not.toContain('30');
    expect(said).toContain('Jumlah: 20');
  });
});

describe('an amount said against the one there is', () => {
  const which = {
    key: 'a',
    label: '0048 · RW 07',
    amount: 25,
    asked: 25,
    unit: 'paket sembako',
    place: 'RW 07',
    number: 'K-2611-0048',
    state: 'reserved',
    kept: 0,
  };
  test.each<[string, string, RegExp]>([
    ['change-commitment', 'kurangi 5', /"kurangi 5" maksudnya.*\[20\]/],
    ['change-request', 'tambah 5', /"tambah 5" maksudnya.*\[30\]/],
    ['change-request', 'tambah 20 lg', /\[45\]/],
    ['change-request', 'kurangi jadi 20', /\[20\]/],
    ['change-request', 'mau tambah 5 dong', /\[30\]/],
    ['change-request', 'kurang lebih 50', /50 paket sembako, tadinya 25/],
  ])('%s: %s', (flow, typed, said) => {
    const step = flow === 'change-request' ? 'amount' : 'less';
    const lina = realTalkerAt(flow, step, { which });
    expect(lina.says(typed).at(-1)).toMatch(said);
    expect(lina.says('ya').at(-1)).not.toMatch(/maksudnya/);
  });

  test.each<[string, string, string]>([
    ['change-commitment', 'jd 20', 'pledge.reduce'],
    ['change-commitment', 'kurangi 5', ''],
    ['change-request', '80', ''],
    ['change-request', 'mau ubah jd 80', ''],
  ])('%s, where it asks what to change: %s', (flow, typed, action) => {
    const lina = realTalkerAt(flow, 'how', { which });
    const said = lina.says(typed).join('\n');
    if (action) expect(lina.requests.at(-1)).toMatchObject({ action, needs: { amount: 20 } });
    else
      expect(said).toMatch(typed.startsWith('kurangi') ? /\[20\]/ : /80 paket sembako, tadinya 25/);
  });
});

describe('a count with what is broken', () => {
  test.each(['18 kurang 2 yg satu penyok', 'dtg 18 kurang 2, 1 penyok'])('%s', (typed) => {
    const head = realTalkerAt('handover', 'came-promised', {
      place: { key: 'p', label: 'RW 07' },
      promise: {
        key: 'k',
        label: 'Bu Rina: 20',
        donor: 'Bu Rina',
        amount: 20,
        unit: 'paket',
        nature: 'goods',
      },
    });
    expect(head.says(typed).at(-1)).toMatch(
      /\[Datang 18, 1 di antaranya rusak\] \[Bagus 18, ditambah 1 rusak \(datang 19\)\]/,
    );
  });

  test('is understood by an officer as by a head', () => {
    const dodi = realTalkerAt('check-handover', 'came', {
      which: { key: 'h', label: 'T-1' },
      look: { number: 'T-1' },
    });
    expect(dodi.says('datang 30 rusak 1').at(-1)).toMatch(/\[Datang 30, 1 di antaranya rusak\]/);
    dodi.says('a');
    expect(dodi.step).toBe('check-handover/why');
  });
});

describe('a first sentence', () => {
  const unknown = { 'person.recognise': ends('new') };

  test.each([
    'siang, kami dr PT Maju Terus ada budget 10jt mau bagi ke bbrp RW',
    'kami PT Maju Terus mau kasih 10 jt',
  ])('"%s" keeps company and money for their questions', (typed) => {
    const lina = realTalker({
      'programme.affordable': ends('list', {
        budget: 10_000_000,
        items: [
          { key: 'sembako', label: '50 paket sembako', amount: 50, unit: 'paket', about: '' },
        ],
      }),
    });
    const said = lina.says(typed).join('\n');
    expect(said).toContain('PT Maju Terus');
    expect(said).toMatch(/Rp10\.000\.000 cukup untuk/);
    expect(lina.position?.frames[0]?.answers).toMatchObject({
      kind: { key: 'dunia-usaha' },
      organisation: 'PT Maju Terus',
      budget: 10_000_000,
    });
  });

  test('money that was said is the budget, not how many', () => {
    const lina = realTalker();
    lina.says('mau bantu 10 jt dong buat beberapa tempat', 'Saya sendiri');
    expect(lina.position?.frames[0]?.answers).toMatchObject({ budget: 10_000_000 });
  });

  test('pt maju terus, where it is asked on whose behalf, is a company with its name', () => {
    const lina = realTalker();
    lina.says('beri', 'pt maju terus');
    expect(lina.position?.frames[0]?.answers).toMatchObject({ organisation: 'PT Maju Terus' });
  });

  test.each(['gabung undang-clfga edljd', 'sy mau gabung, kodenya undang-clfga edljd'])(
    '"%s" brings its code, over consent and name',
    (typed) => {
      const citra = realTalker({ ...unknown, 'person.consent': ends('agreed') });
      citra.says(typed);
      expect(citra.step).toBe('welcome/consent');
      expect(JSON.stringify(citra.position)).toContain('UNDANG-CLFGA-EDLJD');
      const known = realTalker();
      known.says(typed);
      expect(known.requests).toContainEqual(
        expect.objectContaining({ action: 'staff.join', needs: { code: 'UNDANG-CLFGA-EDLJD' } }),
      );
    },
  );

  test('a code where a name is asked for is no name', () => {
    const citra = realTalker({ ...unknown, 'person.consent': ends('agreed') });
    citra.says('gabung', 'ya', 'undang-clfga edljd');
    expect(citra.step).toBe('welcome/name');
    expect(citra.says('Citra').join()).toContain('Citra. Kami sapa bagaimana');
  });
});

describe('a code', () => {
  const place = { key: 'p', label: 'RW 07' };

  test.each(['gk ada kode nya pak', 'ga ada kodenya, ilang', 'kodenya ketinggalan'])(
    '"%s" is no wrong code',
    (typed) => {
      const head = realTalkerAt('handover', 'code', { place });
      head.says(typed);
      expect(head.requests.map(({ action }) => action)).not.toContain('handover.match');
      expect(head.requests.map(({ action }) => action)).toContain('handover.promised');
    },
  );

  test('stalling costs no try, and words around a code do not spoil it', () => {
    const head = realTalkerAt('handover', 'code', { place });
    expect(head.says('bentar ya pak')[0]).toMatch(/^Kodenya belum terbaca/);
    head.says('kodenya klm 358 pak');
    expect(head.requests.at(-1)).toMatchObject({
      action: 'handover.match',
      needs: { code: 'klm 358' },
    });
    const citra = realTalkerAt('join', 'code', { who: { called: 'Bu Citra' } });
    citra.says('kodenya undang clfga edljd');
    expect(citra.requests[0]).toMatchObject({
      action: 'staff.join',
      needs: { code: 'UNDANG-CLFGA-EDLJD' },
    });
  });

  test('is read as it is written by us, whichever', async () => {
    const { readCode } = await import('../../src/language/code.ts');
    for (const code of ['KLM 358', 'klm358', 'M-2611-0007', '0007', 'klmpr-stvwx', '358'])
      expect(readCode(code)).toEqual({ value: code });
  });
});

test.each(['gausah', 'ga usah', 'tidak ada', 'gk ada kak'])('"%s" is no note', (typed) => {
  const head = realTalkerAt('request', 'note', {
    place: { key: 'p', label: 'RW 07' },
    before: { nothing: '' },
    duration: { days: 7, label: { id: 'seminggu', en: 'a week' } },
    from: '2026-11-28',
    amount: 5,
    package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
    urgency: { key: 'normal', label: 'Biasa' },
  });
  head.says(typed);
  expect(head.position?.frames[0]?.answers.note).toBe('');
});
