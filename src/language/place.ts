import { chosenFrom } from './place-choice.ts';
import { placeMentions } from './place-mentions.ts';
import { plain } from './plain.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';
import type { Regions } from './regions.ts';
import { takeRw } from './rw.ts';
import { writtenOut } from './written-out.ts';

/** A kelurahan by its Kemendagri code, with the number of an RW in it where one is meant. */
export interface Place {
  kelurahan: string;
  rw?: number;
}

/**
 * Reads a kelurahan of Jakarta, and an RW in it: `kel. gambir rw 3`, `RW 03 Pulo Gadung`, `pulogadung/03`.
 * A name that a kecamatan shares, a stem (`Tebet`), a contradiction, and a misspelling with two names about
 * as near ask. What lies outside Jakarta is unknown, even with a namesake: `Cipayung Depok`.
 */
export function readPlace(text: string, regions: Regions): Reading<Place> {
  const { rest, rws, maybe, impossible } = takeRw(writtenOut(plain(text)));
  const found = placeMentions(rest, regions);
  if (found.outside) return unknown;
  const named = found.mentions.length > 0 ? found.mentions : found.onStreets;
  const choice = chosenFrom(named, rws.length > 0, regions);
  const numbers = rws.length > 0 ? rws : [undefined, ...maybe];
  const places = choice.kelurahan.flatMap(({ code }) =>
    numbers.map((rw): Place => (rw === undefined ? { kelurahan: code } : { kelurahan: code, rw })),
  );
  const told = choice.marked || rws.length > 0;
  const doubtful = found.objected || impossible || (found.strange && !told);
  return choice.sure && !doubtful && named === found.mentions ? settle(places) : doubt(places);
}

/** `RW 03 Kelurahan Pulo Gadung`, `Kelurahan Pulo Gadung`. A code that is not Jakarta's stays a code. */
export function writePlace(place: Place, regions: Regions): string {
  const name = `Kelurahan ${regions.byCode.get(place.kelurahan)?.name ?? place.kelurahan}`;
  return place.rw === undefined ? name : `RW ${String(place.rw).padStart(2, '0')} ${name}`;
}

/** The RW of words that name no kelurahan beside it: `saya ketua rw 7` → 7. */
export function rwAlone(text: string, regions: Regions): number | undefined {
  const { rest, rws } = takeRw(plain(text));
  const found = placeMentions(rest, regions);
  const isBare = found.mentions.length === 0 && found.onStreets.length === 0 && !found.outside;
  return isBare && rws.length === 1 ? rws[0] : undefined;
}
