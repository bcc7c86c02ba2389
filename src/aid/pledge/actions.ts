import type { AidActions } from '../action.ts';
import { confirm } from './confirm.ts';
import { mine } from './mine.ts';

export const pledgeActions = {
  'pledge.confirm': confirm,
  'pledge.mine': mine,
} satisfies AidActions;
