import type { Language } from '../../chat/message.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { readPerson } from '../person/records.ts';
import { labelOfPlace, livingHead, withKelurahan } from '../place/records.ts';
import { membersOf } from './audience.ts';
import type { Row } from './records.ts';
import { type Audience, audienceShape, numberOf, toldText } from './rules.ts';

/** Places that an audience of heads can mean. */
export const placesOf = ({ who, area }: Audience): Prisma.PlaceWhereInput => ({
  ...(area !== undefined && { kelurahanCode: { startsWith: area } }),
  ...((who === 'rw' || who === 'panti' || who === 'pesantren') && { kind: who }),
});

/** What stands for `{nama}`, `{rw}`, `{tempat}` and `{kelurahan}` in the text that this person gets. */
export async function wordsFor(
  records: Pick<Records, 'db' | 'secrets'>,
  audience: Audience,
  person: string,
  now: Date,
): Promise<Partial<Record<string, string>>> {
  const row = await records.db.person.findUnique({
    where: { id: person },
    include: {
      headships: {
        where: {
          ...livingHead(now),
          place: placesOf(audience),
        },
        include: { place: { include: withKelurahan } },
        orderBy: [{ claimedAt: 'asc' }, { id: 'asc' }],
        take: 1,
      },
    },
  });
  const nama = (row && readPerson(records, row).called) || 'Bapak/Ibu';
  const place = row?.headships[0]?.place;
  return {
    nama,
    rw: place?.rw == null ? '-' : String(place.rw).padStart(2, '0'),
    tempat: place ? labelOfPlace(place) : '-',
    kelurahan: place?.kelurahan.name ?? '-',
  };
}

/** Somebody of the audience whose view an admin is shown: the same one every time. */
export async function sampleOf(
  { db }: Pick<Records, 'db'>,
  audience: Audience,
  now: Date,
): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM (${membersOf(audience, now)}) m JOIN person p ON p.id = m.id
    WHERE p.quiet_at IS NULL AND EXISTS (SELECT FROM address x WHERE x.person_id = p.id)
    ORDER BY p.created_at, p.id ${Prisma.sql`LIMIT 1`}`;
  return row?.id;
}

/** An announcement with these words filled in. */
export const textFor = (
  row: Row,
  words: Partial<Record<string, string>>,
  language: Language,
): string =>
  toldText(row, { words, language, corrects: row.corrects ? numberOf(row.corrects) : undefined });

/** What this person is told, in their language. */
export async function announcementText(
  records: Pick<Records, 'db' | 'secrets'>,
  {
    announcement,
    person,
    language,
    now,
  }: { announcement: string; person: string; language: Language; now: Date },
): Promise<string> {
  const row = await records.db.announcement.findUniqueOrThrow({
    where: { id: announcement },
    include: { corrects: true },
  });
  const words = await wordsFor(records, audienceShape.parse(row.audience), person, now);
  return textFor(row, words, language);
}
