/** Words by what they tell about a number near them. Small letters, as people type them. */

export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

export const packages = words('paket pkt paketan package packages pack packs parcel parcels');

/** What is counted besides packages: people, families, single goods. */
export const counted = words(
  'box boks kotak bungkus bks porsi pcs pc buah bh biji unit set orang org jiwa kk keluarga anak siswa santri lansia pengurus ' +
    'murid peserta guru warga person people persons families meals sembako nasi tablet laptop thr lebaran kursi seats',
);

/** May hold many, or be a length of paving: `50 dus` is a question. */
export const doubtful = words(
  'dus kardus karton krat ikat meter m rim pax bal galon botol ekor lembar helai stel pasang gelas kaleng sachet saset ' +
    'renteng kantong kresek butir tray rak rumah',
);

/** Weights, loads, times, money and places: a number of these is never a count of packages. */
export const measures = words(
  'kg kilo kilogram kgs gram gr g ton kuintal liter ltr l ml truk truck mobil pickup pikap kontainer gerobak ' +
    'karung sak rupiah rp perak dolar dollar idr hari hr minggu pekan bulan bln tahun thn jam menit detik km cm ' +
    'mm am pm wib persen kali x days day weeks week month months year years hours rw rt kelurahan kecamatan ' +
    'tempat lokasi titik pagi siang sore malam sacks trucks bags',
);

/** A number belongs to one of these that stands before it: `RW 3`, `no 5`, `jam 10`, `Rp 50.000`. */
export const owners = words(
  'rt no nomor nomer tgl tanggal jam pukul hp wa telp telepon kode pos tahun thn umur usia gang gg blok jl ' +
    'jalan fase tahap rp idr usd nik minggu sk lantai lt pilihan opsi pin otp rek rekening norek bca bri bni bsi ' +
    'mandiri gopay ovo',
);

/** Kelurahan that end in a number word: Duren Tiga, Kelapa Dua, Jembatan Lima, Pegangsaan Dua, Mangga Dua Selatan. */
export const numberedNames = words('duren kelapa jembatan pegangsaan mangga');

const monthList =
  'jan januari january feb peb februari pebruari february mar mrt maret march apr april mei may jun juni june ' +
  'jul juli july agu ags agt agustus aug august sep sept september okt oktober oct october nov nop november ' +
  'nopember des desember dec december';

/** `okt` and `october` are 10. */
export const months: ReadonlyMap<string, number> = new Map(
  monthList
    .split(' ')
    .map((name) => [
      name,
      1 +
        ['ja', 'fe', 'mar', 'ap', 'me', 'jun', 'jul', 'a', 's', 'o', 'n', 'd'].findIndex((start) =>
          name.replace(/^pe/, 'fe').replace('mrt', 'mar').replace('may', 'mei').startsWith(start),
        ),
    ]),
);
