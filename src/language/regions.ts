/** A row of `regions/*.csv`: `{ code: '31.75.02.1001', name: 'Pulo Gadung' }`. */
export interface RegionRow {
  code: string;
  name: string;
}

/** What the script writes, as rows: Jakarta's three levels, and names of regions elsewhere. */
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
  /** Its words, small: `['pulo', 'gadung']`. */
  words: readonly string[];
  /** The code of the area that it lies in: a kelurahan's kecamatan, a kecamatan's kota. */
  parent: string;
}

/** Jakarta's areas, ready to be looked up. */
export interface Regions {
  kota: readonly Area[];
  kecamatan: readonly Area[];
  kelurahan: readonly Area[];
  byCode: ReadonlyMap<string, Area>;
  elsewhere: ReadonlySet<string>;
}

/** The form in which names are compared: `Kramat Jati` and `Kramatjati` are both `kramatjati`. */
export function regionKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\d]/gu, '');
}

export function createRegions(rows: RegionRows): Regions {
  const areas = (level: readonly RegionRow[]): Area[] =>
    level.map(({ code, name }) => ({
      code,
      name,
      key: regionKey(name),
      words: name.toLowerCase().split(' '),
      parent: code.slice(0, code.lastIndexOf('.')),
    }));
  const [kota, kecamatan, kelurahan] = [
    areas(rows.kota),
    areas(rows.kecamatan),
    areas(rows.kelurahan),
  ];
  const byCode = new Map([...kota, ...kecamatan, ...kelurahan].map((area) => [area.code, area]));
  const jakarta = new Set([...byCode.values()].map((area) => area.key));
  const elsewhere = new Set(rows.elsewhere.map(regionKey).filter((key) => !jakarta.has(key)));
  return { kota, kecamatan, kelurahan, byCode, elsewhere };
}
