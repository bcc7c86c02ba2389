import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { AnnouncementState } from '../../store/generated/client.ts';
import { chosen, type Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { heldAnnouncement, type Row } from './records.ts';
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

/** Moves an announcement to another state, by an admin in chat. */
export async function steer(
  records: Records,
  key: string,
  { to, chat, now }: { to: Steered; chat: string; now: Date },
) {
  const held = await heldAnnouncement(records, key, { chat, now });
  if (held === 'not-yours') return { end: 'not-yours', gives: {} } as const;
  if (!held) return { end: 'gone', gives: {} } as const;
  const { row, desk } = held;
  const actor = { as: 'admin', person: desk.person.id } as const;
  return moveAnnouncement(records, row, { to, actor, now });
}

export type Steered = 'paused' | 'sending' | 'stopped';

const from: Record<Steered, AnnouncementState[]> = {
  paused: ['sending'],
  sending: ['paused'],
  stopped: ['scheduled', 'sending', 'paused'],
};

/** The move itself, of a row that the transaction holds. Those who wait for what is stopped are closed a moment later (`store/announcements.ts`). */
export async function moveAnnouncement(
  records: Records,
  row: Pick<Row, 'id' | 'number' | 'state'>,
  { to, actor, now }: { to: Steered; actor: Actor; now: Date },
) {
  const number = numberOf(row);
  const { id } = row;
  if (!from[to].includes(row.state))
    return { end: 'already', gives: { number, state: row.state } } as const;
  await records.db.announcement.update({
    where: { id },
    data: {
      state: to,
      changedAt: now,
      ...(to === 'sending' && { goesOnSince: now }),
      ...(to === 'stopped' && { endedAt: now }),
      ...(to !== 'sending' && { progressAt: null }),
    },
  });
  await audit(records, {
    actor,
    what: `announcement.${to === 'sending' ? 'resumed' : to}`,
    on: { kind: 'announcement', id },
    at: now,
  });
  return { end: 'done', gives: { number } } as const;
}
