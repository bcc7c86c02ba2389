// Writes the table of actions into docs/flows.md, between its two markers:
//   node --import tsx scripts/make-flow-docs.ts
import { readFile, writeFile } from 'node:fs/promises';
import { actions } from '../src/aid/actions.ts';
import { describeActions } from '../src/flow/describe.ts';

const page = new URL('../docs/flows.md', import.meta.url);
const [open, close] = ['<!-- actions -->', '<!-- /actions -->'];

const written = await readFile(page, 'utf8');
const [before, rest = ''] = written.split(open);
const after = rest.split(close)[1];
if (before === undefined || after === undefined) {
  throw new Error(`docs/flows.md needs the markers ${open} and ${close}.`);
}
await writeFile(page, `${before}${open}\n\n${describeActions(actions)}\n\n${close}${after}`);
