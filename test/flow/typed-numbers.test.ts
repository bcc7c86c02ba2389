import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows, word for word, and what must come of it. */

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

  test.each(['kenapa 1680?', 'kok 1680', 'banyak amat', 'cocok 3'])(
    '"%s" there is none',
    (typed) => {
      const head = asking();
      head.says('minta', 'sembako', '4 minggu', typed);
      expect(head.step).toBe('request/offer');
    },
  );

  test('a number that is the right one is heard, also where it is called so', () => {
    const head = asking();
    head.says('minta', 'sembako', '4 minggu', 'yang benar 50');
    expect(head.position?.frames.at(-1)?.answers.amount).toBe(50);
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
    standing: { id: '25 disetujui', en: '25 approved' },
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
    ['change-request', 'kurang lebih 50', /50 paket sembako, sekarang 25/],
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
      expect(said).toMatch(
        typed.startsWith('kurangi') ? /\[20\]/ : /80 paket sembako, sekarang 25/,
      );
  });
});

const ofRina = {
  key: 'k',
  label: 'Bu Rina: 20',
  donor: 'Bu Rina',
  amount: 20,
  unit: 'paket',
  nature: 'goods',
};

describe('a count with what is broken', () => {
  test.each(['18 kurang 2 yg satu penyok', 'dtg 18 kurang 2, 1 penyok'])('%s', (typed) => {
    const head = realTalkerAt('handover', 'came-promised', {
      place: { key: 'p', label: 'RW 07' },
      promise: ofRina,
    });
    expect(head.says(typed).at(-1)).toMatch(
      /\[Datang 18, 1 di antaranya rusak\] \[Bagus 18, ditambah 1 rusak \(datang 19\)\]/,
    );
  });

  const counting = (amount = 25) =>
    realTalkerAt('handover', 'came-promised', {
      place: { key: 'p', label: 'RW 07' },
      promise: {
        key: 'k',
        label: `Bu Rina: ${amount}`,
        donor: 'Bu Rina',
        amount,
        unit: 'paket',
        nature: 'goods',
      },
    });

  test.each<[string, RegExp]>([
    ['semua, rusak 3', /\[Datang 25, 3 di antaranya rusak\]/],
    ['lengkap, 3 rusak', /\[Datang 25, 3 di antaranya rusak\]/],
    ['3 rusak', /\[Datang 25, 3 di antaranya rusak\]/],
    ['yg rusak 3', /\[Datang 25, 3 di antaranya rusak\]/],
    [
      'bagus 23',
      /\[Datang 23, 0 di antaranya rusak\] \[Bagus 23, ditambah 2 rusak \(datang 25\)\]/,
    ],
    ['23 bagus', /\[Datang 23, 0 di antaranya rusak\]/],
    ['semua kecuali 3', /\[22\]/],
    ['semua kurang 3', /\[22\]/],
    ['kurang 3', /\[22\]/],
    ['krg 3', /\[22\]/],
    ['sisa 3', /maksudnya.*\[3\]/],
    ['3 blm dtg', /maksudnya.*\[3\]/],
  ])('"%s" says what came against what was promised, and is asked', (typed, asks) => {
    const head = counting();
    expect(head.says(typed).at(-1)).toMatch(asks);
    expect(head.step).toBe('handover/came-promised');
  });

  test.each(['semua', 'semuanya', 'lengkap', 'semua datang', 'datang semua', 'lengkap pak'])(
    '"%s" is all that was promised',
    (typed) => {
      const head = counting();
      expect(head.says(typed).at(-1)).toMatch(/Datang 25\. Berapa yang rusak/);
    },
  );

  test.each(['3 rusak', 'rusak 3', '3', 'cuma 3 yg penyok'])(
    '"%s" where the damaged are asked for is their number',
    (typed) => {
      const head = counting();
      head.says('25', typed);
      expect(head.requests.at(-1)).toMatchObject({ needs: { came: 25, damaged: 3 } });
    },
  );

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

describe('the number that came, said once more at what is damaged', () => {
  const counted = () => {
    const budi = realTalkerAt('handover', 'came-promised', {
      place: { key: 'p', label: 'RW 07' },
      promise: ofRina,
    });
    budi.says('20');
    if (budi.step !== 'handover/counted') throw new Error(`${budi.step} is asked`);
    return budi;
  };

  test('may be the same message twice: it is asked', () => {
    const budi = counted();
    expect(budi.says('20').at(-1)).toMatch(
      /"20" maksudnya yang mana\? \[Datang 20, 0 di antaranya rusak\] \[Datang 20, 20 di antaranya rusak\]/,
    );
    budi.taps('damaged-0');
    expect(budi.position?.frames.at(-1)?.answers).toMatchObject({ came: 20, damaged: 0 });
  });

  test('another number is taken', () => {
    const budi = counted();
    budi.says('3');
    expect(budi.position?.frames.at(-1)?.answers).toMatchObject({ came: 20, damaged: 3 });
  });
});
