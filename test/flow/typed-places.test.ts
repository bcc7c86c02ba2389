import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows where a place was asked for, word for word. */

const given = {
  package: { key: 'sembako', label: 'Paket sembako', unit: 'paket sembako', nature: 'goods' },
  amount: 30,
  worth: { amount: 30, about: '', anywhere: { name: '' } },
};

describe('several places', () => {
  test.each<[string, RegExp]>([
    ['rw 05 pulo gadung, rw 08 pulo gadung sama cakung', /RW 05 Kelurahan Pulo Gadung/],
    ['kecamatan pulo gadung atau cakung', /[Kk]ecamatan pulo ?gadung|31\.75\.02"/i],
  ])('%s: the first is taken, and that is said', (typed, label) => {
    const lina = realTalkerAt('give', 'where', given as never, { 'need.look': ends('nobody') });
    expect(lina.says(typed).join()).toContain('Tempat dicatat satu per satu');
    expect(JSON.stringify(lina.requests[0]?.needs)).toMatch(label);
  });

  test('in a first sentence neither is garbled', () => {
    const lina = realTalker();
    const said = lina
      .says('mau ksh 15 sembako ke rw 05 pulo gadung dan 15 ke rw 08 pulo gadung')
      .join();
    expect(said).toContain('Tempat dicatat satu per satu');
    expect(said).toContain('15 sembako; RW 05 Kelurahan Pulo Gadung');
  });
});

test('another place than those of a list is looked for', () => {
  const lina = realTalkerAt(
    'give',
    'place-least',
    {
      ...given,
      where: { name: 'Jakarta', label: 'Jakarta' },
      look: { few: '1 RW', items: [] },
    } as never,
    { 'need.open': listOf(['p', 'RW 03 Rawamangun: kurang 9']), 'need.look': ends('nobody') },
  );
  expect(lina.step).toBe('give/place-least');
  lina.says('pulogadung rw 05');
  expect(lina.requests.at(-1)).toMatchObject({
    action: 'need.look',
    needs: { where: { rw: 5, label: 'RW 05 Kelurahan Pulo Gadung' } },
  });
});

describe('an RW', () => {
  test('that was said alone is not asked again', () => {
    const tejo = realTalker({
      'place.standing': ends('none'),
      'place.find': ends('free', { label: 'RW 07', counted: 'KK', letter: 'SK' }),
    });
    tejo.says('daftar');
    expect(tejo.step).toBe('register/place');
    expect(tejo.says('saya ketua rw 7')[0]).toMatch(/^RW 7, dicatat\. Kelurahannya apa\?/);
    tejo.says('jatinegara kaum');
    expect(tejo.position?.frames[0]?.answers.place).toMatchObject({ rw: 7 });
    expect(tejo.step).toBe('register/households');
  });

  test('of a first message waits over consent and name', () => {
    const tejo = realTalker({
      'person.recognise': ends('new'),
      'person.consent': ends('agreed'),
      'person.name': ends('stored', { called: 'Pak Tejo' }),
      'place.standing': ends('none'),
      'place.find': ends('free', { label: 'RW 07', counted: 'KK', letter: 'SK' }),
    });
    const { answer } = tejo;
    let met = 0;
    tejo.answer = (request) =>
      request.action === 'person.recognise' && met++ > 0
        ? ends('known', { called: 'Pak Tejo', name: 'Tejo' })
        : answer(request);
    tejo.says('daftar rw 07 jatinegara kaum', 'ya', 'pak tejo');
    expect(tejo.step).toBe('register/households');
    expect(tejo.position?.frames[0]?.answers.place).toMatchObject({ rw: 7 });
  });
});

test('an hour that cannot be kept is said so', () => {
  const lina = realTalkerAt('give', 'deliver', { ...given, plan: { where: 'RW 07' } } as never, {
    'person.reach': ends('unreachable'),
  });
  expect(lina.says('sabtu aja jam 9an').join()).toMatch(
    /^Jamnya belum bisa dicatat di sini[\s\S]*Sabtu/,
  );
});

test('makanan siap saji is the package of that name', () => {
  const lina = realTalker();
  lina.says('mau bantu', 'Saya sendiri', 'lihat dulu', 'pangan', 'makanan siap saji');
  expect(lina.position?.frames[0]?.answers.package).toMatchObject({ key: 'makan' });
});

describe('more than is asked for', () => {
  test.each([
    'dua-duanya',
    'dua2nya',
    'keduanya aja',
    'semuanya',
    'dibagi 2 tempat aja',
    'bagi rata',
    'both',
  ])('"%s" of two fields is asked: one of them first', (typed) => {
    const lina = realTalkerAt('give', 'field', {});
    expect(lina.says(typed).join('\n')).toContain('Satu dulu, ya.');
    expect(lina.step).toBe('give/field');
  });

  test('"28 dan 22" at a split is no yes to it, and is told the way', () => {
    const lina = realTalkerAt('give', 'agree', {
      package: { key: 's', label: 'Paket sembako', unit: 'paket sembako' },
      split: { place: 'RW 07', short: 'RW 07', left: 30, rest: 20, items: [], waits: [] },
    });
    expect(lina.says('28 dan 22').join('\n')).toContain('Pilih “Atur sendiri”');
    expect(lina.step).toBe('give/agree');
  });
});

const summed = {
  ...given,
  who: { called: 'Bu Ani' },
  kind: { key: 'perorangan', label: 'Saya sendiri' },
  where: { kelurahan: '31.75.02.1001', rw: 3, label: 'RW 03' },
  plan: { where: 'RW 03', places: 'RW 03', amount: 30, items: [], waits: [] },
  deliver: '2026-12-03',
  how: { key: 'self', label: 'Antar sendiri' },
  reach: { phone: '+6281200000012' },
  way: { from: [], held: [], words: 'Diantar: sendiri', statement: 'barangnya layak' },
  final: { whom: '' },
};

test.each(['ganti rw 6 aja', 'ke rw 06', 'rw 6', 'ubah tempat ke rw 6'])(
  '"%s" at the summary is another place, of which the kelurahan is asked',
  (typed) => {
    const ani = realTalkerAt('give', 'review', summed as never);
    expect(ani.says(typed)[0]).toContain('RW 6, dicatat. Kelurahannya apa?');
    ani.says('rawamangun');
    expect(ani.requests.at(-1)?.needs).toMatchObject({
      where: { kelurahan: '31.75.02.1005', rw: 6 },
    });
  },
);

test('what a summary cannot read is no choice that is missing: it says how a line is changed', () => {
  const ani = realTalkerAt('give', 'review', summed as never);
  expect(ani.says('catatan hapus')[0]).toContain('Kalau ada yang mau diganti, ketik **Ubah**.');
  expect(ani.says('ubah').at(-1)).toContain('[Tempat]');
});
