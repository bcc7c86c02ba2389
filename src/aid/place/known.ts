import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { PlaceKind } from '../../store/generated/client.ts';
import { chosen, type Records } from '../action.ts';
import { lockPlace, withKelurahan } from './records.ts';

/** A place as somebody names it who registers: an RW by its number, a panti or pesantren by its kind and name. */
export const naming = {
  /** Of a panti or pesantren; an RW without it. */
  kind: chosen().pipe(z.enum(PlaceKind)).optional(),
  place: shapes.place(),
  /** The number of the RW, where the place was given without one. */
  rw: z.int().optional(),
  name: z.string().min(1).max(80).optional(),
};
export type Naming = z.output<z.ZodObject<typeof naming>>;

/** What a place is found by. */
export type Identity = { kelurahanCode: string; kelurahan: string } & (
  | { kind: 'rw'; rw: number }
  | { kind: Exclude<PlaceKind, 'rw'>; name: string }
);

/** Undefined where the kelurahan is none, an RW has no number from 1 to 99, or a panti no name. */
export async function identityOf(
  { db }: Records,
  { kind = 'rw', place, rw: asked, name }: Naming,
): Promise<Identity | undefined> {
  const region = await db.region.findUnique({ where: { code: place.kelurahan } });
  if (region?.kind !== 'kelurahan') return undefined;
  const at = { kelurahanCode: region.code, kelurahan: region.name };
  const rw = place.rw ?? asked;
  if (kind === 'rw')
    return rw !== undefined && rw >= 1 && rw <= 99 ? { ...at, kind, rw } : undefined;
  return name !== undefined && /[\p{L}\p{N}]/u.test(name) ? { ...at, kind, name } : undefined;
}

/** The place that is known by it, however its name is written. */
export async function findPlace({ db }: Records, identity: Identity) {
  const { kelurahanCode, kind } = identity;
  if (identity.kind === 'rw')
    return db.place.findUnique({
      where: { kelurahanCode_rw: { kelurahanCode, rw: identity.rw } },
      include: withKelurahan,
    });
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM place WHERE kelurahan_code = ${kelurahanCode} AND kind = ${kind}::place_kind
      AND place_name_key(name) = place_name_key(${identity.name})`;
  const [row] = rows;
  return row ? db.place.findUnique({ where: { id: row.id }, include: withKelurahan }) : null;
}

/** The place, made when nobody has named it yet, and locked: who heads it is decided one after the other. */
export async function lockedPlace(records: Records, identity: Identity, now: Date) {
  const { kelurahanCode, kind } = identity;
  const named = identity.kind === 'rw' ? { rw: identity.rw } : { name: identity.name };
  // On conflict with an index over the name, nothing is made either.
  await records.db.place.createMany({
    data: { kind, kelurahanCode, ...named, createdAt: now },
    skipDuplicates: true,
  });
  const place = await findPlace(records, identity);
  if (!place) throw new Error('A place that was just made is not found.');
  await lockPlace(records.db, place.id);
  return place;
}
