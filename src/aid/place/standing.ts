import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { kept, keptOf, withPlace } from './kept.ts';
import { livingHead } from './records.ts';
import { officerLabel } from './rules.ts';

const checked = kept.extend({ officer: shapes.label() });

/** The claim that was sent last stands before the office that a person holds. */
export const standing = defineAction({
  name: 'place.standing',
  says: 'How it stands with what the person has registered, and what they answered then.',
  needs: z.object({}),
  ends: {
    /** Is being checked. */
    waiting: checked,
    /** The officer has asked for something. */
    asked: checked.extend({ reason: shapes.text() }),
    refused: checked.extend({ reason: shapes.text(), remedy: shapes.text() }),
    /** Heads a place, checked and in their term. */
    heads: checked,
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const own = { personId: person.id, role: 'head' } as const;
    const claim = await records.db.headship.findFirst({
      where: { ...own, state: { in: ['claimed', 'refused'] }, proofNumber: { not: null } },
      orderBy: [{ claimedAt: 'desc' }, { id: 'desc' }],
      include: withPlace,
    });
    const row =
      claim ??
      (await records.db.headship.findFirst({
        where: { ...own, ...livingHead(now) },
        orderBy: [{ verifiedAt: 'desc' }, { id: 'desc' }],
        include: withPlace,
      }));
    const answers = row && keptOf(records, row);
    if (!answers) return { end: 'none', gives: {} };
    const { kind, kelurahan } = row.place;
    const gives = { ...answers, officer: officerLabel(kind, kelurahan.name) };
    const reason = row.reason ?? '';
    if (row.state === 'verified') return { end: 'heads', gives };
    if (row.state === 'refused')
      return { end: 'refused', gives: { ...gives, reason, remedy: row.remedy ?? '' } };
    return row.askedAt ? { end: 'asked', gives: { ...gives, reason } } : { end: 'waiting', gives };
  },
});
