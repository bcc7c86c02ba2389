import { end } from './definition.ts';
import { saySystem, type Talk } from './talk.ts';
import { lastOfChain } from './trail.ts';

/** How many flows may lie one on the other; below, the oldest is let go. */
const most = 6;

/**
 * Opens a flow on top of what is walked, as a visit or, in the middle of a question, as an interruption.
 * Where it is open already it is returned to instead: `menu`, then *Memberi bantuan*, leads back to the
 * question of the gift that was begun; a flow that goes to its own visitor goes on there.
 */
export function visit(talk: Talk, name: string, interrupts: boolean): void {
  const { frames } = talk.position;
  const open = frames.findIndex((frame) => frame.flow === name && frame.step !== end);
  if (open >= 0) {
    const last = lastOfChain(frames, open);
    const isAsking = frames.at(-1)?.question !== undefined;
    if (last < frames.length - 1) {
      frames.length = last + 1;
      saySystem(talk, 'resumed');
    } else if (!isAsking) frames.length = open + 1;
    return;
  }
  const flow = Object.hasOwn(talk.book.flows, name) ? talk.book.flows[name] : undefined;
  if (!flow) throw new Error(`There is no flow ${name}.`);
  frames.push({
    flow: name,
    fingerprint: flow.fingerprint,
    step: flow.steps[0]?.name ?? end,
    answers: {},
    kinds: {},
    trail: [],
    ends: {},
    interrupts,
  });
  if (frames.length > most) frames.splice(0, frames.length - most);
}
