import type { NeedState, NeedStep } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import type { Actor } from '../audit.ts';
import { readPerson } from '../person/records.ts';

export interface Version {
  did: NeedStep;
  state: NeedState;
  /** What is asked for now. */
  proposed: number;
  approved: number;
  /** An officer's, which the head reads. */
  reason?: string | undefined;
  /** What was asked or answered; kept sealed. */
  words?: string;
  actor: Actor;
  now: Date;
}

/**
 * Keeps what a change makes of a need: who, when and why. Called with the need locked, so that no two are the
 * third. Returns the id of the version.
 */
export async function keepVersion(
  { db, secrets }: Records,
  need: { id: string },
  { words, reason, actor, now, ...version }: Version,
): Promise<string> {
  const { id } = await db.needVersion.create({
    data: {
      ...version,
      needId: need.id,
      version: 1 + (await db.needVersion.count({ where: { needId: need.id } })),
      reason: reason ?? null,
      words: words === undefined ? null : secrets.seal(words),
      actorId: actor.person ?? null,
      actedAs: actor.as,
      at: now,
    },
  });
  return id;
}

/** Who made the latest version, for an officer who comes second: `Bu Citra`; empty when nobody is known. */
export async function lastActor(records: Records, need: { id: string }): Promise<string> {
  const last = await records.db.needVersion.findFirst({
    where: { needId: need.id },
    orderBy: { version: 'desc' },
    include: { actor: { include: { mergedInto: true } } },
  });
  const actor = last?.actor?.mergedInto ?? last?.actor;
  return actor ? (readPerson(records, actor).called ?? '') : '';
}
