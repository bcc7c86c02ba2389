import { defineAction } from '../action.ts';
import { example, needs, steer, steered } from './steer.ts';

export const pause = defineAction({
  name: 'announcement.pause',
  says: 'Pauses an announcement, also before its time; what is in the hands of a channel just now still goes out.',
  needs,
  ends: steered,
  example,
  async run({ announcement }, { records, chat, now }) {
    return steer(records, announcement, { to: 'paused', chat, now });
  },
});
