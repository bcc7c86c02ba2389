import { expect, test } from 'vitest';
import { ends, realTalker } from './real-talker.ts';

function talker(messagesADay: number) {
  const bot = realTalker({ 'person.donor': ends('none') });
  bot.world = { ...bot.world, messagesADay };
  return bot;
}
const tooMany = /sampai besok kami tidak membalas lagi/;

test('more than anybody has to say on one day is said once, and then passed over until the next', () => {
  const bot = talker(3);
  for (let message = 0; message < 3; message++) expect(bot.says('halo')).not.toEqual([]);
  expect(bot.says('halo').join()).toMatch(tooMany);
  expect(bot.says('halo')).toEqual([]);
  // From 10.00 it is another day in Jakarta after fourteen hours.
  bot.now += 14 * 3600_000;
  expect(bot.says('halo').join()).not.toMatch(tooMany);
  expect(bot.position?.today).toMatchObject({ count: 1 });
});

test('what was asked stays open, and a question that a notice brings back is said', () => {
  const lina = talker(2);
  lina.says('beri', 'Saya sendiri');
  const { question, step } = lina;
  expect(lina.says('750 ribu').join()).toMatch(tooMany);
  expect(lina).toMatchObject({ question, step });
  expect(lina.meets({ kind: 'resume' }).join()).not.toBe('');
});

test('a blocked chat hears once a day that it is not served, and nothing of it is read', () => {
  const rina = talker(100);
  expect(rina.meets({ kind: 'text', text: 'beri' }, { blocked: true }).join()).toMatch(
    /tidak kami layani lagi/,
  );
  expect(rina.meets({ kind: 'text', text: 'beri' }, { blocked: true })).toEqual([]);
  expect(rina.position?.frames).toEqual([]);
  expect(rina.meets({ kind: 'text', text: 'beri' }, { blocked: false })).not.toEqual([]);
});

test('what is kept of a blocked chat stays theirs: they see it, have it erased, and open nothing else from there', () => {
  const rina = realTalker({ 'data.goes': ends('known', { stays: [], part: [], ends: [] }) });
  const says = (text: string) => rina.meets({ kind: 'text', text }, { blocked: true });
  expect(says('halo').join()).toMatch(/tidak kami layani lagi.*\*\*hapus data\*\*/s);
  expect(says('hapus data')).not.toEqual([]);
  expect(rina.requests.at(-1)?.action).toMatch(/^data\./);
  expect(rina.position?.frames.at(-1)?.flow).toBe('erase-data');
  expect(says('beri')).toEqual([]);
  expect(says('data saya')).not.toEqual([]);
  expect(says('berhenti')).not.toEqual([]);
  expect(says('total')).toEqual([]);
});

test('a blocked chat corrects what is kept of it, and registers nothing', () => {
  const open = { consent: 'given', name: 'open', phone: 'open', places: 'closed' };
  const rina = realTalker({
    'data.kept': ends('known', open),
    'data.name': ends('stored', { called: 'Bu Rina' }),
  });
  const says = (text: string) => rina.meets({ kind: 'text', text }, { blocked: true }).join();
  expect(says('halo')).toMatch(/membetulkannya \(ketik \*\*ubah data\*\*\)/);
  expect(says('ubah data')).toMatch(/^Data yang mana yang diubah\?/);
  expect(says('Nama atau sapaan')).toMatch(/mau disapa siapa/);
  expect(says('Bu Rina')).toBe('✅ Diganti. Mulai sekarang kami sapa Bu Rina.');
  says('ubah data');
  expect(says('Data RW, panti, pesantren')).toMatch(/sampaikan ke kantor kelurahan/);
  expect(rina.position?.frames).toEqual([]);
  expect(says('daftar')).toBe('');
});
