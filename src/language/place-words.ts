import { months, words } from './lexicon.ts';
import { regionKey } from './regions.ts';

/** Said around a place without being part of its name. */
const fillers = words(
  'di ke dari untuk utk buat bagi daerah wilayah area sekitar warga rw rt jakarta jkt dki dkj provinsi indonesia kota ' +
    'kodya kotamadya kab kabupaten administrasi ketua pak bapak bu ibu kak mas mbak kami saya sy aku kita mau mo mw ingin pengen ' +
    'pgn daftar mendaftar mendaftarkan daftarin kirim ' +
    'ngirim mengirim bantu bantuan bantuin sumbang donasi donatur salurkan paket pkt paketan sembako makan siap saji lebaran ' +
    'thr minggu pekan depan ini besok lusa senin selasa rabu kamis jumat sabtu hari tanggal tgl pagi siang sore malam ' +
    'tolong ya iya aja saja dong deh nih sih kok itu yang yg ada lokasi lokasinya tempat tempatnya tinggal alamat alamatnya ' +
    'domisili masuk adalah halo hai assalamualaikum selamat permisi buah unit kk orang keluarga jiwa nya bisa sebanyak ' +
    'the in at to for of near send packages please my is village subdistrict district city tomorrow today week next on ' +
    'monday tuesday wednesday thursday friday saturday sunday give donate want would like we i need food staple families people ' +
    'nasi kotak bungkus porsi lusin kodi butuh perlu minta kasih beri nyumbang menyumbang donasikan sebesar senilai',
);

/** What follows is a street or a building until a comma or another mark: `jl Kramat Raya` is not Kramat. */
const streets = words(
  'jl jln jalan gang gg komplek kompleks perumahan perum apartemen apt rusun rusunawa stasiun stasion terminal halte ' +
    'masjid mesjid mushola musholla musala gereja pos sekolah sd sdn smp smpn sma sman kampus mall mal plaza gedung ' +
    'ruko rs rsud puskesmas simpang dekat deket dkt samping belakang seberang sebelah depan pasar street near',
);

/** Known areas that are no kelurahan; some hold the name of one that lies elsewhere. */
const areas = new Set(
  [
    'condet,blok m,blok a,blok s,kemang,pondok indah,kampung pulo,pulo mas,pantai indah kapuk,pik,tanah kusir',
    'muara karang,muara baru,muara angke,pasar senen,kota tua,scbd,sudirman,thamrin,senopati,cempaka mas,taman mini,tmii',
    'mayestik,radio dalam,fatmawati,permata hijau,puri indah,kalibata city,cawang uki,otista,kebon nanas,roxy',
    'harmoni,kampung bandan,kalimalang,casablanca,mega kuningan,rasuna said,gatot subroto,monas,tanjung barat indah',
    'pasar jumat,ampera,simprug,gunawarman,dharmawangsa,panglima polim,jembatan merah,kampung ambon,kalijodo,benhil',
    'kampung makasar,kramat sentiong,gandaria city,kota wisata,kampung rambutan,mangga dua square,tanjung duren raya',
    'pancoran mas,taman menteng,bukit duri puteran,gunung sahari raya,kota kasablanka,duren kalibata,sunter podomoro',
  ]
    .join(',')
    .split(',')
    .map(regionKey),
);

/** Kelurahan whose names are words of every day: a value only alone, or with `kel` or an RW. */
const everyday = words(
  'baru tengah gunung karet gelora galur rambutan dukuh kenari jati gedong pulo setu',
);

/** What people call regions outside Jakarta, where the official name is another. */
const outside = words(
  'tangsel jogja yogya jabar jateng jatim sumut sumsel sumbar kalbar kalsel sulsel bsd sentul cikarang serpong',
);

const short = new Map([
  ['kp', 'kampung'],
  ['kmp', 'kampung'],
  ['kampong', 'kampung'],
  ['kb', 'kebon'],
  ['kbn', 'kebon'],
  ['kebun', 'kebon'],
  ['pd', 'pondok'],
  ['pdk', 'pondok'],
  ['tj', 'tanjung'],
  ['tg', 'tanjung'],
  ['tjg', 'tanjung'],
  ['gn', 'gunung'],
  ['ps', 'pasar'],
  ['psr', 'pasar'],
  ['klp', 'kelapa'],
  ['utr', 'utara'],
  ['slt', 'selatan'],
  ['sel', 'selatan'],
  ['tmr', 'timur'],
  ['tim', 'timur'],
  ['brt', 'barat'],
  ['bar', 'barat'],
]);

export const isFiller = (word: string): boolean => fillers.has(word) || months.has(word);
export const isStreet = (word: string): boolean => streets.has(word);
export const isEveryday = (word: string): boolean => everyday.has(word);
export const isOutside = (key: string): boolean => outside.has(key);
export const isArea = (key: string): boolean => areas.has(key);
/** `kp` → `kampung`, `utr` → `utara` */
export const inFull = (word: string): string => short.get(word) ?? word;
