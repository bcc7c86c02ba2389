import { type Place, readPlace, writePlace } from './place.ts';
import { type PlaceMention, placeMentions } from './place-mentions.ts';
import { plain } from './plain.ts';
import { doubt, type Reading, unknown } from './reading.ts';
import type { Regions } from './regions.ts';
import { takeRw } from './rw.ts';

/** Where aid is to go: a kelurahan or an RW, a kecamatan or kota by its code, or a name that somebody has to look up. */
export type Area = Place | { region: string } | { name: string };

/** A panti or pesantren is called by its own name, whatever kelurahan stands in it. */
const institution =
  /(?<!\p{L})(?:panti|pesantren|ponpes|yayasan|lksa?|asrama|rumah singgah)(?!\p{L})/u;
const longestName = 80;

/**
 * Reads where somebody wants to give: `Rawamangun`, `kec Cakung`, `jaktim`, `RW 03 Pulo Gadung`, `Panti Contoh`.
 * A name that a kecamatan shares with a kelurahan asks, and so does a stem: Tebet, Tebet Timur or Tebet Barat. What is no
 * region of Jakarta is given on as a name; what lies outside Jakarta is unknown.
 */
export function readArea(text: string, regions: Regions): Reading<Area> {
  const name = text.replace(/\s+/g, ' ').trim();
  const said = plain(text);
  if (!/\p{L}/u.test(said) || name.length > longestName) return readPlace(text, regions);
  if (institution.test(said)) return { value: { name } };
  const { rest, rws } = takeRw(said);
  if (rws.length > 0) return readPlace(text, regions);
  const found = placeMentions(rest, regions);
  if (found.outside) return unknown;
  if (found.mentions.length === 0 && found.onStreets.length === 0) return { value: { name } };
  const whole = found.objected || found.strange ? undefined : regionsOf(found.mentions);
  if (whole?.length === 1 && whole[0]) return { value: whole[0] };
  if (whole && whole.length > 1) return doubt(whole);
  return readPlace(text, regions);
}

/** The areas that the names of a sentence stand for, where one of them may be more than a kelurahan. */
function regionsOf(mentions: readonly PlaceMention[]): Area[] | undefined {
  const kota = mentions.filter(({ named }) => isKota(named));
  const [only, ...others] = mentions.filter(({ named }) => !isKota(named));
  if (!only) return kota.length === 1 ? regionOf(kota[0]?.named.kota?.code) : undefined;
  const { named, marker, crowded, near } = only;
  if (others.length > 0 || crowded || near.length > 0 || !named.kecamatan) return undefined;
  const { code } = named.kecamatan;
  // A kota beside it that it does not lie in is a contradiction, which the reading of a place asks about.
  if (kota.some((each) => !code.startsWith(`${each.named.kota?.code}.`))) return undefined;
  if (marker === 'kecamatan') return [{ region: code }];
  if (marker === 'kelurahan') return undefined;
  const inside = [...(named.kelurahan ? [named.kelurahan] : []), ...named.stem];
  return [{ region: code }, ...inside.map((area) => ({ kelurahan: area.code }))];
}

const isKota = ({ kota, kecamatan, kelurahan }: PlaceMention['named']) =>
  kota !== undefined && kecamatan === undefined && kelurahan === undefined;

const regionOf = (code: string | undefined): Area[] | undefined =>
  code === undefined ? undefined : [{ region: code }];

/** `Kecamatan Cakung`, `Jakarta Timur`, `RW 03 Kelurahan Pulo Gadung`, or the name as it was typed. */
export function writeArea(area: Area, regions: Regions): string {
  if ('name' in area) return area.name;
  if (!('region' in area)) return writePlace(area, regions);
  const name = regions.byCode.get(area.region)?.name ?? area.region;
  return area.region.split('.').length === 3 ? `Kecamatan ${name}` : name;
}
