import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker } from './real-talker.ts';

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

describe('what opens a flow, as people write it', () => {
  test.each([
    ['mo nyumbang 2 jt', 'pledge.taken'],
    ['nyumbang', 'pledge.taken'],
    ['minta 50 paket sembako', 'programme.running'],
    ['minta 20 paket sembako utk 2 minggu', 'programme.running'],
    ['sy ketua RW 09 rawamangun mo daftar', 'place.taken'],
    ['brg sdh dtg, kode FAM 494', 'handover.places'],
    ['gak jd yg rw 8, batalin', 'pledge.changeable'],
    ['sdh sampai 30 paket', 'handover.places'],
    ['udah nyampe 30 paket', 'handover.places'],
    ['mau bantu warga yang butuh sembako', 'pledge.taken'],
  ])('"%s" begins with %s', (typed, action) => {
    const lina = realTalker();
    lina.says('menu', typed);
    expect(lina.requests.map((request) => request.action)).toContain(action);
  });
});

test('at a list that it is no choice of, cakupan rawamangun is still a wish', () => {
  const dodi = realTalker(one);
  dodi.says('sudah RW 03');
  expect(dodi.step).toBe('contacted/which');
  dodi.says('cakupan rawamangun');
  expect(dodi.requests.map(({ action }) => action)).toContain('need.areas');
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

describe('for how long, said with the wish', () => {
  const headed = {
    'need.headed': listOf(['p', 'RW 07']),
    'need.standing': ends('free', { today: '2026-11-24', nothing: '' }),
    'need.reckon': ends('reckoned', { formula: '40 paket', amount: 40 }),
  };

  test.each([
    ['minta 50 paket sembako utk 2 minggu', 14],
    ['minta 50 paket sembako selama sebulan', 28],
    ['minta 50 paket sembako buat 10 hari', 10],
  ])('"%s" is %i days, and not asked again', (typed, days) => {
    const head = realTalker(headed);
    expect(head.says(typed).join('\n')).toContain('Jumlah: 50');
    expect(head.step).toBe('request/urgency');
    expect(head.position?.frames[0]?.answers.duration).toMatchObject({ days });
  });

  test.each([
    'selama 2 minggu ini banjir, minta 50 paket sembako',
    'sudah selama 3 hari banjir, minta 50 paket sembako',
    'minta 50 paket sembako untuk sehari-hari',
    'minta 50 paket sembako untuk seminggu sekali',
    'minta 50 paket sembako untuk 2 minggu terakhir',
  ])('"%s" says nothing of for how long', (typed) => {
    const head = realTalker(headed);
    head.says(typed);
    expect(head.position?.frames[0]?.answers.duration).toBeUndefined();
  });

  test('two weeks from now are a day and no length, so it is asked', () => {
    const head = realTalker(headed);
    head.says('minta 50 paket sembako utk 2 minggu lagi');
    expect(head.step).toBe('request/duration');
  });

  test('a gift asks for none, and does not say that it keeps one', () => {
    const lina = realTalker();
    const said = lina.says('mau kirim 50 sembako utk 2 minggu').join('\n');
    expect(said).toContain('Yang sudah terbaca: 50 sembako.');
  });
});

test.each([
  'ketua RT minta 50 ribu buat ambil sembako',
  'maaf pak minta 2 hari lagi ya',
  'minta 5 menit',
])('"%s" asks for no aid', (typed) => {
  const lina = realTalker();
  lina.says('menu', typed);
  expect(lina.requests.map(({ action }) => action)).not.toContain('programme.running');
});
