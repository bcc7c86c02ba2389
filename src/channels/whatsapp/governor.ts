/** What is known when the bot is about to write to somebody who did not just write. */
export interface PushFacts {
  /** Days since the person last wrote; undefined when they never have. */
  silentDays: number | undefined;
  /** Pushes in the last 24 hours: of all, and those to people who had been silent for `silentAfter` days. */
  today: { all: number; toSilent: number };
  /** Milliseconds since the last push to anybody. */
  sinceLast: number;
  restricted: boolean;
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
/** Milliseconds between two pushes, at least; jitter comes on top. */
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
    says: ({ restricted }) => (restricted ? { later: 60 * minute } : undefined),
  },
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

/** `chance` is between 0 and 1. */
export function judgePush(facts: PushFacts, chance: number): PushVerdict {
  for (const { says } of pushRules) {
    const verdict = says(facts);
    if (verdict !== undefined) return verdict;
  }
  const gap = pushGap + chance * pushJitter;
  return facts.sinceLast < gap ? { later: Math.ceil(gap - facts.sinceLast) } : 'send';
}
