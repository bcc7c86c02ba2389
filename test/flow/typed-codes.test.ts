import { describe, expect, test } from 'vitest';
import { realTalker, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows, word for word, and what must come of it. */

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

describe('a number of ours, and nothing beside it', () => {
  test.each([
    ['T-2611-GW5S', 'handover.check'],
    ['cek T-2611-GW5S', 'handover.check'],
    ['tolong cek t-2611-gw5s ya', 'handover.check'],
    ['P-118', 'announcement.check'],
    ['cek P-118', 'announcement.check'],
  ])('"%s" is looked up by %s', (typed, action) => {
    for (const before of [[], ['menu']]) {
      const ani = realTalker();
      ani.says(...before, typed);
      expect(ani.requests.map((request) => request.action)).toContain(action);
    }
  });
});
