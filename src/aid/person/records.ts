import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { called, consentText } from './rules.ts';

/** Somebody as we know them: what they told us, opened. */
export interface Person {
  id: string;
  name?: string;
  sapaan?: string;
  /** How they are addressed, e.g. `Bu Ani`. */
  called?: string;
  /** E.164. */
  phone?: string;
}

/** A person who can be put in touch with another: known by name and phone. */
export interface Contact {
  id: string;
  called: string;
  phone: string;
}

type PersonRow = Pick<Prisma.PersonModel, 'id' | 'name' | 'sapaan' | 'phone'>;

/** Opens what is kept of a person. */
export function readPerson({ secrets }: Pick<Records, 'secrets'>, row: PersonRow): Person {
  const name = row.name ? secrets.open(row.name) : undefined;
  return {
    id: row.id,
    ...(name !== undefined && { name, called: called({ sapaan: row.sapaan, name }) }),
    ...(row.sapaan !== null && { sapaan: row.sapaan }),
    ...(row.phone && { phone: secrets.open(row.phone) }),
  };
}

/** Who writes from this chat, if they agreed to be known; nobody once they withdrew that. */
export async function speakerOf(records: Records, chat: string): Promise<Person | undefined> {
  const row = await records.db.person.findFirst({
    where: {
      addresses: { some: { chat } },
      consents: { some: { textVersion: consentText, withdrawnAt: null } },
      erasedAt: null,
    },
  });
  return row ? readPerson(records, row) : undefined;
}

/** Who writes from this chat, when they have also given what another person needs to reach them. */
export async function contactOf(records: Records, chat: string): Promise<Contact | undefined> {
  const person = await speakerOf(records, chat);
  return person && asContact(person);
}

export function asContact({ id, called, phone }: Person): Contact | undefined {
  return called !== undefined && phone !== undefined ? { id, called, phone } : undefined;
}
