import { distance } from 'fastest-levenshtein';
import type { Label } from '../../chat/message.ts';
import { createRegions, regionKey } from '../../language/regions.ts';
import type { Records } from '../action.ts';

export interface NamedArea {
  /** `31.75.02` or `pangan` */
  key: string;
  label: Label;
}

/** A typing slip or two in a name that is long enough to bear them. */
const slips = (key: string) => (key.length > 6 ? 2 : key.length > 4 ? 1 : 0);

/**
 * The areas and fields that a text can name: `Pulo Gadung` is a kelurahan and a kecamatan (Pulogadung), `kec cakung` one
 * of them, `jaktim` a kota, `pangan` a field. Where no name fits, those within a slip or two; several are for asking back.
 */
export async function areasNamed({ db }: Records, said: string): Promise<NamedArea[]> {
  const marker = /^\s*(kelurahan|kel|kecamatan|kec|kota)\b[.\s]*/i.exec(said);
  const kind = marker?.[1]?.toLowerCase().slice(0, 3);
  const key = regionKey(marker ? said.slice(marker[0].length) : said);
  if (key === '') return [];
  const rows = await db.region.findMany({ orderBy: { code: 'asc' } });
  const of = (wanted: string) => rows.filter((row) => row.kind === wanted);
  const regions = createRegions({
    kota: of('kota'),
    kecamatan: of('kecamatan'),
    kelurahan: of('kelurahan'),
    elsewhere: [],
  });
  const areasOf = (name: string): NamedArea[] => {
    const named = regions.named.get(name);
    return [
      ...(named?.kota && kind !== 'kel' && kind !== 'kec' ? [{ area: named.kota, title: '' }] : []),
      ...(named?.kecamatan && kind !== 'kel' && kind !== 'kot'
        ? [{ area: named.kecamatan, title: 'Kecamatan ' }]
        : []),
      ...(named?.kelurahan && kind !== 'kec' && kind !== 'kot'
        ? [{ area: named.kelurahan, title: 'Kelurahan ' }]
        : []),
    ].map(({ area, title }) => ({ key: area.code, label: same(`${title}${area.name}`) }));
  };
  const fields = marker ? [] : await db.field.findMany({ orderBy: { position: 'asc' } });
  const asField = (field: (typeof fields)[number]) => ({
    key: field.key,
    label: { id: `Bidang ${field.nameId}`, en: `Field: ${field.nameEn}` },
  });
  const bare = key.replace(/^bidang/, '');
  const exact = [
    ...fields
      .filter(({ nameId, nameEn }) => [regionKey(nameId), regionKey(nameEn)].includes(bare))
      .map(asField),
    ...areasOf(key),
  ];
  if (exact.length > 0) return exact;
  const near = (name: string) => distance(key, name) <= slips(key);
  return [
    ...fields.filter(({ nameId }) => near(regionKey(nameId))).map(asField),
    ...[...regions.named.keys()].filter(near).flatMap(areasOf),
  ].slice(0, mostAsked);
}

const mostAsked = 12;
const same = (name: string): Label => ({ id: name, en: name });
