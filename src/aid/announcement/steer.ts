import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { AnnouncementState } from '../../store/generated/client.ts';
import { chosen, type Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { heldAnnouncement, type Row } from './records.ts';
import { numberOf } from './rules.ts';

/** What an admin is told after pausing, letting go on or stopping. */
export const steered = {
  /** `ahead` is its time, where that has not come yet. */
  done: z.object({ number: shapes.text(), ahead: shapes.moment().optional() }),
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

/** `going`: on from a pause, at once or at its time. */
export type Steered = 'paused' | 'going' | 'stopped';

const from: Record<Steered, AnnouncementState[]> = {
  paused: ['scheduled', 'sending'],
  going: ['paused'],
  stopped: ['scheduled', 'sending', 'paused'],
};
const audited = { paused: 'paused', going: 'resumed', stopped: 'stopped' } as const;

/** The move itself, of a row that the transaction holds. Those who wait for what is stopped are closed a moment later (`store/announcements.ts`). */
export async function moveAnnouncement(
  records: Records,
  row: Pick<Row, 'id' | 'number' | 'state' | 'startsAt'>,
  { to, actor, now }: { to: Steered; actor: Actor; now: Date },
) {
  const number = numberOf(row);
  const { id } = row;
  if (!from[to].includes(row.state))
    return { end: 'already', gives: { number, state: row.state } } as const;
  const ahead = row.startsAt && row.startsAt > now ? row.startsAt.toISOString() : undefined;
  const state = to === 'going' ? (ahead ? 'scheduled' : 'sending') : to;
  await records.db.announcement.update({
    where: { id },
    data: {
      state,
      changedAt: now,
      ...(state === 'sending' && { goesOnSince: now }),
      ...(state === 'stopped' && { endedAt: now }),
      ...(state !== 'sending' && { progressAt: null }),
    },
  });
  await audit(records, {
    actor,
    what: `announcement.${audited[to]}`,
    on: { kind: 'announcement', id },
    at: now,
  });
  return { end: 'done', gives: { number, ...(ahead && { ahead }) } } as const;
}
