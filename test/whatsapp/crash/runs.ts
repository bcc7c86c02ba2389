import { setTimeout as delay } from 'node:timers/promises';
import type { Addressing } from '../server/person.ts';
import { CrashGround, type Figures } from './ground.ts';

/** Where the bot kills itself, in the order of a message's way; CRASH.md of the reference measured the same of stock Baileys. */
export const points = {
  decrypt: 'before anything is decrypted',
  keys: 'keys and message kept, before the receipt',
  receipt: 'after the receipt, before the message is an event',
  accepted: 'an event, before its turn',
  handler: 'in the turn, before its commit',
  turned: 'after the turn, before the answer',
  commit: 'while the answer is sealed, keys not yet kept',
  sealed: 'answer sealed and keys kept, not sent',
  sent: 'after WhatsApp has the answer',
} as const;
export type Point = keyof typeof points;

export interface Where {
  serverUrl: string;
  template: string;
}

interface How {
  /** pkmsg: the first message of a person; msg: one of a session in use. */
  kind: 'pkmsg' | 'msg';
  /** Whether the phone is off: it answers no request to send again. */
  off: boolean;
  addressing?: Addressing;
}

/** Killed once at that point, at a message of that kind; then started again, and another message is written. */
export async function killAt(
  { serverUrl, template }: Where,
  point: Point,
  { kind, off, addressing = 'lid' }: How,
): Promise<Figures> {
  const ground = await CrashGround.lay(serverUrl, template, addressing);
  try {
    const ani = ground.world.person('6281100000001', 'Ani');
    if (kind === 'msg') {
      await ground.start();
      ground.writes(ani, 'halo');
      await ground.answered();
      await ground.stop();
    }
    ani.off = off;
    await ground.start(point);
    await ground.connected();
    ground.writes(ani, 'boom');
    if (point === 'receipt') await acknowledged(ground);
    else await ground.died();
    await ground.start();
    await ground.connected();
    ground.writes(ani, 'sesudah');
    await ground.answered();
    await ground.stop();
    return await ground.figures();
  } finally {
    await ground.drop();
  }
}

/** Where it dies with what is never encrypted. */
export const clearPoints = {
  clear: 'before it is kept',
  'clear-kept': 'kept, before the acknowledgement',
  receipt: 'after the acknowledgement, before it is an event',
} as const;
export type ClearPoint = keyof typeof clearPoints;

/** Killed once with a photo to be seen once, or a call; then started again. */
export async function killInTheClear(
  { serverUrl, template }: Where,
  point: ClearPoint,
  what: 'view-once' | 'call',
): Promise<Figures> {
  const ground = await CrashGround.lay(serverUrl, template, 'lid');
  try {
    const ani = ground.world.person('6281100000001', 'Ani');
    await ground.start(point);
    await ground.connected();
    ground.shows(ani, what);
    if (point === 'receipt') await acknowledged(ground);
    else await ground.died();
    await ground.start();
    await ground.connected();
    ground.writes(ani, 'sesudah');
    await ground.answered();
    await ground.stop();
    return await ground.figures();
  } finally {
    await ground.drop();
  }
}

/** Killed from outside, once the server knows that the bot has it. */
async function acknowledged(ground: CrashGround): Promise<void> {
  for (const end = Date.now() + 15_000; ground.world.pending.length > 0; await delay(2)) {
    if (Date.now() > end) throw new Error(`No receipt came:\n${ground.printed()}`);
  }
  await ground.kill();
}

/** Killed so many times at random moments while three people write. */
export async function killAtRandom(
  { serverUrl, template }: Where,
  {
    kills,
    off,
    addressing = 'lid',
    chance = Math.random,
  }: { kills: number; off: boolean; addressing?: Addressing; chance?: () => number },
): Promise<Figures> {
  const ground = await CrashGround.lay(serverUrl, template, addressing);
  try {
    const people = ['Ani', 'Budi', 'Citra'].map((name, index) =>
      ground.world.person(`62811000000${index}`, name),
    );
    for (const person of people) person.off = off;
    const writing = new AbortController();
    const talking = people.map(async (person) => {
      for (let n = 1; !writing.signal.aborted; n++) {
        ground.writes(person, `${person.name} ${n}`);
        await delay(80 + chance() * 400, undefined, { signal: writing.signal }).catch(() => {});
      }
    });
    for (let killed = 0; killed < kills; killed++) {
      await ground.start();
      await ground.connected();
      await delay(chance() * 900);
      await ground.kill();
    }
    writing.abort();
    await Promise.all(talking);
    await ground.start();
    await ground.answered(30_000);
    await ground.stop();
    return await ground.figures();
  } finally {
    await ground.drop();
  }
}

/** Two people write forty messages each within 0.2 s, and nobody kills anything. */
export async function burst(
  { serverUrl, template }: Where,
  addressing: Addressing = 'lid',
): Promise<Figures> {
  const ground = await CrashGround.lay(serverUrl, template, addressing);
  try {
    const people = ['Ani', 'Budi'].map((name, index) =>
      ground.world.person(`62811000000${index}`, name),
    );
    await ground.start();
    await ground.connected();
    for (let n = 1; n <= 40; n++) {
      for (const person of people) ground.writes(person, `${person.name} ${n}`);
      await delay(5);
    }
    await ground.answered(30_000);
    await ground.stop();
    return await ground.figures();
  } finally {
    await ground.drop();
  }
}
