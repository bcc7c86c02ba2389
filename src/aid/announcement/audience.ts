import type { Label } from '../../chat/message.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { type Audience, silentDays } from './rules.ts';

/** How many an announcement is for, and how many of them it reaches: `612`, of which 17 want none and 7 have no address. */
export interface Count {
  all: number;
  quiet: number;
  unreachable: number;
  /** By channel, whom it reaches. */
  reached: { channel: 'simulator' | 'telegram' | 'whatsapp'; count: number; silent: number }[];
}

export const reachedOf = ({ reached }: Count): number =>
  reached.reduce((sum, { count }) => sum + count, 0);

const living = Prisma.sql`a.state IN ('reserved', 'contacted', 'scheduled', 'on_way')`;

/** Who is meant, as rows of `id`: the persons, each once. Erased and merged records are nobody. */
export function membersOf(audience: Audience, now: Date): Prisma.Sql {
  const { who, area, field, state, corrects } = audience;
  if (corrects !== undefined)
    return Prisma.sql`SELECT person_id AS id FROM recipient WHERE announcement_id = ${corrects}::uuid AND state IN ('sending', 'sent', 'uncertain')`;
  const parts = {
    rw: heads(['rw'], audience, now),
    panti: heads(['panti'], audience, now),
    pesantren: heads(['pesantren'], audience, now),
    heads: heads(['rw', 'panti', 'pesantren'], audience, now),
    donors: donors(audience),
    staff: Prisma.sql`SELECT r.person_id AS id FROM role r WHERE r.revoked_at IS NULL
      AND (${area ?? null}::text IS NULL OR r.area_code = ${area ?? null} OR r.area_code LIKE ${`${area ?? ''}.%`})
      AND (${field ?? null}::text IS NULL OR r.field_key = ${field ?? null})`,
    all:
      area === undefined && field === undefined && state === undefined
        ? Prisma.sql`SELECT c.person_id AS id FROM consent c WHERE c.withdrawn_at IS NULL`
        : Prisma.sql`${heads(['rw', 'panti', 'pesantren'], audience, now)} UNION ${donors(audience)}`,
  } satisfies Record<Audience['who'], Prisma.Sql>;
  return Prisma.sql`SELECT DISTINCT m.id FROM (${parts[who]}) m JOIN person p ON p.id = m.id
    WHERE p.erased_at IS NULL AND p.merged_into IS NULL`;
}

const inPlace = (area: string | undefined) =>
  Prisma.sql`(${area ?? null}::text IS NULL OR l.kelurahan_code = ${area ?? null} OR l.kelurahan_code LIKE ${`${area ?? ''}.%`})`;

function heads(kinds: string[], { area, field, state }: Audience, now: Date): Prisma.Sql {
  const needs = Prisma.sql`SELECT FROM need n JOIN package k ON k.key = n.package_key
    WHERE n.place_id = l.id AND (${field ?? null}::text IS NULL OR k.field_key = ${field ?? null})`;
  const withState =
    state === undefined
      ? field === undefined
        ? Prisma.sql`true`
        : Prisma.sql`EXISTS (${needs})`
      : state === 'open'
        ? Prisma.sql`EXISTS (${needs} AND n.state = 'open' AND n.approved > n.allocated + n.received)`
        : Prisma.sql`EXISTS (${needs} AND EXISTS (SELECT FROM allocation a WHERE a.need_id = n.id AND ${allocated(state)}))`;
  return Prisma.sql`SELECT h.person_id AS id FROM headship h JOIN place l ON l.id = h.place_id
    WHERE h.state = 'verified' AND h.role = 'head' AND h.person_id IS NOT NULL
      AND (h.term_ends_on IS NULL OR h.term_ends_on >= ${dayInJakarta(now)})
      AND l.kind::text IN (${Prisma.join(kinds)}) AND ${inPlace(area)} AND ${withState}`;
}

function donors({ area, field, state }: Audience): Prisma.Sql {
  return Prisma.sql`SELECT g.actor_id AS id FROM pledge g
    JOIN package k ON k.key = g.package_key
    LEFT JOIN allocation a ON a.pledge_id = g.id
    LEFT JOIN need n ON n.id = a.need_id
    LEFT JOIN place l ON l.id = n.place_id
    WHERE g.actor_id IS NOT NULL AND (${field ?? null}::text IS NULL OR k.field_key = ${field ?? null})
      AND ${inPlace(area)} AND ${state === undefined ? Prisma.sql`true` : allocated(state)}`;
}

const allocated = (state: NonNullable<Audience['state']>): Prisma.Sql =>
  ({
    uncontacted: Prisma.sql`a.state = 'reserved'`,
    living,
    received: Prisma.sql`a.state = 'received'`,
    open: Prisma.sql`true`,
  })[state];

/** Each member with the newest address, and why it does not reach them, if so. */
const withAddress = (audience: Audience, now: Date): Prisma.Sql => Prisma.sql`
  SELECT p.id, x.id AS address_id, x.channel,
    CASE WHEN p.quiet_at IS NOT NULL THEN 'quiet' WHEN x.id IS NULL THEN 'unreachable'
      WHEN EXISTS (SELECT FROM blocked b WHERE b.chat = x.chat OR b.person_id = p.id) THEN 'unserved' END AS why,
    x.channel = 'whatsapp' AND coalesce(x.heard_at, x.created_at) < ${now}::timestamptz - make_interval(days => ${silentDays}) AS silent
  FROM (${membersOf(audience, now)}) m
  JOIN person p ON p.id = m.id
  LEFT JOIN LATERAL (SELECT id, chat, channel, heard_at, created_at FROM address WHERE person_id = p.id ORDER BY created_at DESC, id LIMIT 1) x ON true`;

export async function countOf(
  { db }: Pick<Records, 'db'>,
  audience: Audience,
  now: Date,
): Promise<Count> {
  const rows = await db.$queryRaw<
    {
      channel: Count['reached'][number]['channel'] | null;
      why: string | null;
      count: number;
      silent: number;
    }[]
  >`SELECT w.channel::text AS channel, w.why, count(*)::int AS count, count(*) FILTER (WHERE w.silent)::int AS silent
    FROM (${withAddress(audience, now)}) w GROUP BY 1, 2 ORDER BY 1`;
  const of = (why: string) =>
    rows.filter((row) => row.why === why).reduce((sum, { count }) => sum + count, 0);
  return {
    all: rows.reduce((sum, { count }) => sum + count, 0),
    quiet: of('quiet'),
    // Whom the operator has blocked is not reached either.
    unreachable: of('unreachable') + of('unserved'),
    reached: rows.flatMap(({ channel, why, count, silent }) =>
      channel && why === null ? [{ channel, count, silent }] : [],
    ),
  };
}

/** By channel, who waits for an announcement that is being sent. */
export async function waitingNow({ db }: Pick<Records, 'db'>): Promise<Map<string, number>> {
  const rows = await db.recipient.groupBy({
    by: ['channel'],
    where: { state: 'waiting', announcement: { state: 'sending' } },
    _count: true,
  });
  return new Map(rows.map(({ channel, _count }) => [channel ?? '', _count]));
}

/** A row for everybody who is meant, in one statement: a hundred thousand in seconds. */
export async function fillRecipients(
  { db }: Pick<Records, 'db'>,
  announcement: string,
  { audience, now, startsAt }: { audience: Audience; now: Date; startsAt: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO recipient (announcement_id, person_id, address_id, channel, state, why, due_at, ended_at)
    SELECT ${announcement}::uuid, w.id, w.address_id, w.channel,
      (CASE WHEN w.why IS NULL THEN 'waiting' ELSE 'skipped' END)::recipient_state, w.why, ${startsAt},
      CASE WHEN w.why IS NULL THEN NULL ELSE ${now}::timestamptz END
    FROM (${withAddress(audience, now)}) w
    ON CONFLICT DO NOTHING`;
}

/** How each channel is called. */
export const channelNames: Record<Count['reached'][number]['channel'], string> = {
  simulator: 'simulator',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
};

/** `217 Telegram, 371 WhatsApp; 231 dari WhatsApp menerima saat mereka menulis lagi` */
export function channelsOf({ reached }: Count): Label {
  const each = reached
    .map(({ channel, count }) => `${writeQuantity(count)} ${channelNames[channel]}`)
    .join(', ');
  const silent = reached.reduce((sum, one) => sum + one.silent, 0);
  return silent === 0
    ? { id: each, en: each }
    : {
        id: `${each}; ${silent} dari WhatsApp menerima saat mereka menulis lagi`,
        en: `${each}; ${silent} of WhatsApp get it when they write again`,
      };
}
