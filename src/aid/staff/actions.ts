import type { AidActions } from '../action.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { me } from './me.ts';
import { revoke, roles } from './revoke.ts';

export const staffActions = {
  'staff.me': me,
  'staff.invite': invite,
  'staff.join': join,
  'staff.roles': roles,
  'staff.revoke': revoke,
} satisfies AidActions;
