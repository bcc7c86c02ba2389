import { readFileSync } from 'node:fs';
import {
  createRegions,
  type RegionRow,
  type RegionRows,
  type Regions,
} from './language/regions.ts';

/** The rows of `regions/*.csv`, as `scripts/make-regions.ts` wrote them. */
export function loadRegionRows(): RegionRows {
  return {
    kota: rows('kota'),
    kecamatan: rows('kecamatan'),
    kelurahan: rows('kelurahan'),
    elsewhere: records('elsewhere').map(([name = '']) => name),
  };
}

/** Jakarta's areas, ready to be looked up. */
export function loadRegions(): Regions {
  return createRegions(loadRegionRows());
}

function rows(file: string): RegionRow[] {
  return records(file).map(([code = '', name = '']) => ({ code, name }));
}

/** The lines below the header. No name holds a comma or a quote: the script sees to it. */
function records(file: string): string[][] {
  const text = readFileSync(new URL(`../regions/${file}.csv`, import.meta.url), 'utf8');
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}
