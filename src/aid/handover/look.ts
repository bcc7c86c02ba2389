import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { headOf } from '../place/records.ts';
import { donorName, heldCase } from './cases.ts';
import { receipt, receiptOf } from './records.ts';

const seen = receipt.extend({
  /** Who heads the place, to be asked. */
  head: shapes.text().optional(),
  headPhone: shapes.phone().optional(),
  damage: shapes.text().optional(),
});

export const look = defineAction({
  name: 'handover.look',
  says: 'Shows an officer what is to be judged, and keeps that they looked.',
  needs: z.object({ handover: chosen() }),
  ends: {
    /** Nobody had promised it. */
    unpledged: seen,
    /** Counted without a code; the donor has not confirmed it. */
    unconfirmed: seen.extend({ donor: shapes.text() }),
    /** The donor has another figure on record. */
    disputed: seen.extend({ donor: shapes.text(), dispute: shapes.text() }),
    /** Settled meanwhile, or not theirs. */
    gone: z.object({}),
  },
  example: { handover: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' } },
  async run({ handover: id }, { records, chat, now }) {
    const held = await heldCase(records, id, { chat, now });
    if (!held) return { end: 'gone', gives: {} };
    const { row, desk, as } = held;
    const isDisputed = row.disputedAt !== null && row.judgedAt === null;
    if (row.state !== 'counted' && !isDisputed) return { end: 'gone', gives: {} };
    const actor = { as, person: desk.person.id };
    await audit(records, { actor, what: 'handover.seen', on: { kind: 'handover', id }, at: now });
    const { state: _, ...told } = await receiptOf(records, id);
    const head = await headOf(records, row.placeId, now);
    const gives = {
      ...told,
      ...(head && { head: head.called, headPhone: head.phone }),
      ...(row.damage && { damage: records.secrets.open(row.damage) }),
    };
    const donor = donorName(records, row);
    if (row.dispute && isDisputed)
      return {
        end: 'disputed',
        gives: { ...gives, donor: donor ?? '', dispute: records.secrets.open(row.dispute) },
      };
    return donor === undefined
      ? { end: 'unpledged', gives }
      : { end: 'unconfirmed', gives: { ...gives, donor } };
  },
});
