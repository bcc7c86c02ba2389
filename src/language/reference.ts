import { type Reading, settle, unknown } from './reading.ts';

/** Longer is a sentence about the letter, not its number. */
const longest = 60;

/** What people write before the number of a letter. */
const before =
  /^(?:(?:sk|surat keputusan|surat|lurah|tanda daftar|lks|piagam|statistik|pesantren|nomornya|nomor|nomer|nmr|no|number|nya|adalah|itu|nsp|nspp)(?![\p{L}\d])[\s.:]*)+/iu;

/** What may follow it in the same breath: its day, `12 tahun 2024, tgl 3 feb 2024`, and small words. */
const behind =
  /(?:[\s,;(]+(?:tgl|tggl|tanggal(?:nya)?|tglnya|tertanggal|dated)[\s.:]*\d.*|(?:[\s,]+(?:aja|saja|deh|ya|pak|bu|kak|min))+[.!]*)$/iu;

/** Reads the number of a letter as it stands there: `no 45 thn 2024` is `45 Tahun 2024`, `460/12/DS/2025` stays. */
export function readReference(text: string): Reading<string> {
  const said = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(before, '')
    .replace(behind, '')
    .replace(/(?<=\d\s?)(?:tahun|thn|th)\.?(?=\s?\d{4}(?!\d))/iu, 'Tahun')
    .replace(/(?<=\d)Tahun/u, ' Tahun')
    .replace(/Tahun(?=\d)/u, 'Tahun ')
    .replace(/[.,;]+$/, '');
  // `45 anak 6 pengurus` counts who lives there.
  if (/\d ?(?:anak|orang|org|jiwa|santri|lansia|pengurus|kk|keluarga|paket)(?!\p{L})/iu.test(said))
    return unknown;
  return /\d/.test(said) && said.length <= longest ? settle([said]) : unknown;
}
