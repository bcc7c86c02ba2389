/** A row of `regions/*.csv`: `{ code: '31.75.02.1001', name: 'Pulo Gadung' }`. */
export interface RegionRow {
  code: string;
  name: string;
}

/** Jakarta's three levels as rows, and names of regions that are elsewhere. */
export interface RegionRows {
  kota: readonly RegionRow[];
  kecamatan: readonly RegionRow[];
  kelurahan: readonly RegionRow[];
  /** Kota, kabupaten, provinces and near kecamatan that are not Jakarta's. */
  elsewhere: readonly string[];
}

export interface Area extends RegionRow {
  /** The name without case, spaces and marks: `pulogadung`. */
  key: string;
  /** The code of the area that it lies in: a kelurahan's kecamatan, a kecamatan's kota. */
  parent: string;
}

/** All that one name can stand for. `Tebet` is a kecamatan, and the stem of Tebet Timur and Tebet Barat. */
export interface Named {
  kelurahan?: Area;
  kecamatan?: Area;
  kota?: Area;
  /** The kelurahan that differ only by Utara, Selatan, Timur or Barat after it. */
  stem: Area[];
  /** The kelurahan that it is a part of: `sunter` of Sunter Jaya and Sunter Agung. */
  part: Area[];
  elsewhere?: true;
}

/** Jakarta's areas, ready to be looked up. */
export interface Regions {
  kota: readonly Area[];
  kecamatan: readonly Area[];
  kelurahan: readonly Area[];
  byCode: ReadonlyMap<string, Area>;
  /** By key: `pulogadung`. */
  named: ReadonlyMap<string, Named>;
}

const directions = /^(?:utara|selatan|timur|barat)$/;
/** Words that are a part of many names and alone mean none of them. */
const common =
  /^(?:utara|selatan|timur|barat|baru|besar|dalam|atas|muara|jaya|dua|lima|tiga|agung|indah|pulau|kota|duren|putih|batu|buaya|tinggi|wetan|tengah|pala|kepa|bali|jawa|cina|manis|raya|bunga)$/;

/** The form in which names are compared: `Kramat Jati` and `Kramatjati` are both `kramatjati`. */
export function regionKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\d]/gu, '');
}

/** Builds the look-up from rows whose codes nest: `31.75.02.1001` lies in `31.75.02`. */
export function createRegions(rows: RegionRows): Regions {
  const [kota, kecamatan, kelurahan] = [
    areas(rows.kota),
    areas(rows.kecamatan),
    areas(rows.kelurahan),
  ];
  const named = new Map<string, Named>();
  const of = (key: string): Named => {
    const known = named.get(key) ?? { stem: [], part: [] };
    named.set(key, known);
    return known;
  };
  for (const area of kota) {
    for (const key of [area.key, ...nicknames(area.name)]) of(key).kota = area;
  }
  for (const area of kecamatan) of(area.key).kecamatan = area;
  for (const area of kelurahan) {
    of(area.key).kelurahan = area;
    const words = area.name.toLowerCase().split(' ');
    if (directions.test(words.at(-1) ?? '')) of(words.slice(0, -1).join('')).stem.push(area);
    for (const part of partsOf(words)) of(part).part.push(area);
  }
  for (const name of rows.elsewhere) {
    const known = of(regionKey(name));
    if (!known.kelurahan && !known.kecamatan && !known.kota) known.elsewhere = true;
  }
  const byCode = new Map([...kota, ...kecamatan, ...kelurahan].map((area) => [area.code, area]));
  return { kota, kecamatan, kelurahan, byCode, named };
}

function areas(rows: readonly RegionRow[]): Area[] {
  return rows.map(({ code, name }) => ({
    code,
    name,
    key: regionKey(name),
    parent: code.slice(0, code.lastIndexOf('.')),
  }));
}

/** `Jakarta Timur` is `jaktim` and `jkttimur` too, `Kepulauan Seribu` `pulauseribu` and `kepseribu`. */
function nicknames(name: string): string[] {
  const [first, second = ''] = name.toLowerCase().split(' ');
  if (first !== 'jakarta') return [`pulau${second}`, `kep${second}`];
  return [
    `jak${second}`,
    `jak${second.slice(0, 3)}`,
    `jkt${second}`,
    `jakarta${second.slice(0, 3)}`,
  ];
}

/** The runs of words that are shorter than the whole name: of `kelapa dua wetan` the first two, and `kelapa`. */
function partsOf(words: readonly string[]): Set<string> {
  const parts = new Set<string>();
  words.forEach((_, from) => {
    for (let to = from + 1; to <= words.length; to += 1) {
      const run = words.slice(from, to);
      if (run.length < words.length && !run.every((word) => common.test(word)))
        parts.add(run.join(''));
    }
  });
  return parts;
}
