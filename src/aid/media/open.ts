import type { Label } from '../../chat/message.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';

export interface Look {
  /** Who looks, and in what part. Whether they may is the calling verb's to judge, before. */
  actor: Actor & { person: string };
  now: Date;
  /** What it shows, as the one who looks reads it: `RW 03 Pulo Gadung`. */
  about: string | Label;
}

/**
 * sent: it goes to who looks, on their own channel · awaited: sent, and not here yet · refused: it was no photo
 * or document · gone: there is none, or it was erased.
 */
export type Opened = 'sent' | 'awaited' | 'refused' | 'gone';

/**
 * Shows a proof or photo to one person: the look is audited, and the file goes out with a notice. A turn that
 * comes again shows it once; another look, later, shows it again.
 */
export async function openMedia(
  records: Records,
  id: string,
  { actor, now, about }: Look,
): Promise<Opened> {
  const row = await records.db.media.findUnique({
    where: { id },
    select: { kind: true, state: true, sentAt: true },
  });
  if (!row) return 'gone';
  if (row.state !== 'kept') return row.state;
  await audit(records, { actor, what: 'media.seen', on: { kind: 'media', id }, at: now });
  await records.notify({
    cause: { kind: `media-${now.toISOString()}`, id },
    person: actor.person,
    part: 1,
    notice: row.kind === 'proof' ? 'proof-shown' : 'goods-shown',
    args: { about, sent: row.sentAt.toISOString() },
    media: id,
  });
  return 'sent';
}
