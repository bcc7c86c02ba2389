import { readdirSync, readFileSync } from 'node:fs';
import { loadBook } from '../../src/flow/load.ts';
import type { Source } from '../../src/flow/yaml.ts';
import { tinyActions, tinySources } from './tiny.ts';

/**
 * The gallery of broken flows: each file of `test/flow/broken/` breaks one rule. It opens with the sentence, or
 * sentences, that loading must fail with: `# expects: flows/unknown-step.yaml:6: …`. A file that stands for
 * another one than a flow says so: `# file: keywords.yaml`.
 */
export interface Exhibit {
  name: string;
  source: Source;
  expects: string[];
}

const directory = new URL('broken/', import.meta.url);

export const exhibits: Exhibit[] = readdirSync(directory)
  .sort()
  .map((file) => {
    const text = readFileSync(new URL(file, directory), 'utf8');
    const said = (word: string) =>
      [...text.matchAll(new RegExp(`^# ${word}: (.*)$`, 'gm'))].map(([, what = '']) => what);
    const path = `flows/${said('file')[0] ?? file}`;
    return { name: file.replace('.yaml', ''), source: { path, text }, expects: said('expects') };
  });

/** What loading the tiny book says when the exhibit hangs in it. */
export function faultsOf({ source }: Exhibit): string[] {
  const others = tinySources.filter(({ path }) => path !== source.path);
  const loaded = loadBook([...others, source], tinyActions);
  return loaded.ok ? [] : loaded.faults;
}
