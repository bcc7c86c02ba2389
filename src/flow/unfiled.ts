import { openQuestion } from './position.ts';
import { sayRecorded } from './resume.ts';
import { sayQuestion, saySystem, type Talk } from './talk.ts';

/** What arrives within this time (ms) of the last kind word about it is one burst, and is answered once. */
const burst = 5000;

/** What answers nothing is met with a kind word, and the open question. */
export function unfiled(talk: Talk): void {
  const { position, event } = talk;
  const { kind } = event.content;
  const now = event.now.getTime();
  const inBurst = position.unfiledAt !== undefined && now - position.unfiledAt < burst;
  if (inBurst) return;
  position.unfiledAt = now;
  const { recorded } = position;
  if (recorded && event.content.kind === 'choice' && event.content.question === recorded.question) {
    sayRecorded(talk);
    return sayQuestion(talk);
  }
  if (!openQuestion(position)) return saySystem(talk, 'stale-idle');
  const isTap = kind === 'choice';
  saySystem(talk, isTap ? 'stale-tap' : kind === 'edited' ? 'edited' : 'before-shown');
  sayQuestion(talk);
}
