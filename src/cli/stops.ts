import type { Records } from '../aid/action.ts';
import {
  block,
  type Named,
  peopleNamed,
  shownChat,
  unblock,
  unblockChat,
} from '../aid/block/records.ts';
import { goOn, halt, type Stoppable, stoppable } from '../aid/stop/records.ts';
import { writeMoment } from '../language/moment.ts';
import { readPhone } from '../language/phone.ts';
import { actor } from './operator.ts';
import type { Shown } from './staff.ts';

const known = (said: string) => stoppable.find((one) => one === said);
const whichOne: Shown = {
  lines: [`Which one: ${stoppable.join(', ')}? For example: npm run cli -- pause pledges`],
  ok: false,
};

const sentences: Record<Stoppable, { paused: string; resumed: string }> = {
  sends: {
    paused:
      'Nothing goes out unasked from now on: notices and announcements wait. Answers go on. What a channel has in hand still arrives.',
    resumed: 'Notices and announcements go out again; what waited goes first.',
  },
  pledges: {
    paused: 'No new pledge is taken from now on. What was promised goes on.',
    resumed: 'New pledges are taken again.',
  },
  registrations: {
    paused: 'No new place is registered from now on. Corrections and checks go on.',
    resumed: 'Places can be registered again.',
  },
};

/** Halts sends, pledges or registrations, with a sentence to people who come for them. */
export async function pause(
  records: Records,
  {
    said,
    say,
    sayEn,
    now,
  }: { said: string; say?: string | undefined; sayEn?: string | undefined; now: Date },
): Promise<Shown> {
  const one = known(said);
  if (!one) return whichOne;
  const words = [say, sayEn].filter((text) => text !== undefined);
  if (words.some((text) => text.trim() === '' || text.length > 300))
    return { lines: ['--say and --say-en take a sentence, of 300 characters at most.'], ok: false };
  if (one === 'sends' && words.length > 0)
    return {
      lines: ['Nobody comes for what is sent unasked: --say is for pledges and registrations.'],
      ok: false,
    };
  const why = { ...(say && { id: say.trim() }), ...(sayEn && { en: sayEn.trim() }) };
  await halt(records, { what: one, why, actor, now });
  return { lines: [sentences[one].paused, `To go on: npm run cli -- resume ${one}`], ok: true };
}

/** Lets it go on. */
export async function resume(records: Records, said: string, now: Date): Promise<Shown> {
  const one = known(said);
  if (!one) return whichOne;
  const wasPaused = await goOn(records, { what: one, actor, now });
  return { lines: [wasPaused ? sentences[one].resumed : `${one} were not paused.`], ok: true };
}

/** What stands still, since when, and what people read. */
export async function listStops({ db }: Records): Promise<Shown> {
  const rows = await db.stop.findMany({ orderBy: { since: 'asc' } });
  const lines = rows.map((row) =>
    [
      row.what,
      `since ${writeMoment(row.since.toISOString(), 'en')}`,
      row.what === 'sends' ? '' : row.whyId,
    ]
      .filter(Boolean)
      .join('  '),
  );
  return { lines: lines.length > 0 ? lines : ['Nothing is paused.'], ok: true };
}

/** A pledge, a request, a phone number or the id of a person, as the operator types it. */
function named(said: string): Named | undefined {
  if (/^[km]-\d{4}-\d{4,}$/i.test(said)) return { number: said.toUpperCase() };
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(said)) return { id: said.toLowerCase() };
  const phone = readPhone(said);
  return 'value' in phone ? { phone: phone.value } : undefined;
}

const example =
  'For example: npm run cli -- block K-2611-0012 --reason "pledged under false names"';

async function whoIs(records: Records, said: string): Promise<string[] | Shown> {
  const who = named(said);
  if (!who)
    return {
      lines: [`Who? By a pledge, a request, a phone number or the id of a person. ${example}`],
      ok: false,
    };
  const people = await peopleNamed(records, who);
  return people.length > 0 ? people : { lines: ['Nobody is known by that.'], ok: false };
}

const inChats = (count: number): string =>
  count === 0
    ? 'who has no chat now, and will be so in any that comes'
    : `in ${count} ${count === 1 ? 'chat' : 'chats'}`;

/** Serves somebody no more; the reason is for those who look after the list. */
export async function blockPerson(
  records: Records,
  { said, reason, now }: { said: string; reason: string | undefined; now: Date },
): Promise<Shown> {
  if (!reason?.trim()) return { lines: [`Why? Add --reason "…". ${example}`], ok: false };
  const people = await whoIs(records, said);
  if ('ok' in people) return people;
  let chats = 0;
  for (const person of people)
    chats += await block(records, { person, reason: reason.trim(), actor, now });
  return {
    lines: [
      `Blocked: ${people.join(', ')}, ${inChats(chats)}. They hear it once a day, when they write. What they promised stays on record.`,
    ],
    ok: true,
  };
}

export async function unblockPerson(records: Records, said: string, now: Date): Promise<Shown> {
  if (said.startsWith('chat-')) {
    const isServed = await unblockChat(records, { shown: said, actor, now });
    return {
      lines: [isServed ? `Served again: ${said}` : 'No such chat is blocked.'],
      ok: isServed,
    };
  }
  const people = await whoIs(records, said);
  if ('ok' in people) return people;
  const done: string[] = [];
  for (const person of people)
    if (await unblock(records, { person, actor, now })) done.push(person);
  return {
    lines: [done.length > 0 ? `Served again: ${done.join(', ')}` : 'They were not blocked.'],
    ok: true,
  };
}

/** Who is blocked, by the id of the person, since when and why. */
export async function listBlocked({ db }: Records): Promise<Shown> {
  const rows = await db.blocked.findMany({ orderBy: { since: 'asc' } });
  const lines = rows.map(
    ({ chat, personId, since, reason }) =>
      `${personId ?? `${shownChat(chat)} (erased)`}  since ${writeMoment(since.toISOString(), 'en')}  ${reason}`,
  );
  return { lines: lines.length > 0 ? lines : ['Nobody is blocked.'], ok: true };
}
