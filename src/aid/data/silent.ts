import { forgetSilent } from '../../store/forgetting.ts';
import { keptSince } from '../../store/retention.ts';
import { sweep } from '../../store/sweep.ts';
import { setTimer } from '../../store/timers.ts';
import type { Records } from '../action.ts';
import { holderOf } from '../person/holder.ts';
import { hoursLater } from '../programme/rules.ts';
import { erase } from './erasure.ts';
import { isPart, livingOf } from './living.ts';

/** The one timer by which the retention table is kept, whatever number of processes there are. */
export const retentionTimer = {
  kind: 'retention',
  subject: '00000000-0000-0000-0000-000000000001',
  step: 1,
};

/** So many of a kind at once, so that nobody waits for it. */
const most = 200;
const mostPeople = 20;
/** Hours until the next look; where there was more than one look takes, it comes at once. */
const every = 1;

/** The first look comes an hour after the first start. */
export async function beginRetention({ timer }: Records['db'], now: Date): Promise<void> {
  const { kind, subject: subjectId, step } = retentionTimer;
  const dueAt = hoursLater(now, every);
  await timer.createMany({ data: [{ kind, subjectId, step, dueAt }], skipDuplicates: true });
}

/** Keeps the retention table (`store/retention.ts`): called by its timer, which it sets anew. */
export async function keepRetention(
  records: Records,
  _: string,
  { now }: { now: Date },
): Promise<void> {
  const { db } = records;
  const swept = await sweep(db, now, most);
  const silent = await forgetSilent(db, now, most);
  const people = await letGo(records, now);
  const isMore = swept >= most || silent >= most || people > 0;
  await setTimer(
    db,
    retentionTimer,
    isMore ? new Date(now.getTime() + 1000) : hoursLater(now, every),
  );
}

/**
 * Erases who has not been heard of for so long, or has taken their consent back and left it at that. Whoever is still part of
 * something is kept until it has ended; in no order, so that they keep nobody else from their turn. Gives how many went, where there
 * may be more.
 */
async function letGo(records: Records, now: Date): Promise<number> {
  const before = { person: keptSince('person', now), withdrawn: keptSince('withdrawn', now) };
  const rows = await records.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE merged_into IS NULL AND created_at < ${before.withdrawn} AND (
      NOT EXISTS (SELECT FROM consent c WHERE c.person_id = person.id
        AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= ${before.withdrawn}))
      OR NOT (
        EXISTS (SELECT FROM address a WHERE a.person_id = person.id AND a.heard_at >= ${before.person})
        OR EXISTS (SELECT FROM role r WHERE r.person_id = person.id
          AND coalesce(r.revoked_at, r.ends_on, 'infinity') >= ${before.person})
        OR EXISTS (SELECT FROM headship h WHERE h.person_id = person.id
          AND (h.state IN ('claimed', 'refused', 'verified') OR h.ended_at >= ${before.person}))
        OR EXISTS (SELECT FROM pledge p JOIN allocation l ON l.pledge_id = p.id WHERE p.actor_id = person.id
          AND (l.state IN ('reserved', 'contacted', 'scheduled', 'on_way') OR l.changed_at >= ${before.person}))
        OR EXISTS (SELECT FROM pledge p WHERE p.actor_id = person.id AND p.waiting > 0)
        OR EXISTS (SELECT FROM need n WHERE n.proposed_by = person.id AND n.state = 'proposed')))
    ORDER BY random() LIMIT ${mostPeople} FOR UPDATE SKIP LOCKED`;
  let gone = 0;
  for (const { id } of rows) {
    const holder = await holderOf(records, id);
    if (!holder || isPart(await livingOf(records, holder.ids, now))) continue;
    await erase(records, { holder, as: 'system', now });
    gone++;
  }
  return rows.length < mostPeople ? 0 : gone;
}
