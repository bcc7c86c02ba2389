import type { Label } from '../../chat/message.ts';
import { plain } from '../../language/plain.ts';
import type { Records } from '../action.ts';
import { areasNamed } from '../need/areas.ts';
import { type Audience, stateLabels, type Who, whoLabels } from './rules.ts';

/** Words for a role, the longest first. */
const roles: [RegExp, Who][] = [
  [/\b(ketua|kepala|pengurus)?\s*(rw|rukun warga)( heads?)?\b/, 'rw'],
  [/\b(ketua|kepala|pengurus)?\s*panti( asuhan)?\b/, 'panti'],
  [/\b(ketua|kepala|pengasuh|pengurus)?\s*(pesantren|ponpes)\b/, 'pesantren'],
  [/\b(semua |para )?(ketua|pengurus|heads)\b/, 'heads'],
  [/\b(donatur|donor|pemberi|donors|penyumbang)\b/, 'donors'],
  [/\b(petugas|admin|officers|staff)\b/, 'staff'],
  [/\b(semua orang|semuanya|semua|everybody|everyone|all)\b/, 'all'],
];

const states: [RegExp, NonNullable<Audience['state']>][] = [
  [
    /\b(yang |yg )?(komitmennya |komitmen )?(belum|blm)( di)?\s?(menghubungi|hubungi|kontak)\b/,
    'uncontacted',
  ],
  [/\b(yang |yg )?(komitmennya |komitmen )?(sedang|masih) berjalan\b/, 'living'],
  [
    /\b(yang |yg )?(komitmennya |bantuannya )?(sudah|udah|sdh) (diterima|selesai|menerima|dapat)\b/,
    'received',
  ],
  [/\b(yang |yg )?(masih|msh) (kurang|butuh|perlu)( bantuan)?\b/, 'open'],
];

/** *semua ketua RW* are the RW heads, and no second audience. */
const everyOne =
  /\b(?:semua|seluruh|segenap|para|all|every)\s+(?=(?:ketua|kepala|pengurus|pengasuh|rw|rukun|panti|pesantren|ponpes|donatur|donor|pemberi|penyumbang|petugas|admin|officers|staff|heads)(?!\p{L}))/gu;

const fillers = /\b(di|se|untuk|dari|yang|yg|para|dan|bidang|wilayah|daerah|with|in|of|the|for)\b/g;

export type Understood =
  | { is: 'understood'; audience: Audience; title: Label }
  | { is: 'several'; items: { key: string; label: Label }[] }
  /** The words that mean nobody known. */
  | { is: 'unclear'; rest: string };

/**
 * `ketua rw jaktim`, `donatur pangan yang belum menghubungi`, `semua`: for whom, as it was typed. `chosenArea` is
 * which of several of that name was meant.
 */
export async function readAudience(
  records: Records,
  said: string,
  chosenArea?: string,
): Promise<Understood> {
  let rest = ` ${plain(said)} `.replace(everyOne, ' ');
  const take = <T>(table: [RegExp, T][]): T | undefined => {
    for (const [words, meant] of table) {
      if (!words.test(rest)) continue;
      rest = rest.replace(words, ' ');
      return meant;
    }
    return undefined;
  };
  const state = take(states);
  const who = take(roles);
  if (who === undefined) return { is: 'unclear', rest: said.trim() };
  // Two roles in one sentence: which of them is not for us to choose.
  if (who !== 'all' && take(roles) !== undefined) return { is: 'unclear', rest: said.trim() };
  // What is still lacking is lacking at a place: of donors it says nothing.
  if (who === 'donors' && state === 'open') return { is: 'unclear', rest: said.trim() };
  const named = rest.replace(fillers, ' ').replace(/\s+/g, ' ').trim();
  const found = await partsOf(records, named, chosenArea);
  if (!found) return { is: 'unclear', rest: named };
  if (found.several.length > 0) return { is: 'several', items: found.several };
  const { area, field } = found;
  const audience: Audience = {
    who,
    ...(area && { area: area.key }),
    ...(field && { field: field.key }),
    ...(state && { state }),
  };
  return { is: 'understood', audience, title: await titleOf(records, audience) };
}

interface Part {
  key: string;
  label: Label;
}

/** An area and a field, in either order: `pangan jakarta timur`. Undefined where a word is neither. */
async function partsOf(
  records: Records,
  named: string,
  chosenArea: string | undefined,
): Promise<{ area?: Part; field?: Part; several: Part[] } | undefined> {
  if (named === '') return { several: [] };
  const words = named.split(' ');
  for (let at = words.length; at > 0; at--) {
    const first = await areasNamed(records, words.slice(0, at).join(' '));
    if (first.length === 0) continue;
    const more = words.slice(at).join(' ');
    const others = more === '' ? [] : await areasNamed(records, more);
    if (more !== '' && others.length === 0) continue;
    const meant = (list: Part[]) => list.find(({ key }) => key === chosenArea);
    for (const list of [first, others])
      if (list.length > 1 && !meant(list)) return { several: list };
    const parts = [meant(first) ?? first[0], meant(others) ?? others[0]].filter(
      (part) => part !== undefined,
    );
    const areas = parts.filter(isArea);
    const fields = parts.filter((part) => !isArea(part));
    if (areas.length > 1 || fields.length > 1) continue;
    return {
      ...(areas[0] && { area: areas[0] }),
      ...(fields[0] && { field: fields[0] }),
      several: [],
    };
  }
  return undefined;
}

const isArea = ({ key }: Part) => /^\d/.test(key);

/** `ketua RW di Jakarta Timur`, in the middle of a sentence. */
export const inSentence = ({ id, en }: Label): Label => ({
  id: id.charAt(0).toLowerCase() + id.slice(1),
  en: /^RW\b/.test(en) ? en : en.charAt(0).toLowerCase() + en.slice(1),
});

/** `Ketua RW di Jakarta Timur, bidang Pangan, masih kurang bantuan` */
export async function titleOf({ db }: Records, audience: Audience): Promise<Label> {
  const area = audience.area && (await db.region.findUnique({ where: { code: audience.area } }));
  const field = audience.field && (await db.field.findUnique({ where: { key: audience.field } }));
  const state = audience.state && stateLabels[audience.state];
  const who = whoLabels[audience.who];
  const kind =
    area && area.kind !== 'kota' ? (area.kind === 'kecamatan' ? 'Kecamatan ' : 'Kelurahan ') : '';
  const join = (tongue: 'id' | 'en', inside: string, of: string) =>
    [
      `${who[tongue]}${area ? ` ${inside} ${kind}${area.name}` : ''}`,
      ...(field ? [`${of} ${tongue === 'id' ? field.nameId : field.nameEn}`] : []),
      ...(state ? [state[tongue]] : []),
    ].join(', ');
  return { id: join('id', 'di', 'bidang'), en: join('en', 'in', 'field') };
}
