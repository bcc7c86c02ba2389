import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { approveClaim } from './decide.ts';
import { changed, decided, judgedExample, judgeOf } from './judging.ts';

const approved = z.object({ place: shapes.text(), head: shapes.text() });
const otherwise = {
  /** Another officer was first, or the claim was taken back. */
  already: z.object({}),
  changed,
  /** The number and date of the letter are still to come. */
  letterless: z.object({}),
  /** Its term has ended while it waited. */
  over: z.object({}),
  'not-yours': z.object({}),
};

export const approve = defineAction({
  name: 'place.approve',
  says: 'An officer finds a registration right: who sent it heads the place from then on.',
  needs: z.object(decided),
  ends: {
    approved,
    /** Another person heads it, by this name: to end that office is said on its own. */
    headed: approved,
    ...otherwise,
  },
  example: judgedExample,
  async run({ claim, seen }, { records, chat, now }) {
    const judge = await judgeOf(records, claim, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const ended = await approveClaim(records, { claim, actor: judge.actor, now, seen });
    return 'gives' in ended ? ended : { end: ended.end, gives: {} };
  },
});

/** The place keeps its history: what was asked, promised and received stays, under its new head. */
export const handOver = defineAction({
  name: 'place.hand-over',
  says: 'An officer ends the office of the head before, and makes who registered the head, in one step.',
  needs: z.object(decided),
  ends: { approved, ...otherwise },
  example: judgedExample,
  async run({ claim, seen }, { records, chat, now }) {
    const judge = await judgeOf(records, claim, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { actor } = judge;
    const ended = await approveClaim(records, { claim, actor, now, seen, handover: true });
    if (ended.end === 'approved') return ended;
    return { end: ended.end === 'headed' ? 'already' : ended.end, gives: {} };
  },
});
