import { Prisma, type Versioned } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { lockProgramme } from '../programme/records.ts';
import type { Kept } from './rules.ts';

/** Who changes what may be given, and when; `seen` is the version that they looked at, as `seenOf` told it. */
export interface Change {
  actor: Actor;
  seen?: string | undefined;
  now: Date;
}

export interface Subject {
  kind: Versioned;
  key: string;
}

/**
 * What an admin is shown with each row of a kind, and gives back with a change of it: another one since then is not undone unseen.
 */
export async function seenOf({ db }: Records, kind: Versioned): Promise<(key: string) => string> {
  const latest = await db.programmeVersion.groupBy({
    by: ['key'],
    where: { kind },
    _max: { serial: true },
  });
  const serials = new Map(latest.map(({ key, _max }) => [key, _max.serial]));
  return (key) => String(serials.get(key) ?? 0);
}

/** Whether somebody changed it since it was shown. Called with the programme locked. */
export async function isMoved(
  records: Records,
  { kind, key }: Subject,
  { seen }: Change,
): Promise<boolean> {
  return seen !== undefined && seen !== (await seenOf(records, kind))(key);
}

/** Changes come one after the other: each sees what the one before it made. */
export const lockChanges = lockProgramme;

export interface Step extends Subject {
  /** `opened`, `changed`, `closed`: with its kind what the audit log calls it. */
  did: string;
  before: Kept | null;
  after: Kept | null;
}

/** Keeps who changed what, when, from what to what. */
export async function keepStep(
  records: Records,
  { did, kind, key, before, after }: Step,
  { actor, now }: Change,
): Promise<void> {
  await records.db.programmeVersion.create({
    data: {
      kind,
      key,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
      at: now,
      actedAs: actor.as,
      personId: actor.person ?? null,
    },
  });
  await audit(records, { actor, what: `${kind}.${did}`, on: { kind, id: key }, at: now });
}
