import { end } from './definition.ts';
import type { Frame } from './position.ts';
import { saySystem, type Talk } from './talk.ts';
import { lastOfChain } from './trail.ts';

/** How many flows may lie one on the other; below, the oldest is let go. */
const most = 6;

/**
 * Opens a flow on top of what is walked, as a visit or, in the middle of a question, as an interruption.
 * Where it is open already it is returned to instead: `menu`, then *Memberi bantuan*, leads back to the
 * question of the gift that was begun; a flow that goes to its own visitor goes on there. What another flow
 * below visits is that one's own: a gift begun in the middle of a request has a welcome of its own.
 */
export function visit(talk: Talk, name: string, interrupts: boolean): void {
  const { frames } = talk.position;
  const chain = frames.findLastIndex((frame) => frame.interrupts);
  const open = frames.findIndex(
    (frame, index) =>
      frame.flow === name && frame.step !== end && (index >= chain || !isVisited(frames, index)),
  );
  if (open >= 0) {
    const last = lastOfChain(frames, open);
    const isAsking = frames.at(-1)?.question !== undefined;
    if (last < frames.length - 1) {
      frames.length = last + 1;
      saySystem(talk, 'resumed');
    } else if (!isAsking) frames.length = open + 1;
    else if (open === last) beginAgain(talk, frames[open]);
    return;
  }
  const flow = Object.hasOwn(talk.book.flows, name) ? talk.book.flows[name] : undefined;
  if (!flow) throw new Error(`There is no flow ${name}.`);
  const below = frames.at(-1);
  if (interrupts && below) below.left = talk.event.now.getTime();
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

/** A wish said again where nothing of it is answered begins anew: a list may have one thing now, or none. */
function beginAgain({ book }: Talk, frame: Frame | undefined): void {
  const first = frame && book.flows[frame.flow]?.steps[0]?.name;
  if (!frame || first === undefined || frame.trail.length > 1) return;
  if (Object.keys(frame.kinds).length > 0) return;
  delete frame.question;
  Object.assign(frame, { step: first, answers: {}, trail: [], ends: {} });
}

/** Whether the flow below goes on when this one has ended. */
function isVisited(frames: Frame[], index: number): boolean {
  const below = frames[index - 1];
  return below !== undefined && below.step !== end && frames[index]?.interrupts === false;
}
