import type { NeedUrgency } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import {
  dayOf,
  type Imported,
  kelurahanFinder,
  type Line,
  placeNamed,
  placesNamed,
  wholeNumber,
} from '../place/imported.ts';
import { labelOfPlace } from '../place/records.ts';
import { currentProgramme } from '../programme/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { timeEnd } from './ends.ts';
import { nextNumber, standingNeed } from './records.ts';
import { keepVersion } from './version.ts';

export const needColumns = [
  'kind',
  'kelurahan',
  'rw',
  'name',
  'package',
  'quantity',
  'urgency',
  'from',
  'until',
] as const;

/** What requests of a list are filed under, where those of heads have their chat. */
const listed = 'import';
const mostAsked = 100_000;

interface Wish {
  package: string;
  quantity: number;
  urgency: NeedUrgency;
  from: Date | null;
  until: Date;
}

/**
 * Reads a list of assessed needs in: each is open with its quantity as approved, and offered to donors once a
 * checked head lives there. A line that was read in before changes nothing, whatever has become of it since. To
 * be undone by its transaction where there are faults.
 */
export async function importNeeds(
  records: Records,
  lines: readonly Line[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<Imported> {
  const result: Imported = { faults: [], notes: [], made: 0, known: 0 };
  const programme = await currentProgramme(records, now);
  if (!programme) {
    result.faults.push({ line: 1, what: 'no programme runs now, so nothing can be asked for' });
    return result;
  }
  const find = await kelurahanFinder(records);
  const packages = (
    await records.db.package.findMany({ where: { active: true, field: { active: true } } })
  ).map(({ key }) => key);
  const read = new Map<string, number>();
  for (const line of lines) {
    const fault = (what: string) => void result.faults.push({ line: line.line, what });
    const named = placeNamed(line, find);
    const wish = readWish(line, packages);
    for (const part of [named, wish]) if ('faults' in part) part.faults.forEach(fault);
    if ('faults' in named || 'faults' in wish) continue;
    const { kind = '' } = line.cells;
    const places = (await placesNamed(records, named)).filter(
      (place) => kind === '' || place.kind === kind,
    );
    const [place] = places;
    if (!place) {
      fault('the place is not known: import it with the places first');
      continue;
    }
    if (places.length > 1) {
      fault(`${named.name} is both a panti and a pesantren: say which in a column kind`);
      continue;
    }
    const label = labelOfPlace(place);
    const question = [
      place.id,
      wish.package,
      programme.id,
      line.cells.from ?? '',
      line.cells.until ?? '',
    ].join(':');
    const same = `${place.id}:${wish.package}`;
    const earlier = read.get(same);
    read.set(same, line.line);
    if (earlier !== undefined) {
      fault(`${label} asks for ${wish.package} in line ${earlier} as well`);
      continue;
    }
    const chat_question = { chat: listed, question };
    const known = await records.db.need.findUnique({
      where: { chat_question },
      include: { versions: { where: { version: 1 } } },
    });
    if (known) {
      result.known += 1;
      const first = Number(known.versions[0]?.approved ?? known.approved);
      if (first !== wish.quantity)
        result.notes.push({
          line: line.line,
          what: `${known.number} was read in with ${first}, not ${wish.quantity}: left as it is`,
        });
      continue;
    }
    if (wish.until < dayInJakarta(now)) {
      fault(`until ${line.cells.until} is past`);
      continue;
    }
    if (!place.households) {
      fault(`the households of ${label} are not known: import it with the places first`);
      continue;
    }
    const standing = await standingNeed(records, place.id, wish.package, programme.id);
    if (standing) {
      const how = standing.state === 'open' ? 'open to donors' : 'waiting to be assessed';
      fault(`${label} has this request already: ${standing.number}, ${how}`);
      continue;
    }
    const number = await nextNumber(records, 'M', now);
    const { id } = await records.db.need.create({
      data: {
        ...chat_question,
        number,
        placeId: place.id,
        packageKey: wish.package,
        programmeId: programme.id,
        state: 'open',
        households: place.households,
        proposed: wish.quantity,
        approved: wish.quantity,
        urgency: wish.urgency,
        periodFrom: wish.from,
        periodTo: wish.until,
        createdAt: now,
        openedAt: now,
      },
    });
    const { quantity } = wish;
    const version = {
      did: 'imported',
      state: 'open',
      proposed: quantity,
      approved: quantity,
    } as const;
    await keepVersion(records, { id }, { ...version, actor, now });
    await timeEnd(records, { id, periodTo: wish.until });
    const on = { kind: 'need', id };
    await audit(records, { actor, what: 'need.imported', on, at: now, detail: { quantity } });
    result.made += 1;
  }
  return result;
}

function readWish({ cells }: Line, packages: string[]): Wish | { faults: string[] } {
  const { package: key = '', quantity = '', urgency = '', from = '', until = '' } = cells;
  const faults: string[] = [];
  if (!packages.includes(key))
    faults.push(`package "${key}" is not known; known: ${packages.join(', ')}`);
  const count = wholeNumber(quantity);
  if (!count) faults.push(`quantity "${quantity}" is no whole number above 0`);
  else if (count > mostAsked) faults.push(`quantity ${quantity} is more than ${mostAsked}`);
  if (!['', 'normal', 'urgent'].includes(urgency))
    faults.push(`urgency "${urgency}" is neither normal nor urgent`);
  const start = from === '' ? null : dayOf(from);
  const end = dayOf(until);
  if (start === undefined) faults.push(`from "${from}" is no day such as 2026-12-01`);
  if (!end) faults.push(`until "${until}" is no day such as 2026-12-31`);
  if (start && end && end < start) faults.push('until lies before from');
  if (faults.length > 0 || !count || !end || start === undefined) return { faults };
  return {
    package: key,
    quantity: count,
    urgency: urgency === 'urgent' ? 'urgent' : 'normal',
    from: start,
    until: end,
  };
}
