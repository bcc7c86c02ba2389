import { createHash } from 'node:crypto';
import { demoPeople } from '../../src/channels/simulator/people.ts';

/** Somebody who speaks in a talk. Numbers are invented. */
export interface Character {
  /** As the talk calls them: `Pak Budi`. */
  name: string;
  /** Their phone in the simulator. */
  account: string;
  /** Their chat on Telegram. */
  chat: number;
  /** What they share when asked for their number, E.164. */
  phone: string;
}

const accountOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/^(pak|bu) /, '')
    .replace(/[^a-z0-9]+/g, '-');

/** An invented number, the same for a name in every talk: `+62 812-0000-4711`. */
function numberOf(account: string): string {
  const chance = createHash('sha256').update(account).digest().readUInt32BE();
  return `+628120000${1000 + (chance % 9000)}`;
}

/** The people of talks by name, in the order in which they appear. The four of the demo have their own numbers. */
export function castOf(names: Iterable<string>): Map<string, Character> {
  const cast = new Map<string, Character>();
  for (const name of names) {
    if (cast.has(name)) continue;
    const account = accountOf(name);
    const known = demoPeople.find((person) => person.account === account);
    cast.set(name, {
      name,
      account,
      chat: 1001 + cast.size,
      phone: known?.phone ?? numberOf(account),
    });
  }
  return cast;
}

/** Somebody who is there and says nothing in the talk. */
export function strangerOf(name: string): Character {
  const account = accountOf(name);
  const chance = createHash('sha256').update(account).digest().readUInt32BE();
  // Hundreds of them, whom WhatsApp tells apart by their numbers.
  const phone = `+62813${10_000_000 + (chance % 90_000_000)}`;
  return { name, account, chat: 10_000_000 + (chance % 900_000_000), phone };
}
