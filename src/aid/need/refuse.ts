import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { movedBy, openCase, undecided } from './case.ts';
import { askedFor } from './rules.ts';
import { tellHead } from './told.ts';
import { keepVersion } from './version.ts';

/** Says no, with a reason that the head reads. Of a change that is asked for, what was approved stands as it was. */
export const refuse = defineAction({
  name: 'need.refuse',
  says: 'An officer refuses a request with a reason, or leaves as it is what a change was asked of.',
  needs: z.object({
    need: chosen(),
    /** The version that was read. */
    version: z.int(),
    reason: z.string().min(1).max(300),
  }),
  ends: {
    refused: z.object({ number: shapes.text(), place: shapes.text() }),
    /** A change was refused: so much stands. */
    kept: z.object({
      number: shapes.text(),
      place: shapes.text(),
      unit: shapes.label(),
      approved: shapes.quantity(),
    }),
    ...undecided,
  },
  example: {
    need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' },
    version: 1,
    reason: 'Sudah dibantu program lain bulan ini.',
  },
  async run({ need: number, version, reason }, { records, chat, now }) {
    const opened = await openCase(records, number, { chat, now });
    if ('end' in opened) return opened;
    const { need, actor } = opened;
    if (!need.waitsSince || need.version !== version) return movedBy(records, need);
    const isNew = need.state === 'proposed';
    const state = isNew ? 'refused' : need.state;
    await records.db.need.update({
      where: { id: need.id },
      data: { state, wanted: null, waitsSince: null, askedAt: null },
    });
    const { approved } = need;
    const proposed = askedFor(need);
    const did = isNew ? 'refused' : 'kept';
    const kept = { did, state, proposed, approved, reason, actor, now } as const;
    const id = await keepVersion(records, need, kept);
    await audit(records, {
      actor,
      what: isNew ? 'need.refused' : 'need.change-refused',
      on: { kind: 'need', id: need.id },
      at: now,
      detail: { proposed, approved },
    });
    await tellHead(records, need, {
      version: id,
      notice: isNew ? 'need-refused' : 'need-change-refused',
      args: { proposed, approved, reason },
      now,
    });
    const told = { number: need.number, place: need.place };
    if (isNew) return { end: 'refused', gives: told };
    return { end: 'kept', gives: { ...told, unit: need.unit, approved } };
  },
});
