import type { World } from './flow/advance.ts';
import { loadBook } from './flow/load.ts';
import { readSources } from './flow/read.ts';
import { actions } from './records.ts';
import { loadRegions } from './regions.ts';

/** What the bot can say, and the places that it knows. Throws every fault of the flows at once. */
export async function readWorld(): Promise<World> {
  const loaded = loadBook(await readSources(), actions);
  if (!loaded.ok) throw new Error(`The flows have faults:\n${loaded.faults.join('\n')}`);
  return { book: loaded.book, regions: loadRegions() };
}
