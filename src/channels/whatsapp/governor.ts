/** What is known when the bot is about to write to somebody who did not just write. */
export interface PushFacts {
  /** Days since the person last wrote; undefined when they never have. */
  silentDays: number | undefined;
  /** Pushes that went out in the last 24 hours: of all, and those to people who had been silent for `silentAfter` days. */
  today: { all: number; toSilent: number };
  /** Milliseconds until the distance that was drawn at the last push to anybody is over. */
  wait: number;
  restricted: boolean;
  /** Said right below a push to the same person, as a part of it: what let the first one go lets this one go. */
  below?: boolean | undefined;
}

export type PushVerdict = 'send' | 'never' | { later: number };

export interface PushRule {
  name: string;
  /** What the rule says of a push, when it says anything. */
  says(facts: PushFacts): PushVerdict | undefined;
}

const minute = 60_000;
/** From so many days of silence on a person counts as silent. */
export const silentAfter = 3;
/** Milliseconds between two pushes, at least; jitter comes on top, drawn once for each. */
export const pushGap = 4_000;
export const pushJitter = 6_000;
/** Figures of our own, careful on purpose: WhatsApp publishes none for unofficial clients. */
const most = { all: 500, toSilent: 50 };

/**
 * Whether and when the bot may write unasked, in order; the first rule that says something decides. They keep the number from
 * what gets numbers restricted: first contacts, and much to people who do not answer.
 */
export const pushRules: PushRule[] = [
  {
    name: 'stop-when-restricted',
    // What belongs below another one holds up the whole chat while it waits: it is left out instead.
    says: ({ restricted, below }) =>
      restricted ? (below ? 'never' : { later: 60 * minute }) : undefined,
  },
  { name: 'below-another', says: ({ below }) => (below ? 'send' : undefined) },
  {
    name: 'never-first-contact',
    says: ({ silentDays }) => (silentDays === undefined ? 'never' : undefined),
  },
  {
    name: 'budget-for-the-silent',
    says: ({ silentDays = 0, today }) =>
      silentDays >= silentAfter && today.toSilent >= most.toSilent
        ? { later: 60 * minute }
        : undefined,
  },
  {
    name: 'budget',
    says: ({ today }) => (today.all >= most.all ? { later: 30 * minute } : undefined),
  },
];

/** The first rule that says something, and else the distance to the last one. */
export function judgePush(facts: PushFacts): PushVerdict {
  for (const { says } of pushRules) {
    const verdict = says(facts);
    if (verdict !== undefined) return verdict;
  }
  return facts.wait > 0 ? { later: Math.ceil(facts.wait) } : 'send';
}

/** How long (ms) nothing else is pushed after a push. `chance` is between 0 and 1. */
export const restAfter = (chance: number): number => pushGap + chance * pushJitter;
