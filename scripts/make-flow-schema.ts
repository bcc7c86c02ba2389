// Writes flows/schema.json, which editors check flow files with:
//   node --import tsx scripts/make-flow-schema.ts
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { flowSchema } from '../src/flow/schema.ts';

const path = fileURLToPath(new URL('../flows/schema.json', import.meta.url));
await writeFile(path, `${JSON.stringify(flowSchema(), null, 2)}\n`);
execFileSync('npx', ['biome', 'format', '--write', path], { stdio: 'ignore' });
