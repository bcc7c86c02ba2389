import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Source } from './yaml.ts';

/** Reads the YAML files of the project's `flows/`, wherever the process was started. */
export async function readSources(): Promise<Source[]> {
  const directory = new URL('../../flows/', import.meta.url);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: `flows/${name}`,
      text: await readFile(fileURLToPath(new URL(name, directory)), 'utf8'),
    })),
  );
}
