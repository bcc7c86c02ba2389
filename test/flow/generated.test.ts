import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { actions } from '../../src/aid/actions.ts';
import { askTypes } from '../../src/flow/definition.ts';
import { describeActions } from '../../src/flow/describe.ts';
import { readSources } from '../../src/flow/read.ts';
import { flowSchema } from '../../src/flow/schema.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The cells of a table, whatever their width on the page. */
const cells = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim().replace(/^-+$/, '-')));

describe('flows/schema.json', () => {
  const schema: unknown = JSON.parse(read('flows/schema.json'));

  test('is current: node --import tsx scripts/make-flow-schema.ts', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(flowSchema())));
  });

  test('accepts every flow that there is, and is named in its first line', async () => {
    const form = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    const flows = (await readSources()).filter(({ text }) => /^flow: /m.test(text));
    expect(flows.length).toBeGreaterThan(5);
    for (const { path, text } of flows) {
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=schema.json');
      expect(form.safeParse(parse(text)).error, path).toBe(undefined);
    }
  });
});

describe('docs/flows.md', () => {
  const page = read('docs/flows.md');

  test('has the table of actions as they are: node --import tsx scripts/make-flow-docs.ts', () => {
    const table = page.split('<!-- actions -->')[1]?.split('<!-- /actions -->')[0];
    expect(cells(table ?? '')).toEqual(cells(describeActions(actions)));
  });

  test('names every kind of answer that can be asked for', () => {
    for (const type of askTypes) expect(page).toContain(`\`${type}\``);
  });

  test('describes an action in a line', () => {
    expect(describeActions(actions)).toContain(
      '| `handover.rest` | Whether something of the promise is short, and is open to donors again; gives whom to thank. | `number`, `open`, `missing`, `damaged` | `open`: called, why; `over`: called, why; `whole`: called, why | reads |',
    );
  });
});
