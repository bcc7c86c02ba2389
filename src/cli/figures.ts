import { stringify } from 'csv-stringify/sync';
import type { Records } from '../aid/action.ts';
import { areasNamed } from '../aid/need/areas.ts';
import { coverageOf } from '../aid/need/covered.ts';
import { donorLabels } from '../aid/person/rules.ts';
import { type Figure, type FiguresBy, figuresOf } from '../aid/programme/figures.ts';
import { writeQuantity } from '../language/quantity.ts';

/** `npm run cli -- totals|coverage [--csv]`: the figures that the chat tells, as tables for people or machines. */

/** `Dunia usaha`, `Pangan`, `Jakarta Timur`; `tanpa komitmen` for what nobody had pledged. */
function groupOf({ group, groupLabel }: Figure): string {
  if (typeof groupLabel !== 'string') return groupLabel.id;
  if (group === '') return 'tanpa komitmen';
  return donorLabels[group as keyof typeof donorLabels]?.id ?? group;
}

export async function totalsTable(
  records: Records,
  { by, csv }: { by: readonly FiguresBy[]; csv: boolean },
): Promise<string> {
  const rows: string[][] = [];
  for (const each of by) {
    for (const figure of await figuresOf(records, { by: each })) {
      const { committed, delivered } = figure;
      rows.push([
        each,
        groupOf(figure),
        figure.package,
        ...[committed, delivered].map((count) => (csv ? String(count) : writeQuantity(count))),
      ]);
    }
  }
  return table(['by', 'group', 'package', 'committed', 'delivered'], rows, csv);
}

export type Printed = { table: string } | { unclear: string };

/** Of the whole city, or of the area or field that was named. */
export async function coverageTable(
  records: Records,
  { said, csv, now }: { said: string; csv: boolean; now: Date },
): Promise<Printed> {
  const found = said === '' ? [undefined] : await areasNamed(records, said);
  if (found.length === 0) return { unclear: `"${said}" is no area of Jakarta and no field.` };
  if (found.length > 1) {
    const names = found.flatMap((area) => (area ? [area.label.id] : []));
    return { unclear: `"${said}" can be ${names.join(', ')}: write which, in full.` };
  }
  const key = found[0]?.key;
  const scope = key === undefined ? {} : /^\d/.test(key) ? { area: key } : { field: key };
  const coverage = await coverageOf(records, { ...scope, now });
  const number = (count: number) => (csv ? String(count) : writeQuantity(count));
  const { places, nothing, kelurahan, unknown } = coverage;
  const rows = coverage.packages.map((row) => [
    row.package,
    ...[row.approved, row.committed, row.delivered, row.lacking].map(number),
  ]);
  const head = ['approved', 'committed', 'delivered', 'lacking'];
  if (csv) {
    const all = [
      ...rows.map((row) => ['package', ...row]),
      ...nothing.map((place) => ['place with nothing', place, '', '', '', '']),
      ['kelurahan without place', String(unknown), '', '', '', ''],
    ];
    return { table: table(['what', 'name', ...head], all, true) };
  }
  const printed = table(['package', ...head], rows, false);
  return {
    table: [
      printed,
      `${places} ${places === 1 ? 'place' : 'places'} with an open request, nothing promised to ${nothing.length}${nothing.length > 0 ? ':' : ''}`,
      ...nothing.map((place) => `- ${place}`),
      `${unknown} of ${kelurahan} kelurahan without any place`,
    ].join('\n'),
  };
}

/** Columns of one width for people, CSV for machines. */
function table(head: string[], rows: string[][], csv: boolean): string {
  if (csv) return stringify([head, ...rows]).trimEnd();
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}
