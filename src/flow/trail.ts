import type { Frame, Position } from './position.ts';

/** The questions on the way to where a conversation stands, so that `kembali` walks the way that was walked. */

/** Notes that a question was answered, or passed over because its answer is known. */
export function passed(frame: Frame, step: string): void {
  arrivedAt(frame, step);
  frame.trail.push(step);
}

/** Whoever is at a question again has gone back to before its answer. */
export function arrivedAt(frame: Frame, step: string): void {
  const earlier = frame.trail.indexOf(step);
  if (earlier >= 0) frame.trail.length = earlier;
}

/** Whether the open question is the one whose answer is to be changed: back from it lies the summary. */
export const isBeingEdited = ({ editing, trail }: Frame): boolean =>
  editing !== undefined && trail.length <= editing.kept;

/** Whether `kembali` leads anywhere from the open question. */
export function leadsBack({ frames }: Position): boolean {
  const frame = frames.at(-1);
  if (!frame?.question) return false;
  const { kind, aside } = frame.question;
  if (kind !== 'ask' && kind !== 'choose' && aside !== 'stuck') return true;
  return frame.editing !== undefined || walked(frames) !== undefined;
}

/** The last frame of what is walked now that has a question to go back to: a visited flow's is its visitor's too. */
export function walked(frames: Frame[]): number | undefined {
  for (let index = frames.length - 1; index >= 0; index--) {
    if ((frames[index]?.trail.length ?? 0) > 0) return index;
    if (frames[index]?.interrupts) return undefined;
  }
  return undefined;
}

/** The first frame of the chain of visits that is walked now. */
export const firstOfChain = (frames: Frame[]): number =>
  Math.max(
    frames.findLastIndex(({ interrupts }) => interrupts),
    0,
  );

/** Where a record was made there is no way back over it; what it had interrupted keeps its own way. */
export function forgetWay(position: Position): void {
  for (const frame of position.frames.slice(firstOfChain(position.frames))) {
    frame.trail = [];
    delete frame.editing;
  }
}

/** The last frame of the chain of visits that a frame belongs to: the next one was opened in its middle. */
export function lastOfChain(frames: Frame[], index: number): number {
  const next = frames.findIndex((frame, at) => at > index && frame.interrupts);
  return next < 0 ? frames.length - 1 : next - 1;
}
