import { describe, expect, test } from 'vitest';
import { listOf, realTalker } from './real-talker.ts';

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
