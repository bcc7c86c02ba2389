import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../..', import.meta.url));

/** A page of documentation. */
export interface Page {
  /** From the project's folder: `docs/privacy.md`. */
  path: string;
  text: string;
}

export const read = (path: string): string => readFileSync(join(project, path), 'utf8');

/** All files below a folder that are called so: `filesIn('flows', /\.yaml$/)`. */
export const filesIn = (folder: string, name: RegExp): string[] =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`);

export const pages: Page[] = ['.', 'docs', 'docs/decisions', 'regions', 'test/telegram/bot-api']
  .flatMap((folder) => readdirSync(join(project, folder)).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: read(path) }));

/** Where its links and pictures lead, on this site and outside. */
export const linksOf = ({ text }: Page): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source ?? '',
  );

/** The anchors of its headings, as GitHub makes them: `## One turn, exactly once` is `one-turn-exactly-once`. */
export const anchorsOf = ({ text }: Page): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s/g, '-'),
  );

/** What stands between backticks on a line, and every line of a block of code. */
export const codeOf = ({ text }: Page): string[] => [
  ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
  ...[...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  ),
];

/** The lines that the bot says in a page's transcripts: those of blocks of `text`, but for what people type. */
export const saidIn = ({ text }: Page): string[] =>
  [...text.matchAll(/^```text\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter((line) => line !== '' && !line.startsWith('> '));

/** Width and height of a PNG, from its header, and its size in bytes. */
export function pictureOf(path: string): { width: number; height: number; bytes: number } {
  const file = readFileSync(join(project, path));
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), bytes: file.length };
}
