import { afterQuiet } from '../../src/aid/programme/rules.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import type { Stage } from './stage.ts';

const hours = { contactHours: 48, quietFromHour: 21, quietUntilHour: 7 };

/**
 * What must hold after every step, as a query for what breaks it: `broken` says which rows do. Written against the
 * rows themselves, so that no sum that the code keeps is taken for granted.
 */
const rows: Record<string, string> = {
  'no need is promised or received beyond its ceiling': `
    SELECT n.number AS broken FROM need n WHERE n.approved <
      (SELECT coalesce(sum(a.quantity), 0) FROM allocation a
       WHERE a.need_id = n.id AND a.state IN ('reserved', 'contacted', 'scheduled', 'on_way'))
      + (SELECT coalesce(sum(h.counted), 0) FROM handover h WHERE h.need_id = n.id AND h.state = 'confirmed')`,
  'a need is open, on its way and received, and nothing else': `
    SELECT n.number AS broken FROM need n WHERE
      n.allocated <> (SELECT coalesce(sum(a.quantity), 0) FROM allocation a
        WHERE a.need_id = n.id AND a.state IN ('reserved', 'contacted', 'scheduled', 'on_way'))
      OR n.received <> (SELECT coalesce(sum(h.counted), 0) FROM handover h
        WHERE h.need_id = n.id AND h.state = 'confirmed')
      OR n.surplus <> (SELECT coalesce(sum(h.surplus), 0) FROM handover h WHERE h.need_id = n.id)`,
  'a met need lacks nothing, an open one something': `
    SELECT n.number AS broken FROM need n
    WHERE (n.state = 'met' AND n.received < n.approved) OR (n.state = 'open' AND n.received >= n.approved)`,
  'every package of a pledge is accounted for': `
    SELECT p.number AS broken FROM pledge p
    WHERE p.quantity <> p.waiting + p.taken_back + (SELECT coalesce(sum(a.quantity), 0) FROM allocation a WHERE a.pledge_id = p.id)`,
  'what was received of a promise is on one receipt': `
    SELECT a.id::text AS broken FROM allocation a
    LEFT JOIN handover h ON h.allocation_id = a.id AND h.state = 'confirmed'
    GROUP BY a.id, a.state, a.received
    HAVING (a.state = 'received') <> (count(h.id) = 1) OR count(h.id) > 1
      OR a.received <> coalesce(sum(h.counted), 0)`,
  'a place has one head at most': `
    SELECT place_id::text AS broken FROM headship WHERE state = 'verified' AND role = 'head'
    GROUP BY place_id HAVING count(*) > 1`,
  'a head and a donor are told of a promise once': `
    SELECT a.id::text AS broken FROM allocation a
    LEFT JOIN outbox o ON o.cause_kind = 'allocation' AND o.cause_id = a.id::text
      AND o.notice IN ('pledge-to-head', 'pledge-through-to-head')
    GROUP BY a.id HAVING count(o.id) <> 1`,
  'both sides are told of every release, the head of every change': `
    SELECT a.id::text || ' ' || w.what AS broken
    FROM allocation a CROSS JOIN (VALUES
      ('allocation.released', 'released'), ('allocation.released', 'released-to-head'),
      ('allocation.cancelled', 'cancelled-to-head'), ('allocation.reduced', 'reduced-to-head'),
      ('allocation.moved', 'moved-to-head')) AS w (what, notice)
    WHERE (SELECT count(*) FROM audit_log l WHERE l.what = w.what AND l.subject_id = a.id::text)
       <> (SELECT count(*) FROM outbox o WHERE o.notice IN (w.notice, w.notice || '-over') AND o.cause_id = a.id::text)`,
  // Unless an officer has put another number on record, which a donor who has another record asks to look at anew.
  'a code counts no more than was promised, and nobody’s own code counts': `
    SELECT h.number AS broken FROM handover h JOIN allocation a ON a.id = h.allocation_id JOIN pledge p ON p.id = a.pledge_id
    WHERE h.with_code AND h.state = 'confirmed'
      AND ((h.judged_at IS NULL AND h.came - h.damaged > h.promised AND NOT EXISTS (
          SELECT FROM audit_log l WHERE l.what = 'handover.amended' AND l.subject_id = h.id::text))
        OR p.actor_id = h.recorded_by)`,
  'a promise on its way has a count that waits': `
    SELECT a.id::text AS broken FROM allocation a WHERE a.state = 'on_way' AND NOT EXISTS (
      SELECT 1 FROM handover h WHERE h.allocation_id = a.id AND h.state = 'counted')`,
  // In the quiet hours what is late is released at 07.00.
  'nobody waits for a first contact beyond its time': `
    SELECT id::text AS broken FROM allocation
    WHERE state = 'reserved' AND deadline <= at AND by_day`,
  'a closed season takes no new promise or request': `
    SELECT p.number AS broken FROM pledge p JOIN programme g ON g.id = p.programme_id
    JOIN programme_version v ON v.kind = 'programme' AND v.key = g.key AND v.after->>'state' = 'closed'
    WHERE p.created_at > v.at
    UNION ALL
    SELECT n.number FROM need n JOIN programme g ON g.id = n.programme_id
    JOIN programme_version v ON v.kind = 'programme' AND v.key = g.key AND v.after->>'state' = 'closed'
    WHERE n.created_at > v.at`,
  'of a package one price holds on a day, by one basis in one season': `
    SELECT a.id::text AS broken FROM price a JOIN price b
    ON a.package_key = b.package_key AND a.basis = b.basis AND a.programme_id = b.programme_id AND a.id < b.id
    AND daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]')`,
  'a promise that lives has something due that ends its waiting': `
    SELECT a.id::text AS broken FROM allocation a
    WHERE a.state = 'reserved' AND NOT EXISTS (
      SELECT 1 FROM timer t WHERE t.subject_id = a.id AND t.kind = 'pledge.release' AND t.done_at IS NULL)`,
};

/** Lays the questions into the database, where they are planned once and not at every step. */
export async function layInvariants(prisma: PrismaClient): Promise<void> {
  const parts = Object.entries(rows).map(
    ([name, query]) => `SELECT '${name}'::text, q.broken::text FROM (${query}) q`,
  );
  await prisma.$executeRawUnsafe(`
    CREATE FUNCTION broken(at timestamptz, by_day boolean) RETURNS TABLE (name text, row_broken text)
    LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY ${parts.join(' UNION ALL ')}; END $$`);
}

/** The names of what does not hold, with the rows that break it. */
export async function broken({ prisma, now, told }: Stage): Promise<string[]> {
  const byDay = afterQuiet(now, hours).getTime() === now.getTime();
  const found = await prisma.$queryRaw<{ name: string; broken: string }[]>`
    SELECT name, row_broken AS broken FROM broken(${now}, ${byDay})`;
  return [
    ...found.map((one) => `${one.name}: ${one.broken}`),
    ...deedsWithoutRole(told),
    ...(await saidAndKept(prisma, told)),
  ];
}

/** Verbs of staff, and the ends by which one did something. */
const staffVerb =
  /^(staff\.(invite|look|revoke)|handover\.(look|accept|correct|reject|find|amend|state)|place\.(claim|approve|hand-over|ask|refuse|proof)|need\.(inspect|approve|refuse|question|correct)|pledge\.(place|release-by-officer)|inquiry\.(look|answer|read-report|settle-report))$/;
const done =
  /^(invited|revoked|judged|unpledged|unconfirmed|beyond|unpictured|disputed|found|amended|alone|conflict|approved|asked|refused|sent|waits|decided|corrected|placed|released|shown|stated|answered|named|nameless|settled)$/;
/** What only admins do. */
const ofAdmins = /^(staff\.|inquiry\.(read-report|settle-report))/;

/** Who was told that their roles have ended, or was never told of one, decides nothing. */
function deedsWithoutRole(told: Stage['told']): string[] {
  const living = new Set<string>();
  const found: string[] = [];
  for (const { player, verb, needs, ended } of told) {
    if (verb === 'staff.join' && ended.end === 'joined')
      living.add(`${player} ${kindOf(ended.gives.role.en)}`);
    if (verb === 'staff.revoke' && ended.end === 'revoked') {
      const { of, kind } = needs as { of: string; kind: string };
      living.delete(`${of} ${kind}`);
    }
    const may = ofAdmins.test(verb) ? ['admin'] : ['admin', 'skpd', 'kelurahan'];
    const isOwn = may.some((kind) => living.has(`${player} ${kind}`));
    // Who revokes their own role had it until then.
    const isOfThemself = (needs as { of?: string }).of === player;
    if (staffVerb.test(verb) && done.test(ended.end) && !isOwn && !isOfThemself)
      found.push(`nobody decides without a living role: ${player} did ${verb}`);
  }
  return found;
}

/** `Officer for Food` is an SKPD officer's role, `Officer of Kelurahan Gambir` a kelurahan officer's. */
const kindOf = (role: string) =>
  role === 'Admin' ? 'admin' : role.startsWith('Officer for') ? 'skpd' : 'kelurahan';

/** Ends by which a promise was kept. */
const keeps = new Set(['reserved', 'several', 'entrusted', 'waiting', 'capped']);

/** What people were told they promised, and what they were told came, is what the totals say. */
async function saidAndKept(prisma: PrismaClient, told: Stage['told']): Promise<string[]> {
  let promised = 0;
  for (const { verb, ended } of told) {
    if (verb === 'pledge.confirm' && keeps.has(ended.end)) promised += ended.gives.amount;
    if (verb === 'pledge.reduce' && ['reduced', 'waiting'].includes(ended.end))
      promised -= ended.gives.before - ended.gives.amount;
    if (verb === 'pledge.cancel' && ended.end === 'waiting') promised -= ended.gives.amount;
  }
  const grown = await prisma.$queryRaw<{ sum: number }[]>`
    SELECT coalesce(sum(greatest(h.counted - h.promised, 0)), 0)::int AS sum FROM handover h
    WHERE h.allocation_id IS NOT NULL AND h.state = 'confirmed'`;
  const { _sum } = await prisma.pledge.aggregate({ _sum: { quantity: true, takenBack: true } });
  const kept = Number((_sum.quantity ?? 0n) - (_sum.takenBack ?? 0n)) - (grown[0]?.sum ?? 0);
  return kept === promised
    ? []
    : [`what was said to be promised is kept: said ${promised}, kept ${kept}`];
}
