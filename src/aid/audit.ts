import type { ActedAs } from '../store/generated/client.ts';
import type { Records } from './action.ts';

/** Who does something, and in what part: `{ as: 'head', person: id }`, `{ as: 'operator' }`. */
export interface Actor {
  as: ActedAs;
  person?: string;
}

export interface Audited {
  actor: Actor;
  /** `noun.what-happened`, e.g. `need.approved`. */
  what: string;
  on: { kind: string; id: string };
  at: Date;
  /** Figures and states; never a name, a number to call, or words that somebody wrote. */
  detail?: Record<string, string | number>;
}

/** Keeps a decision, or a look at personal data, for as long as the records are kept. */
export async function audit({ db }: Records, { actor, what, on, at, detail }: Audited) {
  await db.auditLog.create({
    data: {
      at,
      actorId: actor.person ?? null,
      actedAs: actor.as,
      what,
      subjectKind: on.kind,
      subjectId: on.id,
      detail: detail ?? {},
    },
  });
}

/** What is on record since then, the oldest first: of one kind (`need`) or about one subject, by its id. */
export function auditedSince(
  { db }: Pick<Records, 'db'>,
  { since, about }: { since: Date; about?: string | undefined },
) {
  return db.auditLog.findMany({
    where: {
      at: { gte: since },
      ...(about !== undefined && { OR: [{ subjectKind: about }, { subjectId: about }] }),
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
}
