import { readName } from '../../language/name.ts';
import { called } from '../person/rules.ts';

/** Words of a name, without the sapaan and degrees. */
const mostWords = 4;

/** `Ahmad S.Pd`. Another dot between letters is an address of the web. */
const degree = /^[SMA]\.(?:Pd|Ag|Sos|Kom|Si|H|E|T|M|Kep|Farm|Md|Hum|Psi|Ak)(?:\.I)?$/;

/** What people are asked to do, for what, how much, and the small words of a sentence: none is a part of a name. */
const asking = new RegExp(
  `^(?:${[
    'transfer tf trf kirim\\w* bayar\\w* setor\\w* serah\\w* titip\\w* antar(?:kan)? bawa(?:kan)? ambil(?:kan)? beri(?:kan)?',
    'tebus lunasi\\w* donasi\\w* sedekah infa[kq] sumbang\\w* isi buka kunjungi klik tekan ketik balas jawab hubungi telepon telp',
    'telpon cek scan pindai unduh download install login masuk(?:kan)? konfirmasi verifikasi teruskan sebarkan bagikan share minta mohon',
    'uang dana dananya biaya ongkos ongkir admin administrasi iuran pungutan tagihan kas tunai cash pulsa token saldo bansos',
    'otp pin nik ktp kk kode sandi password rek rekening bank bca bri bni bsi mandiri gopay ovo shopeepay qris link tautan situs',
    'website http\\w* www com wa whatsapp wasap sms telegram nomor no hp akun aplikasi apk formulir form',
    '(?:se)?ratus\\w* (?:se)?ribu\\w* (?:se)?juta puluh rupiah rb jt',
    'ke di dari kepada agar supaya dengan pada atau jika kalau bila bisa akan sudah belum dulu segera sekarang wajib harus semua anda kamu',
    'assalam\\w* send pay give click open visit money fee call reply code forward please now',
  ]
    .join(' ')
    .split(' ')
    .join('|')})$`,
);

/** These are names as well, where they come first: Pak Dana, Wa Ode. */
const alsoNames = /^(?:dana|wa|nik|pin|cek)$/;

/**
 * Whether a text begins, as ours does, with somebody's name: written as we write it (`readName`), of no more words than a name has,
 * and nothing in it that asks for anything. *Pak Budi bit.ly/bansos* and *Pak Budi serahkan ongkos* are none.
 */
export function isGreeting(said: string): boolean {
  const read = readName(said);
  if (!('name' in read) || called(read) !== said) return false;
  const words = read.name.split(' ').filter((word) => !degree.test(word));
  return (
    words.length <= mostWords && words.every((word, at) => isOfAName(word.toLowerCase(), at === 0))
  );
}

const isOfAName = (word: string, isFirst: boolean): boolean =>
  !/\p{L}\.\p{L}/u.test(word) &&
  word.split(/[-'.]/).every((part) => !asking.test(part) || (isFirst && alsoNames.test(part)));
