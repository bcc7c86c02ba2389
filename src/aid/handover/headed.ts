import type { Records } from '../action.ts';
import { type Person, speakerOf } from '../person/records.ts';
import { livingHead } from '../place/records.ts';

/** Who speaks, where they head that place now; nobody else receives for it. */
export async function headOfPlace(
  records: Records,
  placeId: string,
  { chat, now }: { chat: string; now: Date },
): Promise<(Person & { headshipId: string }) | undefined> {
  const person = await speakerOf(records, chat);
  const headship = person
    ? await records.db.headship.findFirst({
        where: { placeId, personId: person.id, ...livingHead(now) },
      })
    : null;
  return person && headship ? { ...person, headshipId: headship.id } : undefined;
}
