import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { readPerson } from '../person/records.ts';
import { placeLabels } from '../place/records.ts';

export interface ProposedNeed {
  /** `M-2611-0007` */
  number: string;
  /** `RW 03 Pulo Gadung` */
  place: string;
  households: number;
  /** The key of the package, e.g. `sembako`. */
  package: string;
  amount: number;
  /** Who says that they head the place; gone when they have been erased. */
  head?: { called?: string; phone?: string };
  proposedAt: Date;
}

/** What waits to be assessed, the urgent ones first, then the oldest, with who asks for it. That it was looked at is kept. */
export async function listProposed(
  records: Records,
  { actor, now }: { actor: Actor; now: Date },
): Promise<ProposedNeed[]> {
  const needs = await records.db.need.findMany({
    where: { waitsSince: { not: null } },
    orderBy: [{ urgency: 'asc' }, { waitsSince: 'asc' }, { id: 'asc' }],
    include: { proposedBy: true },
  });
  for (const { proposedById } of needs) {
    if (!proposedById) continue;
    const on = { kind: 'person', id: proposedById };
    await audit(records, { actor, what: 'person.contact-seen', on, at: now });
  }
  const places = await placeLabels(
    records,
    needs.map(({ placeId }) => placeId),
  );
  return needs.map((need) => ({
    number: need.number,
    place: places(need.placeId),
    households: Number(need.households),
    package: need.packageKey,
    amount: Number(need.wanted ?? need.proposed),
    ...(need.proposedBy && { head: contactDetails(records, need.proposedBy) }),
    proposedAt: need.createdAt,
  }));
}

function contactDetails(records: Records, row: Parameters<typeof readPerson>[1]) {
  const { called, phone } = readPerson(records, row);
  return { ...(called !== undefined && { called }), ...(phone !== undefined && { phone }) };
}
