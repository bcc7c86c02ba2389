import { describe, expect, test } from 'vitest';
import { ends, realTalker, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows, word for word, and what must come of it. */

test('ada 40 orang sakit is a reason, and asks for nobody', () => {
  const budi = realTalkerAt('request', 'why', {
    place: { key: 'p', label: 'RW 07' },
    package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
    urgency: { key: 'urgent', label: 'Mendesak' },
    amount: 25,
  });
  if (budi.step !== 'request/why') throw new Error(`${budi.step} is asked`);
  budi.says('ada 40 orang sakit');
  expect(budi.position?.frames.at(-1)?.answers.why).toBe('ada 40 orang sakit');
});

describe('words that are hardly the answer in free words', () => {
  const note = {
    place: { key: 'p', label: 'RW 07' },
    before: { nothing: '' },
    duration: { days: 7, label: { id: 'seminggu', en: 'a week' } },
    from: '2026-11-28',
    amount: 25,
    package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
    urgency: { key: 'urgent', label: 'Mendesak' },
  };
  const damage = {
    place: { key: 'p', label: 'RW 07' },
    came: 35,
    damaged: 3,
    what: { nature: 'goods', later: 'later' },
    tally: { good: 32, damaged: 3, short: '' },
  };

  test.each<[string, string, Record<string, unknown>, string]>([
    ['request', 'note', note, 'jd 60 deh'],
    ['request', 'why', note, 'mendesak dong'],
    ['request', 'note', note, 'iya kirim'],
    ['handover', 'damage', damage, 'gmn yg kurang 5'],
    ['assess', 'refusal', {}, 'bentar sy tanya pak lurah dulu'],
    ['register', 'address', { find: { unloading: 'Pos RW' } }, 'daftar saya gmn'],
    ['handover', 'damage', damage, 'gausah'],
    ['handover', 'damage', damage, 'gak ada yg rusak'],
  ])('%s/%s is asked about: %s', (flow, step, answers, typed) => {
    const world = realTalkerAt(flow, step, answers as never);
    if (world.step !== `${flow}/${step}`) throw new Error(`${world.step} is asked`);
    const said = world.says(typed).at(-1);
    expect(said).toContain(
      `"${typed}" itu jawaban untuk pertanyaan tadi? [Itu jawabannya] [Bukan jawaban]`,
    );
    expect(world.taps('no-answer').join('\n')).toMatch(/Baik, itu tidak kami catat/);
    expect(world.step).toBe(`${flow}/${step}`);
    world.says(typed);
    world.taps('answer');
    expect(world.step).not.toBe(`${flow}/${step}`);
  });

  test.each([
    'minyak bocor',
    'beras basah kena ujan',
    'kardusnya jatuh pas turun dari truk',
    'salah ketik',
  ])('"%s" is taken', (typed) => {
    const head = realTalkerAt('handover', 'damage', damage as never);
    head.says(typed);
    expect(head.step).toBe('handover/photo');
  });
});

describe('a question of trust, at any question', () => {
  const typed = [
    'ini penipuan ya?',
    'ini resmi bukan? takut penipuan',
    'bener ini dr pemda?',
    'is this a scam',
    'data sy dipake buat apa',
    'hallo kak ada orang?',
    'knp nanya nama',
    'sy mau kasih uang 500rb transfer kemana',
  ];
  test.each(typed)('%s', (words) => {
    const fresh = realTalker({ 'person.recognise': ends('new') });
    expect(fresh.says(words)[0]).toMatch(/komputer|computer/);
    fresh.says('beri');
    expect(fresh.step).toBe('welcome/consent');
    expect(fresh.says(words).join('\n')).toMatch(
      /Tidak ada uang lewat bot ini[\s\S]*Kita lanjutkan yang tadi/,
    );
    expect(fresh.step).toBe('welcome/consent');
    // However often it is asked.
    fresh.says(words, words, words);
    expect(fresh.step).toBe('welcome/consent');
    const lina = realTalker();
    lina.says('beri', 'Saya sendiri');
    const { step } = lina;
    expect(lina.says(words).join('\n')).toMatch(/Tidak ada uang lewat bot ini/);
    expect(lina.step).toBe(step);
  });

  test('used clothes and single goods are answered kindly', () => {
    const lina = realTalker();
    expect(lina.says('sy mau kasih baju bekas sama 2 dus indomie')[0]).toMatch(
      /Terima kasih, niatnya baik sekali/,
    );
  });

  test('a count that has such words is a count', () => {
    const head = realTalkerAt('handover', 'seats', {
      place: { key: 'p', label: 'RW 07' },
      promise: {
        key: 'k',
        label: 'x',
        donor: 'Bu Rina',
        amount: 30,
        unit: 'kursi',
        nature: 'seat',
      },
    });
    expect(head.says('ada orang 25').join()).not.toContain('Tidak ada uang lewat bot');
  });

  test('in free words such a phrase is content, unless it asks', () => {
    const head = realTalker({ 'person.recognise': ends('known') });
    head.says('lapor');
    expect(head.step).toBe('report/story');
    const typed = 'ada yang nipu ya katanya resmi dari pemda, minta transfer ke nomor rekening';
    expect(head.says(typed).join()).not.toContain('Tidak ada uang lewat bot');
    expect(head.step).not.toBe('report/story');
  });
});

test.each(['tolong berhenti kirim pengumuman', 'jangan kirim lagi dong', 'stop kirim pesan'])(
  '"%s" stops announcements',
  (typed) => {
    const lina = realTalker();
    lina.says('halo', typed);
    expect(lina.requests.at(-1)?.action).toBe('person.quiet');
  },
);

const passedOn = 'Pengumuman P-118: transfer 50rb ke rekening ini';

test.each([
  passedOn,
  'Selamat! Kirim OTP ke 0812. Pengumuman P-118',
  'Pengumuman P-118: bayar admin, minta bantuan transfer',
])('"%s" was passed on, and is looked up whatever stands in it', (typed) => {
  const lina = realTalker();
  lina.says('halo', typed);
  expect(lina.requests.at(-1)).toMatchObject({
    action: 'announcement.check',
    needs: { said: typed },
  });
});

test('what was passed on is looked up in the middle of a question, which then stands again', () => {
  const lina = realTalker({ 'announcement.check': ends('unknown') });
  lina.says('halo', 'beri');
  const { step } = lina;
  expect(lina.says(passedOn).join()).toContain('Tidak ada pengumuman kami dengan nomor itu');
  expect(lina.step).toBe(step);
});
