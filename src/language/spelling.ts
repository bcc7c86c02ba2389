import type { Named, Regions } from './regions.ts';

/**
 * How many slips part two words: letters missing, added, wrong, or two swapped (optimal string alignment).
 * Stops counting above `most` and gives `most + 1`. Words are short: the work is the product of their lengths.
 */
export function slips(typed: string, name: string, most: number): number {
  if (Math.abs(typed.length - name.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: name.length + 1 }, (_, column) => column);
  for (let line = 1; line <= typed.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= name.length; column += 1) {
      const same = typed[line - 1] === name[column - 1];
      let best = Math.min(
        at(row, column) + 1,
        at(next, column - 1) + 1,
        at(row, column - 1) + (same ? 0 : 1),
      );
      const swapped = typed[line - 1] === name[column - 2] && typed[line - 2] === name[column - 1];
      if (line > 1 && column > 1 && swapped) best = Math.min(best, at(before, column - 2) + 1);
      next.push(best);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(at(row, name.length), most + 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** How many slips are forgiven in a word of this length: none in `jati`, one in `gambir`, two in `rawamangun`. */
function forgiven(typed: string): number {
  return typed.length < 5 ? 0 : typed.length < 7 ? 1 : 2;
}

export interface Nearest {
  slips: number;
  named: Named;
  /** The other names at most one slip further away. */
  near: Named[];
}

/**
 * The name of Jakarta nearest to a misspelled word: `rawamngun` is Rawamangun, one slip away; `pulogebung`
 * is nearest to Pulo Gebang, with Pulo Gadung about as near. A region elsewhere that is no further makes the
 * name as doubtful as another near one.
 */
export function nearest(typed: string, regions: Regions): Nearest | undefined {
  const most = forgiven(typed);
  if (most === 0) return undefined;
  const found: { slips: number; named: Named }[] = [];
  for (const [key, named] of regions.named) {
    if (!(named.kelurahan ?? named.kecamatan ?? named.stem[1]) && !named.elsewhere) continue;
    const distance = slips(typed, key, most + 1);
    if (distance <= most + 1) found.push({ slips: distance, named });
  }
  found.sort((one, other) => one.slips - other.slips);
  const best = found.find(({ named }) => named.kelurahan ?? named.kecamatan ?? named.stem[1]);
  if (!best || best.slips > most) return undefined;
  const near = found.filter(
    (each) => each !== best && each.slips <= best.slips + (each.named.elsewhere ? 0 : 1),
  );
  return { slips: best.slips, named: best.named, near: near.map(({ named }) => named) };
}
