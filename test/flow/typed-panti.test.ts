import { describe, expect, test } from 'vitest';
import { ends, realTalker, realTalkerAt } from './real-talker.ts';

/** What heads of a panti typed to the real flows, word for word, and what must come of it. */

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

  test.each([
    'rw 3 pulo gadung dekat panti kasih',
    'Pondok Kelapa',
    'kel pondok bambu',
    'rw 15 pondok indah',
    'bukan panti, saya ketua rw',
  ])('"%s" is no panti and no pesantren', (typed) => {
    const budi = realTalker({ 'place.standing': ends('none') });
    budi.says('daftar', typed);
    expect(budi.step).not.toBe('register/kind');
    expect(budi.position?.frames[0]?.answers.kind).toBeUndefined();
  });

  test('whoever speaks of one by the way is asked which RW, or comes back to that', () => {
    const budi = realTalker({ 'place.standing': ends('none') });
    budi.says('mau daftar RW, di wilayah kami ada panti juga');
    expect(budi.step).toBe('register/place');
    const other = realTalker({ 'place.standing': ends('none') });
    other.says('mau daftar, warga dekat panti asuhan', 'kembali');
    expect(other.step).toBe('register/place');
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
