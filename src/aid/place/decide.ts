import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { awaitPhoto } from '../media/records.ts';
import { readPerson } from '../person/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { type ClaimRow, claimRow, claimRows, versionOf, waitsForOfficer } from './cases.ts';
import { labelOfPlace, livingHead, lockPlace } from './records.ts';
import { kindWords, officerLabel } from './rules.ts';
import { timeTerm } from './term-end.ts';

export interface Decision {
  /** The id of the headship. */
  claim: string;
  actor: Actor;
  now: Date;
  /** `versionOf` what was read; what was sent since is not decided unseen. */
  seen?: string | undefined;
}

export type Approved =
  | { end: 'approved'; gives: { place: string; head: string } }
  /** Another officer was first, or the claim was taken back. */
  | { end: 'already' }
  /** It was sent again, or something came to it, since it was read. */
  | { end: 'changed' }
  /** The number and date of its letter are still to come. */
  | { end: 'letterless' }
  /** Its term has ended while it waited. */
  | { end: 'over' }
  /** Another person's office lives: to end it is a decision of its own. */
  | { end: 'headed'; gives: { place: string; head: string } };

/**
 * The claim, with its place held until the transaction ends: of two officers the first decides. Undefined when
 * there is none. A claim that asks is decided too: the officer may have what was missing in hand.
 */
export async function heldClaim(records: Records, id: string): Promise<ClaimRow | undefined> {
  const { db } = records;
  const found = await db.headship.findUnique({ where: { id }, select: { placeId: true } });
  if (!found) return undefined;
  await lockPlace(db, found.placeId);
  return claimRow(records, id);
}

/**
 * Makes the claim true; the place takes over what it says. With `handover` the office of the head before ends in
 * the same step: the place keeps its history, and both hear of it.
 */
export async function approveClaim(
  records: Records,
  { claim, actor, now, seen, handover = false }: Decision & { handover?: boolean },
): Promise<Approved> {
  const { db } = records;
  const row = await heldClaim(records, claim);
  if (row?.state !== 'claimed' || !row.personId) return { end: 'already' };
  if (isChanged(row, seen)) return { end: 'changed' };
  if (row.letterLater) return { end: 'letterless' };
  if (row.termEndsOn && row.termEndsOn < dayInJakarta(now)) return { end: 'over' };
  const place = labelOfPlace(row.place);
  const head = calledOf(records, row);
  const [living] = await claimRows(records, { placeId: row.placeId, ...livingHead(now) });
  if (living && living.personId !== row.personId && !handover)
    return { end: 'headed', gives: { place, head: calledOf(records, living) } };
  await endOffice(records, row, living, { actor, now });
  await db.headship.update({
    where: { id: claim },
    data: {
      state: 'verified',
      verifiedAt: now,
      verifiedById: actor.person ?? null,
      askedAt: null,
      reason: null,
      remedy: null,
      // A photo that has not come is of no use any more.
      ...(row.proof !== 'given' && { proof: 'none' }),
    },
  });
  const { households, address, latitude, longitude } = row;
  await db.place.update({
    where: { id: row.placeId },
    data: { ...(households !== null && { households }), address, latitude, longitude },
  });
  await timeTerm(records, { id: claim, termEndsOn: row.termEndsOn }, now);
  const detail = {
    handover: living && living.personId !== row.personId ? 1 : 0,
    photo: row.proof === 'given' ? 1 : 0,
  };
  await keepDecision(records, 'approved', { claim, actor, now }, detail);
  await tell(records, row, 'claim-approved', now, { place });
  return { end: 'approved', gives: { place, head } };
}

/** The office before ends: of a predecessor, who is told; the head's own, which is renewed; one whose term was over. */
async function endOffice(
  records: Records,
  row: ClaimRow,
  living: ClaimRow | undefined,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  await records.db.headship.updateMany({
    where: { placeId: row.placeId, role: 'head', state: 'verified' },
    data: { state: 'ended', endedAt: now },
  });
  if (!living || living.personId === row.personId) return;
  await audit(records, {
    actor,
    what: 'headship.ended',
    on: { kind: 'headship', id: living.id },
    at: now,
  });
  await tell(records, living, 'office-ended', now, { place: labelOfPlace(row.place) });
}

/**
 * Asks the head for what is missing; the claim waits for them. A photo that cannot be read is asked for again, and
 * is taken as it comes.
 */
export async function askHead(
  records: Records,
  {
    claim,
    actor,
    now,
    seen,
    what,
    missing,
  }: Decision & { what: 'photo' | 'other'; missing: string },
): Promise<'asked' | 'already' | 'changed'> {
  const row = await heldClaim(records, claim);
  if (!row || !waitsForOfficer(row)) return 'already';
  if (isChanged(row, seen)) return 'changed';
  const { kind, kelurahan } = row.place;
  const { letter } = kindWords[kind];
  const isPhoto = what === 'photo';
  await records.db.headship.update({
    where: { id: claim },
    data: {
      askedAt: now,
      askedPhoto: isPhoto,
      reason: isPhoto ? `foto ${letter.id}, ${missing}` : missing,
    },
  });
  if (isPhoto) await awaitPhoto(records, { headship: claim }, now);
  await keepDecision(records, 'asked', { claim, actor, now });
  const officer = officerLabel(kind, kelurahan.name);
  const args = { place: labelOfPlace(row.place), officer, letter, missing };
  const again = row.proof === 'given' ? 'claim-photo-again' : 'claim-photo';
  await tell(records, row, isPhoto ? again : 'claim-asked', now, args);
  return 'asked';
}

/** Refuses it, with why and what can be done; the head may correct it and send it again. */
export async function refuseClaim(
  records: Records,
  { claim, actor, now, seen, reason, remedy }: Decision & { reason: string; remedy: string },
): Promise<'refused' | 'already' | 'changed'> {
  const row = await heldClaim(records, claim);
  if (row?.state !== 'claimed') return 'already';
  if (isChanged(row, seen)) return 'changed';
  await records.db.headship.update({
    where: { id: claim },
    data: {
      state: 'refused',
      reason,
      remedy,
      askedAt: null,
      // Nobody is reminded of a photo for what was refused.
      ...(row.proof === 'awaited' && { proof: 'missing' }),
    },
  });
  await keepDecision(records, 'refused', { claim, actor, now });
  const officer = officerLabel(row.place.kind, row.place.kelurahan.name);
  const args = { place: labelOfPlace(row.place), officer, reason, remedy };
  await tell(records, row, 'claim-refused', now, args);
  return 'refused';
}

const isChanged = (row: ClaimRow, seen: string | undefined): boolean =>
  seen !== undefined && seen !== versionOf(row);

const calledOf = (records: Records, { person }: ClaimRow): string =>
  (person && readPerson(records, person).called) ?? '?';

const keepDecision = (
  records: Records,
  what: string,
  { claim, actor, now }: Decision,
  detail?: Record<string, number>,
) =>
  audit(records, {
    actor,
    what: `headship.${what}`,
    on: { kind: 'headship', id: claim },
    at: now,
    ...(detail && { detail }),
  });

/** A claim may be decided several times, as often as it is sent: each is told once. */
async function tell(
  records: Records,
  { id, personId, place }: ClaimRow,
  notice: string,
  now: Date,
  args: Parameters<Records['notify']>[0]['args'],
): Promise<void> {
  if (!personId) return;
  const cause = { kind: `${notice}-${now.toISOString()}`, id };
  const { head } = kindWords[place.kind];
  await records.notify({ cause, person: personId, part: 1, notice, args: { ...args, head } });
}
