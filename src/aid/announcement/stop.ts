import { defineAction } from '../action.ts';
import { example, needs, steer, steered } from './steer.ts';

export const stop = defineAction({
  name: 'announcement.stop',
  says: 'Stops an announcement for good; whoever has not got it does not.',
  needs,
  ends: steered,
  example,
  async run({ announcement }, { records, chat, now }) {
    const from = ['scheduled', 'sending', 'paused'] as const;
    const ended = await steer(records, announcement, { to: 'stopped', from: [...from], chat, now });
    if (ended.end === 'done')
      await records.db.recipient.updateMany({
        where: { announcementId: ended.id, state: 'waiting' },
        data: { state: 'skipped', why: 'stopped', endedAt: now },
      });
    return ended;
  },
});
