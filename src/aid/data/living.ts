import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { livingHead } from '../place/records.ts';
import { pledgedBy } from '../pledge/records.ts';
import { livingRole } from '../staff/desk.ts';

/** What somebody is still part of, and what becomes of it when they go. */
export interface Living {
  /** Parts of promises whose goods have not come: they are withdrawn, and the heads are told. */
  promises: string[];
  /** Promises of which something waits for a place: that is withdrawn. */
  waiting: string[];
  /** Counted by a head and not confirmed by the donor: it stays, and an officer confirms it. */
  counted: number;
  /** Places that they head: the office ends, donors and officers are told. */
  places: { id: string; placeId: string }[];
  /** Registrations that an officer has not checked, or has refused. */
  claims: string[];
  /** Requests that nobody has assessed: they are withdrawn. */
  proposed: string[];
  roles: { id: string; isLastAdmin: boolean }[];
}

const promised = ['reserved', 'contacted', 'scheduled'] as const;

/** Promises that no one else speaks for: their own, and those of parties with no other member. */
const alone = (ids: string[]): Prisma.PledgeWhereInput => ({
  OR: ids.map(pledgedBy),
  NOT: { donor: { members: { some: { personId: { notIn: ids }, leftAt: null } } } },
});

export async function livingOf({ db }: Records, ids: string[], now: Date): Promise<Living> {
  const own = { personId: { in: ids } };
  const pledge = alone(ids);
  const id = { select: { id: true } } as const;
  const idsOf = (rows: { id: string }[]) => rows.map((row) => row.id);
  const roles = await db.role.findMany({ where: { ...own, ...livingRole(now) } });
  const otherAdmins = await db.role.count({
    where: { kind: 'admin', personId: { notIn: ids }, ...livingRole(now) },
  });
  return {
    promises: idsOf(
      // In the order in which needs are locked, as by whoever promises to several at once.
      await db.allocation.findMany({
        where: { pledge, state: { in: [...promised] } },
        orderBy: { needId: 'asc' },
        ...id,
      }),
    ),
    waiting: idsOf(await db.pledge.findMany({ where: { ...pledge, waiting: { gt: 0 } }, ...id })),
    counted: await db.allocation.count({ where: { pledge, state: 'on_way' } }),
    places: await db.headship.findMany({
      where: { ...own, ...livingHead(now) },
      select: { id: true, placeId: true },
    }),
    claims: idsOf(
      await db.headship.findMany({
        where: { ...own, state: { in: ['claimed', 'refused'] } },
        ...id,
      }),
    ),
    proposed: idsOf(
      await db.need.findMany({ where: { proposedById: { in: ids }, state: 'proposed' }, ...id }),
    ),
    roles: roles.map((role) => ({
      id: role.id,
      isLastAdmin: role.kind === 'admin' && otherAdmins === 0,
    })),
  };
}

/** Whether anything of it keeps a silent person from being let go of. */
export const isPart = (living: Living): boolean =>
  living.promises.length +
    living.waiting.length +
    living.counted +
    living.places.length +
    living.claims.length +
    living.proposed.length +
    living.roles.length >
  0;
