/** How people shorten words on a telephone. Only words that are short for one thing: `kel` may be a name's beginning. */
const long: Record<string, string> = Object.fromEntries(
  (
    'sy:saya sya:saya sdri:sendiri sndiri:sendiri sndri:sendiri hr:hari tgl:tanggal tggl:tanggal yg:yang liat:lihat lht:lihat ' +
    'gk:tidak ga:tidak gak:tidak nggak:tidak ngga:tidak enggak:tidak tdk:tidak tak:tidak blm:belum sdh:sudah udh:sudah udah:sudah ' +
    'bgt:banget utk:untuk krm:kirim brg:barang jml:jumlah jmlh:jumlah jd:jadi sk:surat dgn:dengan tmpt:tempat smua:semua ' +
    'smw:semua ntar:nanti entar:nanti ptgs:petugas km:kami org:orang pke:pakai pake:pakai lwt:lewat bntuan:bantuan okey:oke okeh:oke ' +
    'oks:oke bs:bisa lg:lagi ksh:kasih kpn:kapan aj:aja tmbh:tambah tmbah:tambah wktu:waktu wkt:waktu makanan:makan minuman:minum batalin:batalkan tarikin:tarik ' +
    'mo:mau mw:mau pgn:pengen plg:paling anter:antar dianter:diantar dtg:datang dateng:datang nyampe:sampai smpe:sampai sampe:sampai smpai:sampai'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** `komitmen sy` → `komitmen saya`, of words that are plain already. */
export const spelledOut = (words: string): string =>
  words
    .split(' ')
    .map((word) => (Object.hasOwn(long, word) ? long[word] : word))
    .join(' ');
