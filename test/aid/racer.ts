// A process of its own that confirms for a hundred donors, ten at a time: what race.test.ts starts two of. Takes its part as
// one line of JSON on stdin, and prints what came of each confirmation as one line.
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { chanceFrom } from '../../scripts/person.ts';
import { openDatabase } from '../../src/store/database.ts';
import { isConflict, isInfrastructure } from '../../src/store/failure.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { createWorld, type Ended, type Phone, split } from './world.ts';

export interface RacePart {
  url: string;
  /** base64 */
  key: string;
  accounts: string[];
  needs: string[];
  seed: number;
  atOnce: number;
}

export interface Raced {
  /** How each confirmation ended, what it asked for, and what an offer instead comes to. */
  ends: { end: string; asked: number; offered: number | undefined }[];
  cancelled: number;
  repeated: number;
}

const part = JSON.parse(await text(process.stdin)) as RacePart;
const database = await openDatabase({ databaseUrl: part.url, dataDir: '/nowhere' });
const world = createWorld(database.prisma, createSecrets(Buffer.from(part.key, 'base64')));
const chance = chanceFrom(part.seed);
const raced: Raced = { ends: [], cancelled: 0, repeated: 0 };

/** As a turn does: what another transaction has undone is repeated at once, and what found no connection a little later. */
async function calls(phone: Phone, ...args: Parameters<Phone['calls']>): Promise<Ended> {
  for (;;) {
    try {
      return await phone.calls(...args);
    } catch (error) {
      if (isInfrastructure(error)) await delay(100);
      else if (!isConflict(error)) throw error;
      raced.repeated += 1;
    }
  }
}

async function gives(phone: Phone): Promise<void> {
  // One place or up to three, in any order: two donors may name the same ones the other way round.
  const order = [...part.needs].sort(() => chance() - 0.5).slice(0, 1 + Math.floor(chance() * 3));
  const parts = order.map((need): [string, number] => [need, 1 + Math.floor(chance() * 8)]);
  const { end, gives } = await calls(phone, 'pledge.confirm', split(...parts));
  const asked = parts.reduce((sum, [, amount]) => sum + amount, 0);
  raced.ends.push({ end, asked, offered: gives.plan?.amount });
  if (!('number' in gives) || chance() > 0.25) return;
  const allocation = await database.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: gives.number } },
    orderBy: { position: 'desc' },
  });
  const gone = await calls(phone, 'pledge.cancel', { allocation: allocation.id });
  if (gone.end === 'cancelled') raced.cancelled += 1;
}

const queue = part.accounts.map((account) => world.phone(account));
await Promise.all(
  Array.from({ length: part.atOnce }, async () => {
    for (let phone = queue.shift(); phone; phone = queue.shift()) await gives(phone);
  }),
);
await database.close();
process.stdout.write(`${JSON.stringify(raced)}\n`);
