import { setTimeout as delay } from 'node:timers/promises';
import { castOf, strangerOf } from './cast.ts';
import type { Ground } from './ground.ts';
import { filled, fitsText, isSame, type Names, withNames } from './match.ts';
import type { Phones } from './phones.ts';
import { clocksOf } from './shelf.ts';
import type { Deed, Heard, Talk, Turn } from './talk.ts';

/** Notices are looked for twice a second (ms). */
const afterwards = 700;

/** Where a talk is played. */
export interface Stage {
  ground: Ground;
  phones: Phones;
  /** Waits until nobody has anything more to hear; without it, for as many messages as the talk expects. */
  quiet?: (accounts: { account: string; chat: number }[]) => Promise<void>;
}

/** How a talk went: turn by turn, what was expected and what was heard. */
export interface Played {
  turns: { expected: Turn; heard: Turn; same: boolean }[];
  /** What people did and heard, counted in messages. */
  lines: number;
}

export interface Playing {
  /** Goes on when a turn went otherwise than it is written. */
  toEnd?: boolean;
  /** Talks that were played on this ground before: their people are here too, and what they heard then is passed over. */
  after?: Talk[];
}

/** Plays talks, each going on from the one before it, and listens to everybody who is in any of them. */
export async function play(
  talks: Talk[],
  stage: Stage,
  { toEnd = false, after = [] }: Playing = {},
): Promise<Played> {
  const turns = talks.flatMap((talk) => talk.turns);
  const cast = castOf([...after, ...talks].flatMap((talk) => talk.turns.flatMap(peopleOf)));
  let names: Names = new Map();
  let talk = '';
  for (const who of cast.values()) await stage.phones.hears(who, 0);
  const played: Played = { turns: [], lines: 0 };
  for (const expected of turns) {
    // What chance made has its name in its own talk alone.
    if (expected.does.talk !== talk) names = new Map();
    talk = expected.does.talk;
    const does = await act(expected.does).catch((error: unknown) => {
      // A talk that is written anew shows where it cannot go on, and goes on.
      if (!toEnd) throw error;
      process.stdout.write(`${talk}: ${error instanceof Error ? error.message : error}\n`);
      return expected.does;
    });
    const heard: Turn = { does, heard: await listen(expected) };
    const same = isSame(expected.heard, heard.heard, names) && samePrint(expected.does, does);
    if (!same && toEnd)
      heard.heard = heard.heard.map((one) => ({ ...one, text: withNames(one.text, names) }));
    played.turns.push({ expected: named(expected), heard: same ? expected : heard, same });
    played.lines += 1 + heard.heard.length;
    if (!same && !toEnd) break;
  }
  await listenOn();
  return played;

  /** Without `quiet`, whatever else anybody is told within a moment is one message too many for the last turn. */
  async function listenOn(): Promise<void> {
    const last = played.turns.at(-1);
    if (stage.quiet || !last?.same) return;
    await delay(afterwards);
    const more = await listen({ does: last.heard.does, heard: [] });
    if (more.length === 0) return;
    last.heard = { ...last.heard, heard: [...last.heard.heard, ...more] };
    last.same = false;
  }

  async function act(deed: Deed): Promise<Deed> {
    const { ground, phones } = stage;
    if (deed.kind === 'lays') {
      const [begins] = clocksOf(talks);
      const addressOf = (name: string) => phones.addressOf(cast.get(name) ?? strangerOf(name));
      await ground.lay(deed.what, addressOf, begins ?? ground.clock.now());
      return deed;
    }
    if (deed.kind === 'runs') {
      return { ...deed, prints: await ground.run(filled(deed.command, names)) };
    }
    if (deed.at) {
      await ground.setClock(deed.at);
      await phones.seesClock(deed.at);
    }
    if (deed.kind === 'clock') return deed;
    const who = cast.get(deed.who);
    if (!who) throw new Error(`Nobody is called ${deed.who}.`);
    if (deed.kind === 'says') await phones.says(who, filled(deed.text, names));
    if (deed.kind === 'taps') await phones.taps(who, filled(deed.label, names));
    if (deed.kind === 'sends') await phones.sends(who, deed.what);
    return deed;
  }

  /** Whoever spoke is heard first, then the others as the talk names them. */
  async function listen({ does, heard }: Turn): Promise<Heard[]> {
    await stage.quiet?.([...cast.values()]);
    const speaker = 'who' in does ? does.who : undefined;
    const order = [...cast.keys()].sort((a, b) => Number(b === speaker) - Number(a === speaker));
    const all: Heard[] = [];
    const { withNews } = stage.phones;
    const news = stage.quiet && withNews ? await withNews([...cast.values()]) : undefined;
    for (const name of order) {
      const who = cast.get(name);
      if (!who || news?.includes(who) === false) continue;
      const atLeast = stage.quiet ? 0 : heard.filter((one) => one.who === name).length;
      const said = await stage.phones.hears(who, atLeast);
      all.push(...said.map(({ text, options }) => ({ who: name, text: asSeen(text), options })));
    }
    return all;
  }

  function named({ does, heard }: Turn): Turn {
    return {
      does,
      heard: heard.map((one) => ({
        ...one,
        text: filled(one.text, names),
        options: one.options.map((label) => filled(label, names)),
      })),
    };
  }

  function samePrint(expected: Deed, did: Deed): boolean {
    if (expected.kind !== 'runs' || did.kind !== 'runs') return true;
    return fitsText(expected.prints.join('\n'), did.prints.join('\n'), names);
  }
}

const peopleOf = ({ does, heard }: Turn) => [
  ...('who' in does ? [does.who] : []),
  ...heard.map(({ who }) => who),
];

/** Spaces at the end of a line are seen by nobody, on a phone or in a talk. */
const asSeen = (text: string) => text.replaceAll(/ +$/gm, '');
