import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { lockedNeed } from '../need/records.ts';
import { keepVersion } from '../need/version.ts';
import type { Holder } from '../person/holder.ts';
import { readPerson } from '../person/records.ts';
import { scopeOfPlace } from '../place/cases.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { tellHead } from '../pledge/changed.ts';
import { holdAllocation, noticeOfFreed } from '../pledge/held.ts';
import { lockPledge } from '../pledge/waiting.ts';
import { peopleFor } from '../staff/desk.ts';
import { revokeRole } from '../staff/revocation.ts';
import type { Living } from './living.ts';

interface When {
  holder: Holder;
  now: Date;
}

/**
 * Ends what somebody is part of, so that nobody waits for them: promises are withdrawn and the heads told, offices end and the
 * officers and donors are told, requests that nobody has assessed are withdrawn.
 */
export async function endLiving(records: Records, living: Living, when: When): Promise<void> {
  for (const id of living.promises) await withdrawPromise(records, id, when);
  for (const id of living.waiting) await withdrawWaiting(records, id, when);
  for (const { id, placeId } of living.places) await leaveOffice(records, { id, placeId }, when);
  await records.db.headship.updateMany({
    where: { id: { in: living.claims } },
    data: { state: 'ended', endedAt: when.now, askedAt: null },
  });
  for (const id of living.proposed) await withdrawRequest(records, id, when);
  for (const { id } of living.roles) {
    const ended = await revokeRole(records, { role: id, actor: actorOf(when), now: when.now });
    // Nothing of all this happens then: somebody has to be left to invite others.
    if (ended === 'last-admin') throw new Error('The last admin is not erased.');
  }
}

const actorOf = ({ holder }: When, as: Actor['as'] = 'system') => ({ as, person: holder.id });

async function withdrawPromise(records: Records, id: string, when: When): Promise<void> {
  const { now, holder } = when;
  const held = await holdAllocation(records, id, now);
  if (!held) return;
  await records.db.allocation.update({
    where: { id },
    data: { state: 'cancelled', changedAt: now },
  });
  const notice = noticeOfFreed('cancelled-to-head', held);
  await tellHead(
    records,
    { ...held, speaker: holder, as: 'donor' },
    { did: 'cancelled', notice, now },
  );
}

async function withdrawWaiting(records: Records, id: string, when: When): Promise<void> {
  await lockPledge(records, id);
  const { waiting } = await records.db.pledge.findUniqueOrThrow({ where: { id } });
  await records.db.pledge.update({
    where: { id },
    data: { waiting: 0, waitsFor: null, takenBack: { increment: waiting } },
  });
  await audit(records, {
    actor: actorOf(when, 'donor'),
    what: 'pledge.taken-back',
    on: { kind: 'pledge', id },
    at: when.now,
    detail: { before: Number(waiting), amount: 0 },
  });
}

async function withdrawRequest(records: Records, id: string, when: When): Promise<void> {
  const { now } = when;
  const { number } = await records.db.need.findUniqueOrThrow({ where: { id } });
  const need = await lockedNeed(records, number);
  if (need?.state !== 'proposed') return;
  await records.db.need.update({
    where: { id },
    data: { state: 'withdrawn', wanted: null, waitsSince: null, askedAt: null },
  });
  const actor = actorOf(when, 'head');
  const { proposed, approved } = need;
  await keepVersion(records, need, {
    did: 'withdrawn',
    state: 'withdrawn',
    proposed,
    approved,
    actor,
    now,
  });
  await audit(records, { actor, what: 'need.withdrawn', on: { kind: 'need', id }, at: now });
}

/** What the place asks for and was promised stays with the place: whoever promised hears that its head is no longer here. */
async function leaveOffice(
  records: Records,
  { id, placeId }: { id: string; placeId: string },
  when: When,
): Promise<void> {
  const { db } = records;
  const { now } = when;
  await db.headship.update({ where: { id }, data: { state: 'ended', endedAt: now } });
  const on = { kind: 'headship', id };
  await audit(records, { actor: actorOf(when, 'head'), what: 'headship.ended', on, at: now });
  const place = await db.place.findUniqueOrThrow({
    where: { id: placeId },
    include: withKelurahan,
  });
  const label = labelOfPlace(place);
  const cause = { kind: 'head-left', id };
  const officers = await peopleFor(records, scopeOfPlace(place), now);
  for (const person of officers.filter((each) => !when.holder.ids.includes(each)))
    await records.notify({ cause, person, part: 1, notice: 'head-left', args: { place: label } });
  const coming = await db.allocation.findMany({
    where: { need: { placeId }, state: { in: ['reserved', 'contacted', 'scheduled', 'on_way'] } },
    include: { pledge: { include: { actor: true } } },
  });
  for (const { id: allocation, pledge } of coming) {
    if (!pledge.actor || when.holder.ids.includes(pledge.actor.id)) continue;
    const { called } = readPerson(records, pledge.actor);
    if (called === undefined) continue;
    await records.notify({
      cause: { kind: 'head-left', id: allocation },
      person: pledge.actor.id,
      part: 1,
      notice: 'head-left-to-donor',
      args: { place: label, number: pledge.number },
    });
  }
}
