import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { Nature, type PhotoState } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { headOf } from '../place/records.ts';
import { donorName, donorReached, heldCase, isWaiting } from './cases.ts';
import { isOwnPromise } from './own.ts';
import { receipt, receiptOf } from './records.ts';

const seen = receipt.extend({
  /** Who heads the place, to be asked. */
  head: shapes.text().optional(),
  headPhone: shapes.phone().optional(),
  /** Lists of one or none: why some is damaged, and what the donor has on record. */
  why: z.array(z.object({ words: shapes.text() })),
  says: z.array(z.object({ words: shapes.text() })),
  /** Who promised it, with their number. */
  giver: z.array(z.object({ donor: shapes.text(), phone: shapes.phone() })),
  nature: z.enum(Nature),
  /** A list of one or none: who promised it and who counted it are one and the same. */
  same: z.array(z.object({})),
  /** `ada foto` */
  photo: shapes.label(),
  /** Counted and not confirmed; else it is a receipt that the donor sees otherwise, or that lacks its photo. */
  counted: z.enum(['yes', 'no']),
});

const photos: Record<PhotoState, Label> = {
  none: { id: 'tidak perlu foto', en: 'no photo needed' },
  awaited: { id: 'foto menyusul', en: 'photo to follow' },
  given: { id: 'ada foto', en: 'with a photo' },
  missing: { id: 'belum ada foto', en: 'no photo yet' },
};

export const look = defineAction({
  name: 'handover.look',
  says: 'Shows an officer what is to be judged, and keeps that they looked.',
  needs: z.object({ handover: chosen() }),
  ends: {
    /** Nobody had promised it. */
    unpledged: seen,
    /** Counted without a code; the donor has not confirmed it. */
    unconfirmed: seen.extend({ donor: shapes.text() }),
    /** Came beyond a promise, of which the receipt is `of`. */
    beyond: seen.extend({ donor: shapes.text(), of: shapes.text() }),
    /** A receipt whose photo has not come in 24 hours. */
    unpictured: seen.extend({ donor: shapes.text() }),
    /** The donor has another figure on record. */
    disputed: seen.extend({ donor: shapes.text() }),
    /** Settled meanwhile, or not theirs. */
    gone: z.object({}),
  },
  example: { handover: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' } },
  async run({ handover: id }, { records, chat, now }) {
    const held = await heldCase(records, id, { chat, now });
    if (!held) return { end: 'gone', gives: {} };
    const { row, desk, as } = held;
    const isDisputed = row.disputedAt !== null && row.judgedAt === null;
    if (!isWaiting(row)) return { end: 'gone', gives: {} };
    const actor = { as, person: desk.person.id };
    await audit(records, { actor, what: 'handover.seen', on: { kind: 'handover', id }, at: now });
    const { state: _, ...told } = await receiptOf(records, id);
    const head = await headOf(records, row.placeId, now);
    const pledge = row.allocation?.pledge;
    const isOwn = pledge && (await isOwnPromise(records, pledge, row.recordedById));
    const gives = {
      ...told,
      ...(head && { head: head.called, headPhone: head.phone }),
      why: said(records, row.damage),
      says: said(records, isDisputed ? row.dispute : null),
      giver: donorReached(records, row),
      same: isOwn ? [{}] : [],
      nature: row.package.nature,
      photo: photos[row.photo],
      counted: row.state === 'counted' ? ('yes' as const) : ('no' as const),
    };
    const donor = donorName(records, row);
    if (row.state !== 'counted') {
      const end = isDisputed ? 'disputed' : 'unpictured';
      return { end, gives: { ...gives, donor: donor ?? '–' } };
    }
    if (row.beyond && donor !== undefined)
      return { end: 'beyond', gives: { ...gives, donor, of: row.beyond.number } };
    return donor === undefined
      ? { end: 'unpledged', gives }
      : { end: 'unconfirmed', gives: { ...gives, donor } };
  },
});

const said = ({ secrets }: Records, sealed: Uint8Array | null) =>
  sealed ? [{ words: secrets.open(sealed) }] : [];
