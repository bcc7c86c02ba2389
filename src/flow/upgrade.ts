import { end, type Flow } from './definition.ts';
import type { Frame } from './position.ts';
import type { Talk } from './talk.ts';

/**
 * Carries a position over a change of its flows. Where the open question is still the same, it stays
 * open and `true` is given. Else the person goes on at the first step, in the flow's order, whose
 * answer is missing, with the answers kept; `false`: this event was meant for a question that is gone.
 */
export function upgrade(talk: Talk): boolean {
  const { position, book } = talk;
  const hadQuestion = position.frames.at(-1)?.question !== undefined;
  position.frames = position.frames.filter((frame) => book.flows[frame.flow]);
  for (const frame of position.frames) {
    const flow = book.flows[frame.flow];
    if (flow && flow.fingerprint !== frame.fingerprint) carry(frame, flow);
  }
  return !hadQuestion || position.frames.at(-1)?.question !== undefined;
}

function carry(frame: Frame, flow: Flow): void {
  const renamed = (name: string) => flow.renamed[name] ?? name;
  const renamedKeys = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [renamed(name), value]));
  const exists = (name: string) => flow.steps.some((step) => step.name === name);

  frame.fingerprint = flow.fingerprint;
  frame.answers = renamedKeys(frame.answers);
  frame.ends = renamedKeys(frame.ends);
  frame.trail = frame.trail.map(renamed).filter(exists);
  frame.step = frame.step === end ? end : renamed(frame.step);
  if (frame.question) frame.question.step = renamed(frame.question.step);

  const same = frame.question && flow.signatures[frame.question.step] === frame.question.signature;
  if (frame.question && !same) delete frame.question;
  if (frame.step !== end && (!same || !exists(frame.step))) frame.step = flow.steps[0]?.name ?? end;
}
