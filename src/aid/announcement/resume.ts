import { defineAction } from '../action.ts';
import { example, needs, steer, steered } from './steer.ts';

export const resume = defineAction({
  name: 'announcement.resume',
  says: 'Lets a paused announcement go on: at its time, or at once where that has come.',
  needs,
  ends: steered,
  example,
  async run({ announcement }, { records, chat, now }) {
    return steer(records, announcement, { to: 'going', chat, now });
  },
});
