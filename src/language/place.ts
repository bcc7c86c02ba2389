import type { Regions } from './regions.ts';

/** A kelurahan by its Kemendagri code, with the number of an RW in it where one is meant. */
export interface Place {
  kelurahan: string;
  rw?: number;
}

/** `RW 03 Kelurahan Pulo Gadung`, `Kelurahan Pulo Gadung`. A code that is not Jakarta's stays a code. */
export function writePlace(place: Place, regions: Regions): string {
  const name = `Kelurahan ${regions.byCode.get(place.kelurahan)?.name ?? place.kelurahan}`;
  return place.rw === undefined ? name : `RW ${String(place.rw).padStart(2, '0')} ${name}`;
}

import { type Reading, unknown } from './reading.ts';
export function readPlace(_text: string, _regions: Regions): Reading<Place> {
  return unknown;
}
