import type { Stage, Verb } from './stage.ts';

/** What chance decides in a step: one of a list, or a number up to and with `most`. */
export interface Chance {
  pick<T>(list: readonly T[]): T | undefined;
  upTo(most: number): number;
}

export interface Move {
  /** The verbs that it may call; every verb that changes records is in one of the moves. */
  verbs: Verb[];
  play(stage: Stage, chance: Chance): Promise<void>;
}

export const donors = ['ani', 'rina'];
export const heads = ['budi', 'sri', 'rudi'];
export const staff = ['citra', 'tini', 'eko', 'dodi'];
export const everybody = [...donors, ...heads, ...staff];

/** What a list offers to somebody: the keys of its items, as a `choose` of the flow would take them. */
export async function offered(
  stage: Stage,
  player: string,
  list: Verb,
  needs = {},
): Promise<string[]> {
  const { end, gives } = await stage.calls(player, list, needs);
  const lists = Object.values(end === 'none' ? {} : gives).filter(Array.isArray);
  return lists.flat().map(({ key }) => key);
}

/** Somebody picks from a list and has something done with it; now and then from what was offered to somebody else. */
export const pickAnd = (
  players: string[],
  [list, verb, name]: [Verb, Verb, string],
  more: (chance: Chance) => object = () => ({}),
): Move => ({
  verbs: [verb],
  async play(stage, chance) {
    const player = chance.pick(players) ?? '';
    const other = chance.pick(players) ?? '';
    const looks = chance.upTo(9) === 0 ? other : player;
    const key = chance.pick(await offered(stage, looks, list));
    if (key) await stage.calls(player, verb, { [name]: key, ...more(chance) });
  },
});

export async function anyAllocation(
  { prisma }: Stage,
  chance: Chance,
): Promise<string | undefined> {
  const rows = await prisma.allocation.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  return chance.pick(rows)?.id;
}

/** A day so many days ahead in Jakarta, `2026-11-28`. */
export const day = (stage: Stage, ahead: number) =>
  new Date(stage.now.getTime() + (ahead * 24 + 7) * 3600_000).toISOString().slice(0, 10);
