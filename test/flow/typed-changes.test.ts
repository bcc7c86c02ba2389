import { describe, expect, test } from 'vitest';
import { ends, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows, word for word, and what must come of it. */

/** A registration as it stands at its summary. */
const registered = {
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
};

describe('a change at the summary', () => {
  const summary = {
    place: { key: 'p', label: 'RW 07' },
    before: { nothing: '', today: '2026-11-24' },
    field: { key: 'pangan', label: 'Pangan' },
    duration: { days: 7, label: { id: 'seminggu', en: 'a week' } },
    reckon: {},
    from: '2026-11-28',
    amount: 60,
    note: '',
    plan: { from: '2026-11-28', to: '2026-12-05', why: [], notes: [] },
    package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
    urgency: { key: 'normal', label: 'Biasa' },
  };

  test.each<[string, number]>([
    ['eh jadi 25 aja', 25],
    ['ubah jumlah jd 25', 25],
    ['jumlahnya 25', 25],
    ['50 aja', 50],
    ['25', 25],
    ['jumlah 40', 40],
  ])('%s', (typed, amount) => {
    const head = realTalkerAt('request', 'review', summary as never);
    expect(head.step).toBe('request/review');
    expect(head.says(typed)[0]).toMatch(
      new RegExp(`^Jumlah diganti: ${amount}\\. Yang lain tetap`),
    );
  });

  test('tambah 5 is reckoned, and asked', () => {
    const head = realTalkerAt('request', 'review', summary as never);
    expect(head.says('tambah 5').at(-1)).toMatch(/\[65\]/);
  });

  test.each(['60', 'kenapa 60?', 'jumlahnya berapa?', '1.5'])('"%s" changes nothing', (typed) => {
    const head = realTalkerAt('request', 'review', summary as never);
    head.says(typed);
    expect(head.position?.frames[0]?.answers.amount).toBe(60);
  });

  test.each([
    'alamat salah, pos rw jl jatinegara kaum 5',
    'alamatnya pos rw jl jatinegara kaum 5',
    'alamat pos rw jl jatinegara kaum 5',
  ])('%s', (typed) => {
    const head = realTalkerAt('register', 'review', registered as never, {
      'person.reach': ends('reachable', { phone: '+6281200000012' }),
      'place.summary': ends('reads', registered.summary),
    });
    expect(head.step).toBe('register/review');
    expect(head.says(typed)[0]).toMatch(/^Alamat[^:]* diganti: pos rw jl jatinegara kaum 5\./);
  });
});
