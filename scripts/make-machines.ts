// Draws the machines of src/aid/machines.ts into docs/architecture.md, each between its two markers:
//   node --import tsx scripts/make-machines.ts
import { readFile, writeFile } from 'node:fs/promises';
import { drawn, machines } from '../src/aid/machines.ts';

const page = new URL('../docs/architecture.md', import.meta.url);
let written = await readFile(page, 'utf8');
for (const name of Object.keys(machines) as (keyof typeof machines)[]) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ''] = written.split(open);
  const after = rest.split(close)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/architecture.md needs the markers ${open} and ${close}.`);
  written = `${before}${open}\n\n${drawn(name)}\n\n${close}${after}`;
}
await writeFile(page, written);
