import type { Records } from '../aid/action.ts';
import { approveNeed } from '../aid/need/approve.ts';
import { listProposed } from '../aid/need/proposed.ts';
import { writeQuantity } from '../language/quantity.ts';
import { actor } from './operator.ts';
import type { Shown } from './staff.ts';

/** What heads have asked for and nobody has assessed. The look is on record. */
export async function listNeeds(records: Records, now: Date): Promise<Shown> {
  const needs = await listProposed(records, { actor, now });
  const lines = needs.map(({ number, place, households, package: name, amount, head }) => {
    const who = head ? `${head.called ?? 'unnamed'}, ${head.phone ?? 'no phone'}` : 'erased';
    return `${number}  ${place}  ${writeQuantity(households)} KK  ${writeQuantity(amount)} ${name}  (${who})`;
  });
  return { lines: lines.length > 0 ? lines : ['Nothing waits to be assessed.'], ok: true };
}

/** Opens a request to donors, with as many as were asked for or with `quantity` and a reason; the head is told. */
export async function approveRequest(
  records: Records,
  {
    number,
    quantity: typed,
    reason,
    now,
  }: {
    number: string | undefined;
    quantity: string | undefined;
    reason: string | undefined;
    now: Date;
  },
): Promise<Shown> {
  if (!number)
    return {
      lines: ['Which one? For example: npm run cli -- needs approve M-2611-0007'],
      ok: false,
    };
  const quantity = typed === undefined ? undefined : Number(typed);
  if (quantity !== undefined && !(Number.isSafeInteger(quantity) && quantity > 0))
    return {
      lines: ['--quantity takes a whole number, at least 1. For example: --quantity 120'],
      ok: false,
    };
  const ended = await approveNeed(records, {
    number: number.toUpperCase(),
    actor,
    now,
    ...(quantity === undefined ? {} : { quantity }),
    ...(reason === undefined ? {} : { reason }),
  });
  const sentences: Record<typeof ended.end, string> = {
    approved: 'Approved, and the head is told. Donors are offered it from now on.',
    unknown: `There is no request ${number}: see npm run cli -- needs list`,
    already: `${number} was assessed before.`,
    'below-floor':
      'More is promised and received already: an officer releases promises by name first, in chat.',
    'reason-needed':
      'Less or more than was asked for needs a reason: add --reason "…", which the head reads.',
    'another-open': 'The place has the same request open to donors: nothing was changed.',
  };
  return { lines: [sentences[ended.end]], ok: ended.end === 'approved' };
}
