import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { PlaceKind, type Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { writtenDay } from '../programme/rules.ts';
import { labelOfPlace, withKelurahan } from './records.ts';
import { placeLabel } from './rules.ts';

export const withPlace = { place: { include: withKelurahan } } as const;
type Row = Prisma.HeadshipGetPayload<{ include: typeof withPlace }>;

/** What somebody answered when they registered, as the answers of the flow: so that nothing is asked again. */
export const kept = z.object({
  claim: shapes.text(),
  label: shapes.text(),
  kind: z.object({ key: z.enum(PlaceKind), label: z.string() }).optional(),
  place: shapes.place(),
  rw: z.int().optional(),
  name: shapes.text().optional(),
  households: shapes.quantity().min(1),
  number: shapes.text(),
  dated: shapes.date(),
  ends: shapes.date().optional(),
  address: shapes.address(),
  /** Never asked for again: what was sent stays with the claim. */
  photo: z.enum(['later']).optional(),
});

/** The same while the letter is still to come. */
export const keptWithoutLetter = kept.omit({ number: true, dated: true, ends: true });

/** Undefined for who became head before letters were asked for: they register as anybody does. */
export function keptOf(records: Records, row: Row): z.output<typeof kept> | undefined {
  const { proofNumber, proofDate, termEndsOn } = row;
  const rest = keptWithoutLetterOf(records, row);
  if (!rest || !proofNumber || !proofDate) return undefined;
  return {
    ...rest,
    number: records.secrets.open(proofNumber),
    dated: writtenDay(proofDate),
    ...(termEndsOn && { ends: writtenDay(termEndsOn) }),
  };
}

export function keptWithoutLetterOf(
  records: Records,
  row: Row,
): z.output<typeof keptWithoutLetter> | undefined {
  const { place } = row;
  const address = addressOf(records, row);
  const households = row.households ?? place.households;
  const { kind, kelurahanCode, kelurahan, rw, name } = place;
  if (!address || !households) return undefined;
  return {
    claim: row.id,
    label: labelOfPlace(place),
    ...(kind !== 'rw' && { kind: { key: kind, label: kind } }),
    place: {
      kelurahan: kelurahanCode,
      ...(rw !== null && { rw }),
      label:
        rw === null
          ? `Kelurahan ${kelurahan.name}`
          : placeLabel({ rw, name, kelurahan: kelurahan.name }),
    },
    ...(name !== null && { name }),
    households: Number(households),
    address,
  };
}

/** A claim as a flow keeps it; what is no id is none. */
export const claimId = () =>
  z
    .string()
    .max(60)
    .transform((id) => (z.uuid().safeParse(id).success ? id : undefined));

interface Point {
  latitude: number | null;
  longitude: number | null;
}

const pointOf = ({ latitude, longitude }: Point) =>
  latitude !== null && longitude !== null ? { latitude, longitude } : {};

/** Where aid is unloaded, as people read it: the words, or that a point was sent; nothing where neither was. */
export function addressOf(
  { secrets }: Pick<Records, 'secrets'>,
  row: Point & { address: Uint8Array | null },
): z.output<ReturnType<typeof shapes.address>> | undefined {
  const point = pointOf(row);
  if (row.address) return { label: secrets.open(row.address), ...point };
  return 'latitude' in point
    ? { label: { id: 'lokasi yang dikirim', en: 'the location sent' }, ...point }
    : undefined;
}

/**
 * Where aid is unloaded, as a donor reads it once a promise is laid there: `Alamat: Pos RW, Jl. Contoh 3.`, and the point
 * where only that was sent. Empty where the head gave neither.
 */
export function unloadedAt(
  records: Pick<Records, 'secrets'>,
  place: Point & { address: Uint8Array | null },
): { id: string; en: string } {
  const { latitude, longitude } = place;
  const point = `${latitude?.toFixed(5)}, ${longitude?.toFixed(5)}`;
  const words = place.address ? records.secrets.open(place.address) : undefined;
  if (words !== undefined) return { id: `Alamat: ${words}.`, en: `Address: ${words}.` };
  if (latitude === null || longitude === null) return { id: '', en: '' };
  return { id: `Titik lokasi: ${point}.`, en: `Location: ${point}.` };
}

/** What of an address is kept: a label that says only that a point was sent is none. */
export const addressColumns = (
  { secrets }: Pick<Records, 'secrets'>,
  { label, latitude, longitude }: z.output<ReturnType<typeof shapes.address>>,
) => ({
  address: typeof label === 'string' ? secrets.seal(label) : null,
  ...(isOnEarth(latitude, 90) && isOnEarth(longitude, 180)
    ? { latitude, longitude }
    : { latitude: null, longitude: null }),
});

const isOnEarth = (degrees: number | undefined, most: number): degrees is number =>
  degrees !== undefined && Math.abs(degrees) <= most;
