import { readdir, readFile, writeFile } from 'node:fs/promises';
import { readTalk, type Talk, type Turn } from './talk.ts';
import { rewrite } from './write.ts';

const folder = new URL('./', import.meta.url);
/** The talks of this folder, and the model talks of the voice. */
const shelves = ['', 'voice/'];

/** Every talk of this folder, by name, in the order of the names. */
export async function readTalks(): Promise<Talk[]> {
  const all = await Promise.all(
    shelves.map(async (shelf) =>
      (await readdir(new URL(`./${shelf}`, folder))).map((file) => `${shelf}${file}`),
    ),
  );
  const files = all
    .flat()
    .filter((file) => file.endsWith('.talk'))
    .sort();
  return Promise.all(
    files.map(async (file) => readTalk(file.replace(/\.talk$/, ''), await sourceOf(file))),
  );
}

/** A talk with those before it: what it goes on from is played first. */
export function withBeginning(talk: Talk, all: Talk[]): Talk[] {
  if (talk.after === undefined) return [talk];
  const before = all.find(({ name }) => name === talk.after);
  if (!before) throw new Error(`${talk.name}.talk goes on from ${talk.after}, which is no talk.`);
  return [...withBeginning(before, all), talk];
}

/** Where the clock is put in these talks, in order. */
export const clocksOf = (talks: Talk[]): Date[] =>
  talks
    .flatMap(({ turns }) => turns)
    .flatMap(({ does }) => ('at' in does && does.at ? [does.at] : []));

/** Where it was put last. */
export const clockAfter = (talks: Talk[]): Date | undefined => clocksOf(talks).at(-1);

/** Writes what was heard into the talk's file, to be read in review like prose. */
export async function rewriteTalk({ name }: Talk, turns: Turn[]): Promise<void> {
  const file = `${name}.talk`;
  await writeFile(new URL(file, folder), rewrite(await sourceOf(file), turns));
}

const sourceOf = (file: string) => readFile(new URL(file, folder), 'utf8');
