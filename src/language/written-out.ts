/** The little words of chats, as the readers of numbers and days know them. Only what is short for one thing. */
const short: ReadonlyMap<string, string> = new Map(
  (
    'ato:atau ataw:atau atw:atau bkn:bukan bukannya:bukan jgn:jangan jngn:jangan gk:tidak blm:belum blom:belum ' +
    'plg:paling krg:kurang krgnya:kurang kurangnya:kurang lbh:lebih sblm:sebelum sblum:sebelum stlh:setelah ssdh:setelah ' +
    'ntar:nanti entar:nanti tar:nanti stgh:setengah stengah:setengah setgh:setengah stngah:setengah separuh:setengah separo:setengah paruh:setengah tmbh:tambah tmbah:tambah ' +
    'krgi:kurangi kurangin:kurangi nambah:tambah tambahin:tambah tmbhin:tambah'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Between two numbers only: *apa* asks elsewhere, *smp* is a school, *ke* leads to a place. */
const between =
  /(?<=\d(?: ?\p{L}{1,6})? )(apa|smp|ampe|nyampe|sama|ama)(?= (?:(?:tgl|tanggal|rw) ?)?\d)/gu;
const joining: Record<string, string> = {
  apa: 'atau',
  sama: 'dan',
  ama: 'dan',
  smp: 'sampai',
  ampe: 'sampai',
  nyampe: 'sampai',
};

/** `28 ato 29`, `3 apa 4`, `bkn besok`, `5 s.d. 7` → `28 atau 29`, `3 atau 4`, `bukan besok`, `5 sd 7`, of a plain text. */
export function writtenOut(text: string): string {
  return text
    .replace(/(?<!\p{L})s ?[./] ?d\.?(?![\p{L}\d])/gu, 'sd')
    .replace(/(?<!\p{L})ke (atas|bawah)(?!\p{L})/gu, 'ke$1')
    .replace(/(?<!\p{L})salah (?:satu|1)(?![\p{L}\d])/gu, 'salahsatu')
    .replace(between, (word) => joining[word] ?? word)
    .replace(/\p{L}+/gu, (word) => short.get(word) ?? word);
}
