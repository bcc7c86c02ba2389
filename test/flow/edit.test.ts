import { describe, expect, test } from 'vitest';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyText, tinyWorld } from './tiny.ts';

const options = '[Ya] [Ubah] [Sudahi] [Kembali]';
const summary = `5 Beras ke RW 03, Rabu, 25 November 2026. Benar? ${options}`;

/** Somebody at the summary who wants to change something. */
function changing(world = tinyWorld()): Talker {
  const ani = new Talker(world, strictly(tinyActions, tinyAnswer));
  ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03');
  expect(ani.says('besok')).toEqual([summary]);
  expect(ani.says('ubah')).toEqual([
    '(which-edit) [Bidang] [Bantuan] [Jumlah] [Tempat] [Tanggal] [Tidak jadi]',
  ]);
  return ani;
}

describe('changing an answer at the summary', () => {
  test('asks that one again, and nothing else', () => {
    const ani = changing();
    expect(ani.says('jumlah')).toEqual(['(editing-now)\nBeras: berapa? Misalnya: 5. [Tidak jadi]']);
    expect(ani.says('9')).toEqual([
      `(changed Jumlah 9)\n9 Beras ke RW 03, Rabu, 25 November 2026. Benar? ${options}`,
    ]);
  });

  test('asks again what was found with its help: the field, then package and place', () => {
    const ani = changing();
    expect(ani.says('1')).toEqual(['(editing-now)\nBidang apa? [Pangan] [Sekolah] [Tidak jadi]']);
    expect(ani.says('sekolah')).toEqual([
      'Sekolah: bantuan apa? [Beras] [Minyak] [Susu] [Kembali]',
    ]);
    expect(ani.says('susu')[0]).toMatch(/^5: untuk siapa/);
    expect(ani.says('RW 09')).toEqual([
      '(changed Bidang Sekolah)\n5 Susu ke RW 09, Rabu, 25 November 2026. Benar? [Ya] [Ubah] [Sudahi] [Kembali]',
    ]);
  });

  test('asks for the number again where it is a number of what was changed', () => {
    const counted = tinyText('gift').replace('ask: quantity', 'ask: quantity\n    of: package');
    const ani = changing(tinyWorld({ gift: counted }));
    ani.says('bantuan');
    expect(ani.says('minyak')).toEqual(['Minyak: berapa? Misalnya: 5. [Kembali]']);
    expect(ani.says('6')[0]).toMatch(/^6: untuk siapa/);
    expect(ani.says('RW 09')[0]).toMatch(/^\(changed Bantuan Minyak\)\n6 Minyak ke RW 09, Rabu/);
  });

  test('of the place keeps the package', () => {
    const ani = changing();
    ani.says('tempat');
    expect(ani.says('RW 07')).toEqual([
      '(changed Tempat RW 07)\n5 Beras ke RW 07, Rabu, 25 November 2026. Benar? [Ya] [Ubah] [Sudahi] [Kembali]',
    ]);
  });

  test('Tidak jadi leads back to the summary, with all as it was', () => {
    const ani = changing();
    expect(ani.says('tidak jadi')).toEqual([summary]);
    const budi = changing();
    expect(budi.taps('keep')).toEqual([summary]);
    const citra = changing();
    expect(citra.says('kembali')).toEqual([`(back-done)\n${summary}`]);
  });

  test('Tidak jadi leads back from the question too, typed or tapped', () => {
    const ani = changing();
    ani.says('jumlah');
    expect(ani.says('tidak jadi')).toEqual([`(back-done)\n${summary}`]);
    ani.says('ubah', 'jumlah');
    expect(ani.taps('back')).toEqual([`(back-done)\n${summary}`]);
  });

  test('kembali at the question leads back to the summary, with the answer as it was', () => {
    const ani = changing();
    ani.says('bidang');
    expect(ani.says('kembali')).toEqual([`(back-done)\n${summary}`]);
  });

  test('kembali further on leads back to what is being changed', () => {
    const ani = changing();
    ani.says('bidang', 'sekolah');
    expect(ani.says('kembali')).toEqual([
      '(back-done)\n(editing-now)\nBidang apa? [Pangan] [Sekolah] [Tidak jadi]',
    ]);
    expect(ani.says('kembali')).toEqual([`(back-done)\n${summary}`]);
  });

  test('leaves the way back as it was', () => {
    const ani = changing();
    ani.says('jumlah', '9');
    expect(ani.says('kembali')).toEqual(['(back-done)\nRW 03: kapan? Misalnya: besok. [Kembali]']);
  });

  test('can be done more than once, and recorded with the last', () => {
    const ani = changing();
    ani.says('jumlah', '9', 'ubah', 'tempat', 'RW 01', 'ya');
    const confirm = ani.requests.findLast(({ action }) => action === 'test.confirm');
    expect(confirm?.needs).toEqual({
      package: { key: 'rice', label: 'Beras' },
      amount: 9,
      place: { key: 'rw1', label: 'RW 01' },
    });
  });

  test('says that a choice is unclear, and asks which one again', () => {
    expect(changing().says('hmm')).toEqual([
      '(unclear-choice)\n(which-edit) [Bidang] [Bantuan] [Jumlah] [Tempat] [Tanggal] [Tidak jadi]',
    ]);
  });

  test('is not offered for what is not asked here', () => {
    const flow = `flow: totals
title: { id: "T", en: "T" }
steps:
  kind:
    choose:
      self: { id: "Sendiri", en: "Myself" }
      firm: { id: "Usaha", en: "Firm" }
    title: { id: "Jenis", en: "Kind" }
    text: { id: "Siapa?", en: "Who?" }
  named:
    when: kind is firm
    ask: text
    title: { id: "Nama", en: "Name" }
    text: { id: "Nama? Misalnya: Contoh.", en: "Name? For example: Contoh." }
  sum:
    choose:
      yes: { id: "Ya", en: "Yes" }
      no: { id: "Ubah", en: "Change", edits: [kind, named] }
    text: { id: "Benar?", en: "Right?" }
`;
    const ani = new Talker(tinyWorld({ totals: flow }), strictly(tinyActions, tinyAnswer));
    ani.says('total', 'sendiri');
    expect(ani.says('ubah')).toEqual(['(which-edit) [Jenis] [Tidak jadi]']);
    ani.says('jenis', 'usaha', 'Toko Contoh');
    expect(ani.says('ubah')).toEqual(['(which-edit) [Jenis] [Nama] [Tidak jadi]']);
    // The name hung on the kind, and goes with it.
    expect(ani.says('jenis', 'sendiri')).toEqual([
      '(changed Jenis Sendiri)\nBenar? [Ya] [Ubah] [Kembali]',
    ]);
    expect(ani.position?.frames.at(-1)?.answers).toEqual({
      kind: { key: 'self', label: { id: 'Sendiri', en: 'Myself' } },
    });
  });
});
