import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { AnnouncementState } from '../../store/generated/client.ts';
import { chosen, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { heldAnnouncement } from './records.ts';
import { numberOf } from './rules.ts';

/** What an admin is told after pausing, letting go on or stopping. */
export const steered = {
  done: z.object({ number: shapes.text() }),
  /** It is not in a state that this can be done from: it ended, or another admin was faster. */
  already: z.object({ number: shapes.text(), state: shapes.text() }),
  gone: z.object({}),
  'not-yours': z.object({}),
};
export const needs = z.object({ announcement: chosen() });
export const example = { announcement: 'P-118' };

/** Moves an announcement to another state, by an admin. */
export async function steer(
  records: Records,
  key: string,
  {
    to,
    from,
    chat,
    now,
  }: { to: AnnouncementState; from: AnnouncementState[]; chat: string; now: Date },
) {
  const held = await heldAnnouncement(records, key, { chat, now });
  if (held === 'not-yours') return { end: 'not-yours', gives: {} } as const;
  if (!held) return { end: 'gone', gives: {} } as const;
  const { row, desk } = held;
  const number = numberOf(row);
  if (!from.includes(row.state))
    return { end: 'already', gives: { number, state: row.state } } as const;
  await records.db.announcement.update({
    where: { id: row.id },
    data: {
      state: to,
      changedAt: now,
      ...(to === 'sending' && { goesOnSince: now }),
      ...(to === 'stopped' && { endedAt: now }),
    },
  });
  await audit(records, {
    actor: { as: 'admin', person: desk.person.id },
    what: `announcement.${to === 'sending' ? 'resumed' : to}`,
    on: { kind: 'announcement', id: row.id },
    at: now,
  });
  return { end: 'done', gives: { number }, id: row.id } as const;
}
