import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, onTestFinished } from 'vitest';
import { type Bot, type BotOptions, startBot } from '../../scripts/bot.ts';
import { Person } from '../../scripts/person.ts';

const started: Bot[] = [];
const people: Person[] = [];

/** What a test left running, a failed one above all, is ended after it. */
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.close()));
  await Promise.all(started.splice(0).map((bot) => bot.stop()));
});

export async function start(env: Record<string, string>, options: BotOptions = {}): Promise<Bot> {
  const bot = await startBot(env, { within: 60_000, ...options });
  started.push(bot);
  return bot;
}

/** Somebody whose phone reaches that bot, and who says everything once. */
export function meet(account: string, { url }: Pick<Bot, 'url'>): Person {
  const name = `Bu ${account[0]?.toUpperCase()}${account.slice(1)}`;
  // A chance that is never small: no redelivery, no going back; every choice by its number.
  const person = new Person({
    account,
    name,
    number: '+62 812-0000-0177',
    urls: () => [url],
    chance: () => 0.9,
  });
  people.push(person);
  return person;
}

/** Says it and gives the text of the bot's answer, once that holds `until`. */
export async function hears({ phone }: Person, says: string, until: RegExp): Promise<string> {
  const order = await phone.say({ kind: 'text', text: says });
  for (let after = order; ; ) {
    const heard = await phone.answers(after);
    const found = heard.find(({ text }) => until.test(text));
    if (found) return found.text;
    if (heard.length === 0) throw new Error(`Nobody answered “${says}” with ${until}.`);
    after = heard.at(-1)?.order ?? after;
  }
}

/** A folder of the test's own, gone after it. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ksbb-start-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** The bot's own process, as its log names it, where a supervisor was started. */
export const botProcess = (bot: Bot): number =>
  Number(/"pid":(\d+)(?!.*"pid")/s.exec(bot.printed())?.[1]);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
