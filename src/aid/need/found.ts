import type { z } from 'zod';
import type { shapes } from '../../flow/action.ts';
import { plain } from '../../language/plain.ts';
import type { PlaceKind } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type OpenNeed, openNeeds } from './offered.ts';

type Area = z.output<ReturnType<typeof shapes.area>>;

/** What comes of where somebody wants to give. */
export interface Found {
  /**
   * least: nowhere in particular · one: the place that was named lacks it · there: in the area that was named ·
   * nearby: not there, but near it · several: the name fits more than one place · none: nobody lacks it.
   */
  end: 'least' | 'one' | 'there' | 'nearby' | 'several' | 'unknown' | 'none';
  needs: OpenNeed[];
}

/** The least covered ones that are named where nothing else is said; an area's own, and the nearest to a full place. */
const fewest = 3;
const several = 6;

/** Looks an area up in what is open, the least covered first; what was named and lacks nothing has the nearest named. */
export async function findOpen(
  records: Records,
  { package: key, where, now }: { package: string; where?: Area | undefined; now: Date },
): Promise<Found> {
  const wanted = { package: key, now };
  if (!where) {
    const needs = await openNeeds(records, wanted);
    return needs.length > 0 ? { end: 'least', needs } : { end: 'none', needs };
  }
  const elsewhere = async (near?: string): Promise<Found> => {
    const needs = await openNeeds(records, { ...wanted, near, limit: fewest });
    return needs.length > 0 ? { end: 'nearby', needs } : { end: 'none', needs: [] };
  };
  const ofKind = async (kind: PlaceKind): Promise<Found> => {
    const needs = await openNeeds(records, { ...wanted, kind, limit: several });
    return needs.length > 0 ? { end: 'there', needs } : { end: 'unknown', needs };
  };
  if (where.name !== undefined) {
    const kind = kindAlone(where.name);
    if (kind !== undefined) return ofKind(kind);
    const named = await placesNamed(records, where.name);
    if (named.length === 0) return { end: 'unknown', needs: [] };
    const places = named.map(({ id }) => id);
    const needs = await openNeeds(records, { ...wanted, places, limit: several });
    if (needs.length > 0) return { end: needs.length === 1 ? 'one' : 'several', needs };
    return elsewhere(named[0]?.kelurahanCode);
  }
  const within = where.kelurahan ?? where.region;
  if (within === undefined) {
    const needs = await openNeeds(records, { ...wanted, limit: fewest });
    return needs.length > 0 ? { end: 'least', needs } : { end: 'none', needs };
  }
  if (where.rw !== undefined) {
    const here = await openNeeds(records, { ...wanted, within });
    const own = here.filter(({ rw }) => rw === where.rw);
    return own.length > 0 ? { end: 'one', needs: own } : elsewhere(within);
  }
  const needs = await openNeeds(records, { ...wanted, within, limit: several });
  return needs.length > 0 ? { end: 'there', needs } : elsewhere(within);
}

/** `panti`, `ke pesantren aja`: any of that kind, and none by its name. */
function kindAlone(said: string): PlaceKind | undefined {
  const words = plain(said).split(/[^\p{L}\p{N}]+/u);
  if (!words.every((word) => word === '' || kinds.has(word) || fillers.has(word))) return undefined;
  if (words.some((word) => /^(?:pesantren|ponpes|pondok)$/.test(word))) return 'pesantren';
  return words.some((word) => /^(?:panti|lksa?|asrama)$/.test(word)) ? 'panti' : undefined;
}

const fillers = new Set(
  'aja saja dong deh ya yang yg mana buat utk kak pak bu min any the a'.split(' '),
);

/** Panti and pesantren whose name holds every word that was said, whatever kind of place was said before it. */
async function placesNamed(
  { db }: Records,
  said: string,
): Promise<{ id: string; kelurahanCode: string }[]> {
  const words = said
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !kinds.has(word));
  if (words.length === 0) return [];
  const rows = await db.place.findMany({
    where: { AND: words.map((word) => ({ name: { contains: word, mode: 'insensitive' } })) },
    select: { id: true, kelurahanCode: true },
    orderBy: { createdAt: 'asc' },
    take: several,
  });
  return rows;
}

/** Says what a place is, not which. */
const kinds = new Set(
  'panti pesantren ponpes pondok yayasan lks lksa asrama rumah singgah asuhan sosial di ke untuk'.split(
    ' ',
  ),
);
