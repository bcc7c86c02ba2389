import { plain } from './plain.ts';
import { type PlaceMention, placeMentions } from './place-mentions.ts';
import { doubt, type Reading, unknown } from './reading.ts';
import type { Area, Named, Regions } from './regions.ts';
import { takeRw } from './rw.ts';

/** A kelurahan by its Kemendagri code, with the number of an RW in it where one is meant. */
export interface Place {
  kelurahan: string;
  rw?: number;
}

/**
 * Reads a kelurahan of Jakarta, and an RW in it: `kel. gambir rw 3`, `RW 03 Pulo Gadung`, `pulogadung/03`.
 * A name that a kecamatan shares, a stem (`Tebet`), a contradiction and a name as near as the one that was
 * misspelled ask. What lies outside Jakarta is unknown, even with a namesake: `Cipayung Depok`.
 */
export function readPlace(text: string, regions: Regions): Reading<Place> {
  const { rest, rws, maybe, impossible } = takeRw(plain(text));
  const found = placeMentions(rest, regions);
  if (found.outside) return unknown;
  const sole = found.mentions.length > 0;
  const choice = choose(sole ? found.mentions : found.onStreets, rws.length > 0, regions);
  const unsure =
    !sole || !choice.sure || found.objected || impossible || rws.length > 1 || maybe.length > 0 || (found.strange && !choice.marked && rws.length === 0);
  const numbers = rws.length > 0 ? rws : [undefined, ...maybe.filter((each) => each > 0 && each < 100)];
  const places = choice.kelurahan.flatMap(({ code }) =>
    numbers.map((rw): Place => (rw === undefined ? { kelurahan: code } : { kelurahan: code, rw })),
  );
  const [only] = places;
  return only && places.length === 1 && !unsure ? { value: only } : places.length > 0 ? doubt(places) : unknown;
}

/** `RW 03 Kelurahan Pulo Gadung`, `Kelurahan Pulo Gadung`. A code that is not Jakarta's stays a code. */
export function writePlace(place: Place, regions: Regions): string {
  const name = `Kelurahan ${regions.byCode.get(place.kelurahan)?.name ?? place.kelurahan}`;
  return place.rw === undefined ? name : `RW ${String(place.rw).padStart(2, '0')} ${name}`;
}

interface Choice {
  kelurahan: Area[];
  sure: boolean;
  /** `kel` stood before the name. */
  marked: boolean;
}

/** Weighs all the names against each other. Within a kecamatan or kota that is named beside it, a kelurahan stands. */
function choose(mentions: readonly PlaceMention[], withRw: boolean, regions: Regions): Choice {
  const kota = mentions.flatMap(({ named }) => (named.kelurahan || named.kecamatan ? [] : (named.kota ?? [])));
  const places = mentions.filter(({ named }) => named.kelurahan || named.kecamatan || !named.kota);
  const certain = places.filter((place, at) => isCertain(place, places, at, withRw, regions));
  const others = places.filter((place) => !certain.includes(place));
  const chosen = distinct(certain.flatMap(({ named }) => named.kelurahan ?? []));
  const [only] = chosen;
  if (!only) {
    const all = distinct(others.flatMap(({ named, near, marker }) => [named, ...near].flatMap((each) => candidates(each, marker, regions))));
    const inKota = all.filter((area) => kota.length === 0 || kota.some((each) => lies(area, each)));
    const [guess] = all;
    const misspelled = others.length === 1 && others[0]?.near.length === 0 && !others[0]?.crowded;
    return { kelurahan: inKota.length > 0 ? inKota : all, sure: false && misspelled && guess !== undefined, marked: false };
  }
  const around = [...kota, ...others.flatMap(({ named }) => named.kecamatan ?? [])];
  const agrees = around.every((area) => lies(only, area)) && others.every(({ named }) => named.kecamatan || isPartOf(named, only));
  const sure = chosen.length === 1 && agrees && certain.every((each) => each.marker === 'kelurahan' || (!each.crowded && each.near.length === 0));
  const alike = agrees ? [] : regions.kelurahan.filter((area) => area !== only && around.length > 0 && around.every((each) => lies(area, each)) && alikeTo(area, only));
  const near = certain.flatMap((each) => each.near.flatMap((named) => candidates(named, each.marker, regions)));
  return { kelurahan: distinct([...chosen, ...near, ...alike]), sure: sure && near.length === 0, marked: certain.some(({ marker }) => marker === 'kelurahan') };
}
