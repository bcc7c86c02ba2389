import type { PlaceMention } from './place-mentions.ts';
import type { Area, Named, Regions } from './regions.ts';

export interface PlaceChoice {
  kelurahan: Area[];
  /** There is one, and nothing beside it speaks against it. */
  sure: boolean;
  /** `kel` stands before it. */
  marked: boolean;
}

/**
 * Weighs the names of a sentence against each other: a kelurahan stands where the kecamatan and kota beside it
 * agree. `withRw`: an RW is named, and an RW lies in a kelurahan, so `RW 03 Pulo Gadung` is no kecamatan.
 */
export function chosenFrom(
  mentions: readonly PlaceMention[],
  withRw: boolean,
  regions: Regions,
): PlaceChoice {
  const kota = mentions.flatMap(({ named }) => (isPlace(named) ? [] : (named.kota ?? [])));
  const places = mentions.filter(({ named }) => isPlace(named));
  const certain = places.filter((place) => isCertain(place, places, withRw));
  const others = places.filter((place) => !certain.includes(place));
  const chosen = distinct(certain.flatMap(({ named }) => named.kelurahan ?? []));
  const [only] = chosen;
  if (!only) {
    const all = distinct(others.flatMap((place) => candidates(place, regions)));
    const within = all.filter((area) => kota.some((each) => liesIn(area, each)));
    return { kelurahan: within.length > 0 ? within : all, sure: false, marked: false };
  }

  const around = [...kota, ...others.flatMap(({ named }) => named.kecamatan ?? [])];
  const agrees = around.every((area) => liesIn(only, area));
  const fits = others.every(
    ({ named }) => named.kecamatan || [...named.stem, ...named.part].includes(only),
  );
  const clear = certain.every(
    ({ marker, crowded, near }) => near.length === 0 && (marker || !crowded),
  );
  const near = certain.flatMap((place) =>
    place.near.flatMap((named) =>
      named.kelurahan ? [named.kelurahan] : candidates({ ...place, named, near: [] }, regions),
    ),
  );
  const alike = agrees
    ? []
    : regions.kelurahan.filter(
        (area) => around.every((each) => liesIn(area, each)) && firstWord(area) === firstWord(only),
      );
  const unfit = fits ? [] : others.flatMap((place) => candidates(place, regions));
  return {
    kelurahan: distinct([...chosen, ...near, ...alike, ...unfit]),
    sure: chosen.length === 1 && agrees && fits && clear,
    marked: certain.some(({ marker }) => marker !== undefined),
  };
}

function isPlace({ kelurahan, kecamatan, kota }: Named): boolean {
  return kelurahan !== undefined || kecamatan !== undefined || kota === undefined;
}

/** Whether a name can only mean its kelurahan, as it stands among the other names. */
function isCertain(place: PlaceMention, places: readonly PlaceMention[], withRw: boolean): boolean {
  const { kelurahan, kecamatan, stem } = place.named;
  if (!kelurahan || place.marker === 'kecamatan') return false;
  if (place.marker === 'kelurahan') return true;
  if (stem.length > 1) return false;
  if (!kecamatan) return true;
  const others = places.filter((each) => each !== place);
  if (
    others.some(
      ({ named }) => named.kelurahan && named !== place.named && liesIn(named.kelurahan, kecamatan),
    )
  ) {
    return false;
  }
  const twice = others.some(({ named }) => named === place.named);
  const inside = others.some(({ named }) => named.kecamatan && liesIn(kelurahan, named.kecamatan));
  return twice || inside || (withRw && liesIn(kelurahan, kecamatan));
}

/** All the kelurahan that a name can stand for, the most likely first. */
function candidates({ named, near, marker }: PlaceMention, regions: Regions): Area[] {
  return [named, ...near].flatMap(({ kelurahan, kecamatan, stem, part }) => {
    const own = [...(kelurahan && marker !== 'kecamatan' ? [kelurahan] : []), ...stem, ...part];
    const whole = kecamatan && !(marker === 'kelurahan' && own.length > 0);
    const inside = whole ? regions.kelurahan.filter((area) => liesIn(area, kecamatan)) : [];
    return marker === 'kecamatan' && whole ? inside : [...own, ...inside];
  });
}

/** `31.75.02.1001` lies in `31.75.02`, and in `31.75`. */
function liesIn(area: Area, wider: Area): boolean {
  return area.code.startsWith(`${wider.code}.`);
}

function firstWord({ name }: Area): string {
  return name.split(' ')[0] ?? name;
}

function distinct(areas: readonly Area[]): Area[] {
  return [...new Set(areas)];
}
