import { describe, expect, test } from 'vitest';
import { ends, listOf, realTalker, realTalkerAt } from './real-talker.ts';

/** What people typed to the real flows, word for word, and what must come of it. */

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

describe('batal, where something can be withdrawn', () => {
  test.each<[string, string, RegExp]>([
    ['change-commitment', 'batal', /langsung dibuka untuk donatur lain.*Batalkan\?/],
    ['change-commitment', 'batalkan', /Batalkan\?/],
  ])('%s: %s means that option, which asks once more', (flow, typed, asks) => {
    const lina = realTalkerAt(flow, 'how', { which });
    expect(lina.says(typed).at(-1)).toMatch(asks);
    const twice = lina.says('batal').at(-1);
    expect(twice).toMatch(/^Belum ada yang diubah\. Balas ya, atau tidak/);
    expect(twice).toMatch(asks);
    expect(lina.requests.map(({ action }) => action)).not.toContain('pledge.cancel');
  });

  test.each<[string, string, Record<string, unknown>, RegExp]>([
    ['change-commitment', 'less', { which }, /^Tidak ada yang diubah: komitmennya tetap berlaku/],
    ['change-request', 'amount', { which }, /^Tidak ada yang diubah: permintaannya tetap berlaku/],
  ])('%s/%s is left with what stands', (flow, step, answers, said) => {
    expect(realTalkerAt(flow, step, answers as never).says('batal')[0]).toMatch(said);
  });

  test('at *Tarik permintaan ini?* batal leaves it, and batalkan is asked', () => {
    const head = realTalkerAt('change-request', 'how', { which });
    expect(head.says('batalkan').at(-1)).toMatch(/Tarik permintaan ini\?/);
    expect(head.says('batalkan aja').at(-1)).toMatch(/^Belum ada yang diubah\. Balas/);
    expect(head.says('batal')[0]).toMatch(/^Tidak ada yang diubah: permintaannya tetap berlaku/);
    expect(head.requests.map(({ action }) => action)).not.toContain('need.withdraw');
  });

  test('at the list of commitments too', () => {
    const two = listOf(['a', '0048 · RW 07'], ['b', '0049 · RW 11']);
    const lina = realTalker({ 'pledge.changeable': two });
    lina.says('ubah komitmen');
    expect(lina.says('batalkan')[0]).toMatch(/komitmennya tetap berlaku/);
  });
});

describe('on whose behalf', () => {
  test('a company that is named chooses, and is not asked for again', () => {
    const lina = realTalkerAt('give', 'kind', { who: {} });
    lina.says('atas nama PT Maju Jaya, mo nyumbang 2 jt');
    expect(lina.position?.frames.at(-1)?.answers).toMatchObject({
      kind: { key: 'dunia-usaha' },
      organisation: 'PT Maju Jaya',
      budget: 2_000_000,
    });
  });

  test.each([
    ['bapak', 'pak'],
    ['ibu', 'bu'],
    ['saja', 'saja'],
  ])('"%s" says how to be addressed', (typed, key) => {
    const name = { name: 'Budi' };
    const budi = realTalkerAt('welcome', 'sapaan', { name });
    budi.says(typed);
    const kept = budi.requests.find(({ action }) => action === 'person.name');
    expect(kept?.needs).toMatchObject({ sapaan: { key } });
  });
});

describe('a shown button', () => {
  test('wins over a command that is called so, without its count', () => {
    const dodi = realTalker({
      'queue.waiting': listOf(['handovers', 'Serah terima (1)'], ['needs', 'Permintaan (2)']),
    });
    dodi.says('tugas');
    expect(dodi.step).toBe('tasks/what');
    dodi.says('serah terima');
    expect(dodi.requests.map(({ action }) => action)).not.toContain('handover.places');
    expect(dodi.step).not.toBe('tasks/what');
  });

  test.each<[string, string, Record<string, unknown>, string, string]>([
    [
      'give',
      'how',
      { plan: { where: 'RW 07' }, package: { key: 'sembako', nature: 'goods' } },
      'antar sndiri',
      'how',
    ],
    ['give', 'kind', { who: {} }, 'saya sdri', 'kind'],
    ['give', 'kind', { who: {} }, 'pribadi', 'kind'],
    ['change-commitment', 'how', { which }, 'ganti tgl', 'how'],
    ['change-commitment', 'how', { which }, 'yg pertama', 'how'],
  ])('%s/%s: %4$s', (flow, step, answers, typed, answer) => {
    const lina = realTalkerAt(flow, step, answers as never);
    expect(lina.step).toBe(`${flow}/${step}`);
    lina.says(typed);
    expect(lina.position?.frames[0]?.answers).toHaveProperty(answer);
  });

  test.each(['fotonya nanti aja', 'nanti fotonya', 'foto nanti'])('%s', (typed) => {
    const head = realTalkerAt('handover', 'photo', {
      what: { nature: 'goods', later: 'later' },
      came: 5,
      damaged: 0,
      place: { key: 'p', label: 'RW 07' },
      tally: { good: 5, damaged: 0, short: '' },
    });
    head.says(typed);
    expect(head.step).toBe('handover/review');
  });

  test.each(['0048', 'yg rw 11', 'rw 11', 'K-2611-0049', '0049'])('%s of a list', (typed) => {
    const two = listOf(['a', '0048 · RW 07'], ['b', '0049 · RW 11']);
    const lina = realTalker({ 'pledge.changeable': two });
    lina.says('ubah komitmen', typed);
    const key = typed === '0048' ? 'a' : 'b';
    expect(lina.position?.frames[0]?.answers.which).toMatchObject({ key });
  });

  test('batalin yg rw 11', () => {
    const two = listOf(['a', '0048 · RW 07'], ['b', '0049 · RW 11']);
    const lina = realTalker({ 'pledge.changeable': two });
    lina.says('batalin yg rw 11');
    expect(lina.position?.frames[0]?.answers.which).toMatchObject({ key: 'b' });
  });

  test.each(['penting bgt', 'mendesk'])('%s is urgent', (typed) => {
    const head = realTalkerAt('request', 'urgency', {
      amount: 5,
      package: { key: 'sembako', label: 'Paket sembako', unit: 'paket', nature: 'goods' },
      place: { key: 'p', label: 'RW 07' },
      before: {},
      duration: { days: 7, label: { id: 'seminggu', en: 'a week' } },
    } as never);
    head.says(typed);
    expect(head.step).toBe('request/why');
  });

  test('of two that are near, a slip names none', async () => {
    const { readSlip } = await import('../../src/flow/choice.ts');
    const label = (id: string) => ({ key: id, label: id });
    const near = [label('Permintaan'), label('Permintaas')];
    expect(readSlip('permintaa', near, 'id')).toBeUndefined();
    expect(readSlip('prmintaan', [near[0]] as never, 'id')).toMatchObject({ key: 'Permintaan' });
    expect(
      readSlip('ptugas kelurahan', [label('Petugas kelurahan'), label('Petugas bidang')], 'id'),
    ).toMatchObject({ key: 'Petugas kelurahan' });
  });
});

describe('a command in short or with a slip', () => {
  test.each(['komitmen sy', 'komitmn saya', 'komitmen saya dong'])('%s', (typed) => {
    const lina = realTalker();
    lina.says(typed);
    expect(lina.requests.map(({ action }) => action)).toContain('pledge.mine');
    const asked = realTalker();
    asked.says('beri', 'Saya sendiri', typed);
    expect(asked.requests.map(({ action }) => action)).toContain('pledge.mine');
  });

  test.each(['undang petugas bidang pangan bu citra', 'undang petugas'])('%s', (typed) => {
    const dodi = realTalker({ 'staff.me': ends('admin', { role: 'Admin' }) });
    dodi.says(typed);
    expect(dodi.position?.frames.at(-1)?.flow).toBe('invite');
  });

  test('daftar petugas registers no RW', () => {
    const citra = realTalker();
    citra.says('daftar petugas');
    expect(citra.step).toBe('join/code');
  });
});

test.each(['gk ada', 'nihil', 'tidak ada yg rusak'])('"%s" broken are none', (typed) => {
  const head = realTalkerAt(
    'handover',
    'counted',
    {
      came: 5,
      promise: {
        key: 'k',
        label: 'Bu Rina: 5',
        donor: 'Bu Rina',
        amount: 5,
        unit: 'paket',
        nature: 'goods',
      },
      place: { key: 'p', label: 'RW 07' },
      what: { nature: 'goods', later: 'later' },
    },
    { 'handover.tally': ends('sound', { good: 5, damaged: 0, words: '5', short: '' }) },
  );
  head.says(typed);
  expect(head.requests.at(-1)).toMatchObject({
    action: 'handover.tally',
    needs: { came: 5, damaged: 0 },
  });
});

describe('an officer decides in words', () => {
  const look = {
    asked: 80,
    unit: 'paket',
    version: 1,
    place: 'RW 07',
    floor: 0,
    least: [],
    number: 'M-1',
  };

  test.each<[string, string]>([
    ['setujui 60 aja', 'assess/reason'],
    ['60', 'assess/reason'],
  ])('%s', (typed, step) => {
    const citra = realTalkerAt(
      'assess',
      'decide',
      {
        which: { key: 'm', label: 'M-1' },
        look,
      } as never,
      { 'need.allows': ends('allowed') },
    );
    expect(citra.step).toBe('assess/decide');
    citra.says(typed);
    expect(citra.step).toBe(step);
    expect(citra.position?.frames[0]?.answers.amount).toBe(60);
  });

  test.each(['liat foto sk nya dong', 'lihat foto surat'])('%s shows the letter', async (typed) => {
    const { readChoice } = await import('../../src/flow/choice.ts');
    const options = ['Setujui', 'Lihat foto suratnya', 'Minta dilengkapi'].map((label) => ({
      key: label,
      label,
    }));
    expect(readChoice(typed, options, 'numbers', 'id')).toMatchObject({
      key: 'Lihat foto suratnya',
    });
  });

  test('cabut peran bu citra', () => {
    const dodi = realTalker({
      'staff.roles': listOf(['c', 'Bu Citra: Petugas bidang Pangan'], ['d', 'Pak Dodi: Admin']),
    });
    dodi.says('cabut peran bu citra');
    expect(dodi.position?.frames[0]?.answers.role).toMatchObject({ key: 'c' });
  });

  test('oke setuju is what is asked about once', () => {
    const citra = realTalkerAt('assess', 'decide', {
      which: { key: 'm', label: 'M-1' },
      look,
    } as never);
    citra.says('oke setuju');
    expect(citra.step).toBe('assess/sure-all');
  });
});

describe('what stands is not changed by the way', () => {
  const look = { number: 'P-101', state: 'sending', whom: 'ketua RW', all: 8, begins: '' };

  test('batal at the report of an announcement stops none', () => {
    const dodi = realTalkerAt('announcement', 'sending', { look });
    dodi.says('batal');
    expect(dodi.requests.map(({ action }) => action)).not.toContain('announcement.stop');
  });

  test('siapa yg mau kirim? asks for what is promised, and gives nothing', () => {
    const budi = realTalker();
    budi.says('siapa yg mau kirim?');
    expect(budi.requests.map(({ action }) => action)).not.toContain('pledge.taken');
  });

  test('what is understood by nobody is said to be so above the menu', () => {
    const ani = realTalker();
    ani.says('menu', 'total');
    expect(ani.says('sy kirim 5 kok').join('\n')).toMatch(/belum kami pahami|Yang sudah terbaca/);
  });
});
