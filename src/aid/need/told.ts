import type { Notice, Records } from '../action.ts';
import { headOf } from '../place/records.ts';
import type { LockedNeed } from './records.ts';

/** What a notice about a need is filled with. */
export const wordsOf = ({ number, place, package: name, unit }: LockedNeed) => ({
  number,
  place,
  package: name,
  unit,
});

/**
 * Has whoever heads the place told of what a version made of its request: once a version. Where nobody heads it
 * now, who asked for it is.
 */
export async function tellHead(
  records: Records,
  need: LockedNeed,
  told: { version: string; notice: string; args: Notice['args']; now: Date },
): Promise<void> {
  const { version, notice, args, now } = told;
  const head = await headOf(records, need.placeId, now);
  const person = head?.id ?? need.proposedById;
  if (!person) return;
  await records.notify({
    cause: { kind: 'need-version', id: version },
    person,
    part: 1,
    notice,
    args: { ...wordsOf(need), ...args },
  });
}
