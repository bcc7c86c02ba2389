import { stringify } from 'csv-stringify/sync';
import type { Records } from '../aid/action.ts';
import { readPerson } from '../aid/person/records.ts';
import { dayInJakarta, writtenDay } from '../aid/programme/rules.ts';
import { changeSeason, type SeasonChange } from '../aid/season/change.ts';
import { closeSeason } from '../aid/season/close.ts';
import { openSeason } from '../aid/season/open.ts';
import { standsAs, unfinished } from '../aid/season/seasons.ts';
import { actor } from './operator.ts';
import type { Shown } from './staff.ts';

/** The command's second word, the one after it, and the options. */
export interface Said {
  /** `set`, `end` */
  verb: string;
  key: string;
  values: Record<string, string | boolean | undefined>;
}
export type Command = (records: Records, said: Said, now: Date) => Promise<Shown>;

export const programmeUsage = `  programme list                                  the seasons, how each stands, and what it has to finish
  programme open <key> --name "Ramadan 2027" [--name-en "…"] --from 2027-02-08 [--until 2027-03-09]
  programme change <key> [--name "…"] [--name-en "…"] [--until 2027-03-09|none] [--contact-hours 48] [--quiet 21-7]
  programme close <key>                           takes nothing new, and finishes what it has
  programme history [--csv]                       every change of seasons, fields, packages, prices, distributors`;

export const programmeOptions = {
  'name-en': { type: 'string' },
  from: { type: 'string' },
  'contact-hours': { type: 'string' },
  quiet: { type: 'string' },
} as const;

export const programmeCommands: Record<string, Command> = {
  'programme list': list,
  'programme open': open,
  'programme change': change,
  'programme close': close,
  'programme history': history,
};

export const done = (line: string): Shown => ({ lines: [line], ok: true });
export const wrong = (line: string): Shown => ({ lines: [line], ok: false });

export const text = ({ values }: Said, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : undefined;
};

/** A day that is one: `2027-02-30` is none. */
export const isDay = (said: string): boolean => {
  const day = new Date(said);
  return !Number.isNaN(day.getTime()) && writtenDay(day) === said;
};

export const isKey = (said: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(said);

async function list(records: Records, _: Said, now: Date): Promise<Shown> {
  const rows = await records.db.programme.findMany({
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
  });
  const lines = [];
  for (const row of rows) {
    const { promises, requests } = await unfinished(records, row);
    const days = `${writtenDay(row.startsOn)} to ${row.endsOn ? writtenDay(row.endsOn) : '…'}`;
    const hours = `contact in ${row.contactHours} h, quiet ${row.quietFromHour}-${row.quietUntilHour}`;
    const left = `${promises} promises and ${requests} requests to finish`;
    const stands = standsAs(row, dayInJakarta(now)).en;
    lines.push(`${row.key}  ${row.nameId} / ${row.nameEn}  ${days}  ${stands}  ${hours}  ${left}`);
  }
  return { lines: lines.length > 0 ? lines : ['There is no season yet.'], ok: true };
}

async function open(records: Records, said: Said, now: Date): Promise<Shown> {
  const [name, from, until] = [text(said, 'name'), text(said, 'from'), text(said, 'until')];
  if (!isKey(said.key))
    return wrong(
      'A key is needed, of small letters, figures and hyphens. For example: ramadan-2027',
    );
  if (!name) return wrong('What is it called? Add --name "Ramadan 2027"');
  if (!from || !isDay(from))
    return wrong('--from takes its first day. For example: --from 2027-02-08');
  if (until !== undefined && !isDay(until))
    return wrong('--until takes its last day. For example: --until 2027-03-09');
  const wanted = { key: said.key, name, nameEn: text(said, 'name-en'), from, until };
  const ended = await openSeason(records, wanted, { actor, now });
  if (ended === 'taken') return wrong(`There is another season ${said.key}: see programme list`);
  if (ended === 'dates') return wrong('Its last day lies before its first, or has passed.');
  return done(`Opened, from ${from} on, with the prices and hours of the season before.`);
}

async function change(records: Records, said: Said, now: Date): Promise<Shown> {
  const [until, hours, quiet] = [
    text(said, 'until'),
    text(said, 'contact-hours'),
    text(said, 'quiet'),
  ];
  const wanted: SeasonChange = { nameId: text(said, 'name'), nameEn: text(said, 'name-en') };
  if (until !== undefined && until !== 'none' && !isDay(until))
    return wrong('--until takes a day, or none. For example: --until 2027-03-09');
  if (until !== undefined) wanted.endsOn = until === 'none' ? null : new Date(until);
  if (hours !== undefined) {
    wanted.contactHours = Number(hours);
    if (!(Number.isSafeInteger(wanted.contactHours) && inside(wanted.contactHours, 1, 240)))
      return wrong('--contact-hours takes whole hours, 1 to 240. For example: --contact-hours 48');
  }
  if (quiet !== undefined) {
    const [, from = '24', to = '24'] = /^(\d{1,2})-(\d{1,2})$/.exec(quiet) ?? [];
    [wanted.quietFromHour, wanted.quietUntilHour] = [Number(from), Number(to)];
    if (!inside(wanted.quietFromHour, 0, 23) || !inside(wanted.quietUntilHour, 0, 23))
      return wrong('--quiet takes two hours of the day. For example: --quiet 21-7');
  }
  if (Object.values(wanted).every((each) => each === undefined))
    return wrong('What changes? Add --name, --name-en, --until, --contact-hours or --quiet');
  const sentences = {
    changed: 'Changed. Deadlines that were told stay as they are.',
    moved: 'Somebody else changed it a moment ago. Look once more.',
    taken: 'Another season is called so: see npm run cli -- programme list',
    dates: 'Its last day would lie before its first, or has passed.',
    gone: `No open season is called ${said.key}: see npm run cli -- programme list`,
  };
  const ended = await changeSeason(records, said.key, wanted, { actor, now });
  return ended === 'changed' ? done(sentences.changed) : wrong(sentences[ended]);
}

const inside = (value: number, least: number, most: number) => value >= least && value <= most;

async function close(records: Records, said: Said, now: Date): Promise<Shown> {
  const ended = await closeSeason(records, said.key, { actor, now });
  return ended === 'closed'
    ? done('Closed. It takes nothing new, and finishes what was promised and asked for.')
    : wrong(`No season is called ${said.key}: see npm run cli -- programme list`);
}

/** The oldest first: when, who, what, and from what to what. */
async function history(records: Records, { values }: Said): Promise<Shown> {
  const rows = await records.db.programmeVersion.findMany({
    orderBy: { serial: 'asc' },
    include: { person: true },
  });
  const table = rows.map(({ at, actedAs, person, kind, key, before, after }) => {
    const called = person ? (readPerson(records, person).called ?? '') : '';
    const [was, is] = [asRow(before), asRow(after)];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (name) => was[name] !== is[name],
    );
    const changes = names.map((name) => `${name} ${said(was[name])} → ${said(is[name])}`);
    return [at.toISOString(), actedAs, called, kind, key, changes.join(', ')];
  });
  if (values.csv === true) {
    const head = ['at', 'acted as', 'by', 'kind', 'key', 'what'];
    return { lines: [stringify([head, ...table]).trim()], ok: true };
  }
  if (table.length === 0) return { lines: ['Nothing was changed yet.'], ok: true };
  return { lines: table.map((cells) => cells.filter(Boolean).join('  ')), ok: true };
}

const asRow = (json: unknown): Record<string, unknown> =>
  json !== null && typeof json === 'object' ? (json as Record<string, unknown>) : {};
const said = (value: unknown): string => (value === undefined || value === null ? '–' : `${value}`);
