import type { Records } from '../aid/action.ts';
import { audit } from '../aid/audit.ts';
import { readPerson } from '../aid/person/records.ts';
import type { ClaimRow } from '../aid/place/cases.ts';
import { approveClaim, refuseClaim } from '../aid/place/decide.ts';
import { labelOfPlace } from '../aid/place/records.ts';
import { waitingClaims } from '../aid/place/waiting.ts';
import { writtenDay } from '../aid/programme/rules.ts';
import { writeQuantity } from '../language/quantity.ts';
import { regionKey } from '../language/regions.ts';
import { actor } from './operator.ts';
import type { Shown } from './staff.ts';

/** Who waits to be known as head of a place, with what they gave as proof; with an id where several want one place. The look is on record. */
export async function listClaims(records: Records, now: Date): Promise<Shown> {
  const rows = await waitingClaims(records);
  if (rows.length === 0) return { lines: ['Nobody waits to be checked.'], ok: true };
  for (const { id } of rows)
    await audit(records, { actor, what: 'headship.seen', on: { kind: 'headship', id }, at: now });
  const several = (row: ClaimRow) =>
    rows.filter(({ placeId }) => placeId === row.placeId).length > 1;
  return {
    lines: rows.map((row) => `${several(row) ? `${row.id}  ` : ''}${describe(records, row)}`),
    ok: true,
  };
}

function describe({ secrets }: Records, row: ClaimRow): string {
  const { called = 'unnamed', phone = 'no phone' } = row.person
    ? readPerson({ secrets }, row.person)
    : {};
  const number = row.proofNumber ? secrets.open(row.proofNumber) : 'no number';
  const dated = row.proofDate ? writtenDay(row.proofDate) : 'no date';
  const until = row.termEndsOn ? `until ${writtenDay(row.termEndsOn)}` : 'without an end';
  const counted = writeQuantity(Number(row.households ?? 0));
  return `${labelOfPlace(row.place)}  ${counted}  letter ${number} of ${dated}, ${until}, photo ${row.proof}  (${called}, ${phone})`;
}

/** `RW 03 Pulo Gadung`, or the id of the claim where several wait for one place. */
export async function approvePlace(
  records: Records,
  { wanted, handover, now }: { wanted: string; handover: boolean; now: Date },
): Promise<Shown> {
  const claim = await claimOf(records, wanted);
  if (typeof claim !== 'string') return claim;
  const ended = await approveClaim(records, { claim, handover, actor, now });
  if (ended.end === 'approved')
    return {
      lines: ['Approved, and the head is told. They may ask for aid from now on.'],
      ok: true,
    };
  const why = {
    headed:
      'The place has a head whose term lasts. To end it in the same step, add --handover; both are told.',
    over: 'The term of that letter has ended: refuse it, with a remedy.',
    changed: 'That claim was sent again a moment ago. Look once more.',
    letterless:
      'The number and date of the letter are still to come: the head adds them with "daftar".',
    already: 'That claim has been decided.',
  };
  return { lines: [why[ended.end]], ok: false };
}

export async function refusePlace(
  records: Records,
  { wanted, reason, remedy, now }: { wanted: string; reason: string; remedy: string; now: Date },
): Promise<Shown> {
  if (reason === '' || remedy === '')
    return {
      lines: ['The head reads why, and what to do: add --reason "…" and --remedy "…"'],
      ok: false,
    };
  const claim = await claimOf(records, wanted);
  if (typeof claim !== 'string') return claim;
  const ended = await refuseClaim(records, { claim, reason, remedy, actor, now });
  return ended === 'refused'
    ? { lines: ['Refused, and the head is told why.'], ok: true }
    : { lines: ['That claim has been decided.'], ok: false };
}

async function claimOf(records: Records, wanted: string): Promise<string | Shown> {
  const found = (await waitingClaims(records)).filter(
    (row) => row.id === wanted || regionKey(labelOfPlace(row.place)) === regionKey(wanted),
  );
  const [only, ...others] = found;
  if (!only)
    return {
      lines: [`No claim waits for "${wanted}": see npm run cli -- places list`],
      ok: false,
    };
  return others.length === 0
    ? only.id
    : {
        lines: ['Several wait for that place; give an id from: npm run cli -- places list'],
        ok: false,
      };
}
