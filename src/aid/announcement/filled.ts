import type { Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { type Filled, isSame, readings } from './genuine.ts';
import { isGreeting } from './greeted.ts';
import { type Audience, audienceShape } from './rules.ts';
import { placesOf } from './told.ts';

/**
 * `all` of a text is ours; `unnamed`: all but the name in it, which has the form of one and is compared with nobody's.
 *
 * A name could be looked for among the recipients, and is not: whoever has one text of ours could then ask of each name whether
 * somebody called so gets aid, or heads RW 03; and thousands of sealed names would be opened for anybody's `cek`. The
 * name of who asks tells them nothing new, and is the commonest. Places are no secret: they are looked up.
 */
export type Compared = 'all' | 'unnamed';

/** How a text that somebody passed on compares with one that was sent, or undefined where it is another. */
export async function compare(
  records: Records,
  { sent, audience, passedOn }: { sent: string; audience: unknown; passedOn: string },
  asker: string | undefined,
): Promise<Compared | undefined> {
  let best: Compared | undefined;
  const whom = audienceShape.parse(audience);
  for (const filled of readings(sent, passedOn)) {
    const name = comparedName(filled.nama, asker);
    if (!name || name === best || !(await isPlaceOfOurs(records, whom, filled))) continue;
    if (name === 'all') return name;
    best = name;
  }
  return best;
}

/** `Bapak/Ibu` stands for who has no name. */
function comparedName(said: string | undefined, asker: string | undefined): Compared | undefined {
  if (said === undefined || isSame(said, 'Bapak/Ibu')) return 'all';
  if (asker !== undefined && isSame(said, asker)) return 'all';
  return isGreeting(said) ? 'unnamed' : undefined;
}

/** Whether a place that somebody was verified to head, where such people are meant, is called as it stands there. */
async function isPlaceOfOurs(
  { db }: Records,
  audience: Audience,
  { rw = '', kelurahan = '', tempat = '' }: Filled,
): Promise<boolean> {
  if (rw + kelurahan + tempat === '') return true;
  if (!/^\d{0,3}$/.test(rw)) return false;
  const regions = await db.region.findMany({
    where: { kind: 'kelurahan' },
    select: { code: true, name: true },
  });
  const meant = regions.filter(
    ({ name }) =>
      (kelurahan === '' || isSame(name, kelurahan)) && (tempat === '' || endsWith(tempat, name)),
  );
  const places = await db.place.findMany({
    where: {
      AND: [placesOf(audience), { kelurahanCode: { in: meant.map(({ code }) => code) } }],
      headships: { some: { role: 'head', verifiedAt: { not: null } } },
      ...(rw !== '' && { rw: Number(rw) }),
    },
    include: withKelurahan,
  });
  return places.some((place) => tempat === '' || isSame(labelOfPlace(place), tempat));
}

/** `Panti Contoh, Pulo Gadung` ends with its kelurahan. */
const endsWith = (tempat: string, kelurahan: string): boolean =>
  isSame(tempat.slice(-kelurahan.length), kelurahan);
