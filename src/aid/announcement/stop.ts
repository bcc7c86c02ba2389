import { defineAction } from '../action.ts';
import { example, needs, steer, steered } from './steer.ts';

export const stop = defineAction({
  name: 'announcement.stop',
  says: 'Stops an announcement for good; whoever has not got it does not.',
  needs,
  ends: steered,
  example,
  async run({ announcement }, { records, chat, now }) {
    return steer(records, announcement, { to: 'stopped', chat, now });
  },
});
