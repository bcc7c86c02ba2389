import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { lockPlace } from '../place/records.ts';
import { hasOpen } from './approve.ts';
import { movedBy, openCase, undecided } from './case.ts';
import { atLeastFloor, isOver, stateAt } from './rules.ts';
import { tellHead } from './told.ts';
import { keepVersion } from './version.ts';

/**
 * Corrects what was approved, up or down to the floor: what is promised and received stays. To go lower, promises
 * are released by name first.
 */
export const correct = defineAction({
  name: 'need.correct',
  says: 'An officer corrects an approved quantity, with a reason; never below what is promised and received.',
  needs: z.object({
    need: chosen(),
    /** The version that was read. */
    version: z.int(),
    amount: shapes.quantity().min(1),
    reason: z.string().min(1).max(300),
  }),
  ends: {
    corrected: z.object({
      number: shapes.text(),
      place: shapes.text(),
      unit: shapes.label(),
      approved: shapes.quantity(),
      before: shapes.quantity(),
    }),
    'below-floor': z.object({
      floor: shapes.quantity(),
      promised: shapes.quantity(),
      received: shapes.quantity(),
    }),
    same: z.object({}),
    /** The head asks for a change: that is assessed first. */
    waits: z.object({}),
    /** Not approved, or over; or another one of the same package is open there. */
    over: z.object({}),
    ...undecided,
  },
  example: {
    need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' },
    version: 2,
    amount: 120,
    reason: 'Data KK diperbarui.',
  },
  async run({ need: number, version, amount, reason }, { records, chat, now }) {
    const opened = await openCase(records, number, { chat, now });
    if ('end' in opened) return opened;
    const { need, actor } = opened;
    if (need.version !== version) return movedBy(records, need);
    if (need.waitsSince) return { end: 'waits', gives: {} };
    if (isOver(need.state)) return { end: 'over', gives: {} };
    const { approved: before, allocated: promised, received } = need;
    if (amount === before) return { end: 'same', gives: {} };
    const below = atLeastFloor(need, amount);
    if (below) return { end: 'below-floor', gives: { floor: below.floor, promised, received } };
    const state = stateAt(amount, need);
    await lockPlace(records.db, need.placeId);
    if (state === 'open' && (await hasOpen(records, need))) return { end: 'over', gives: {} };
    await records.db.need.update({ where: { id: need.id }, data: { state, approved: amount } });
    const { proposed } = need;
    const kept = { did: 'corrected', state, proposed, approved: amount, reason } as const;
    const id = await keepVersion(records, need, { ...kept, actor, now });
    await audit(records, {
      actor,
      what: 'need.corrected',
      on: { kind: 'need', id: need.id },
      at: now,
      detail: { before, approved: amount },
    });
    const args = { approved: amount, before, reason };
    await tellHead(records, need, { version: id, notice: 'need-corrected', args, now });
    const told = { number: need.number, place: need.place, unit: need.unit };
    return { end: 'corrected', gives: { ...told, approved: amount, before } };
  },
});
