import type { Scene } from './scene.ts';
import { changed, type Row } from './table.ts';

/** What is known of one row when its last step was done. */
export interface Seen {
  /** Steps that could not be done, because nothing showed the button. */
  missing: string[];
  /** Whether the records say that it happened. */
  done: boolean;
  /** Lines that the last step put on record in this person's name. */
  audited: number;
  /** What the bot answered to the last step. */
  heard: string;
}

/** What is wrong with it, as a sentence each; none where the row is kept. */
export function judge(row: Row, { says, refuses }: Pick<Scene, 'says' | 'refuses'>, seen: Seen) {
  const { missing, done, audited, heard } = seen;
  const faults: string[] = [];
  const must = (isSo: boolean, what: string) => isSo || faults.push(`${what}: ${heard}`);
  if (row.may) {
    must(missing.length === 0, `saw no ${missing.join()}`);
    must(done, 'it did not happen');
    must(audited > 0, 'nothing is in the audit log');
    must(says.test(heard), 'was not told that it happened');
    return faults;
  }
  must(!done, 'it happened');
  must(audited === 0, 'it is on record as done');
  must(!says.test(heard), 'was told what only who may is told');
  if (!changed.includes(row.part)) return faults;
  must(missing.length === 0, `never came to the verb, for want of ${missing.join()}`);
  must(refuses.test(heard), 'was not told why');
  return faults;
}
