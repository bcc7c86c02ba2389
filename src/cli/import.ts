import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { Records } from '../aid/action.ts';
import type { Actor } from '../aid/audit.ts';
import { importNeeds, needColumns } from '../aid/need/import.ts';
import { importPlaces, placeColumns } from '../aid/place/import.ts';
import type { Imported, Line } from '../aid/place/imported.ts';

/** `npm run cli -- import places|needs file.csv [--dry-run]`: a list is read in whole, or not at all. */

type Import = (
  records: Records,
  lines: readonly Line[],
  by: { actor: Actor; now: Date },
) => Promise<Imported>;

const lists: Record<string, { columns: readonly string[]; optional: string[]; run: Import }> = {
  places: { columns: placeColumns, optional: ['rw', 'name'], run: importPlaces },
  needs: {
    columns: needColumns,
    optional: ['kind', 'rw', 'name', 'urgency', 'from'],
    run: importNeeds,
  },
};

/** Rolls back what was read in. */
class NotKept extends Error {
  readonly result: Imported;
  constructor(result: Imported) {
    super('not kept');
    this.result = result;
  }
}

/** Runs it in one transaction, which a throw undoes; long enough for a list of all Jakarta. */
export type Transact = <T>(work: (records: Records) => Promise<T>) => Promise<T>;

export interface ImportOptions {
  /** `places` or `needs`. */
  list: string;
  file: string;
  dryRun: boolean;
  actor: Actor;
  now: Date;
  say: (line: string) => void;
  complain: (line: string) => void;
}

/** Gives the exit code: 0 when the list is in, or would be. */
export async function importList(
  transact: Transact,
  { list, file, dryRun, actor, now, say, complain }: ImportOptions,
): Promise<number> {
  const known = lists[list];
  if (!known) {
    complain(`import takes places or needs, and a file. For example: import places places.csv`);
    return 2;
  }
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    complain(`${file} cannot be read.`);
    return 2;
  }
  const { lines, faults } = linesOf(text, known);
  const result = await readIn(transact, known.run, {
    lines,
    faults,
    dryRun,
    actor,
    now,
  });
  result.faults.sort((one, other) => one.line - other.line);
  for (const { line, what } of result.faults) complain(`${file}:${line}: ${what}`);
  if (result.faults.length > 0) {
    const count = result.faults.length;
    complain(`${count} fault${count === 1 ? '' : 's'}. Nothing was imported.`);
    return 1;
  }
  for (const { line, what } of result.notes) say(`${file}:${line}: ${what}`);
  const counts = `${result.made} new, ${result.known} known already`;
  if (dryRun) say(`${counts}. Nothing was imported: this was a dry run.`);
  else if (result.made === 0) say(`${counts}. Nothing has changed.`);
  else say(`${counts}. Imported.`);
  return 0;
}

interface Read {
  lines: Line[];
  /** What is wrong with the file itself. */
  faults: Imported['faults'];
}

/** Everything in one transaction, which stays only where there was no fault. */
async function readIn(
  transact: Transact,
  run: Import,
  { lines, faults, dryRun, actor, now }: Read & Pick<ImportOptions, 'dryRun' | 'actor' | 'now'>,
): Promise<Imported> {
  try {
    return await transact(async (records) => {
      const done = await run(records, lines, { actor, now });
      done.faults.push(...faults);
      if (done.faults.length > 0 || dryRun) throw new NotKept(done);
      return done;
    });
  } catch (error) {
    if (error instanceof NotKept) return error.result;
    throw error;
  }
}

function linesOf(
  text: string,
  { columns, optional }: { columns: readonly string[]; optional: string[] },
): Read {
  const faulty = (line: number, what: string): Read => ({ lines: [], faults: [{ line, what }] });
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      delimiter: [',', ';'],
    }) as unknown as typeof rows;
  } catch (error) {
    if (error instanceof CsvError) return faulty(Number(error.lines ?? 1), error.message);
    throw error;
  }
  const [head, ...body] = rows;
  const names = (head?.record ?? []).map((name) => name.toLowerCase());
  const strange = names.filter((name) => !columns.includes(name));
  const missing = columns.filter((name) => !names.includes(name) && !optional.includes(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const wrong = [
    ...strange.map((name) => `the column "${name}" is not known`),
    ...missing.map((name) => `the column "${name}" is missing`),
    ...twice.map((name) => `the column "${name}" stands there twice`),
  ];
  if (wrong.length > 0)
    return faulty(1, `${wrong.join('; ')}; the columns are ${columns.join(', ')}`);
  const isWhole = ({ record }: (typeof rows)[number]) => record.length === names.length;
  const faults = body
    .filter((row) => !isWhole(row))
    .map(({ record, info }) => ({
      line: info.lines,
      what: `has ${record.length} cells, and the first line ${names.length} columns`,
    }));
  const lines = body.filter(isWhole).map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(names.map((name, at) => [name, record[at] ?? ''])),
  }));
  return { lines, faults };
}
