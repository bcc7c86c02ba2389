import type { AidActions } from '../action.ts';
import { invite, office } from './invite.ts';
import { cancelInvitation, invitations } from './invited.ts';
import { join } from './join.ts';
import { look } from './look.ts';
import { me } from './me.ts';
import { revoke, roles } from './revoke.ts';

export const staffActions = {
  'staff.me': me,
  'staff.office': office,
  'staff.invite': invite,
  'staff.invitations': invitations,
  'staff.cancel-invitation': cancelInvitation,
  'staff.join': join,
  'staff.look': look,
  'staff.roles': roles,
  'staff.revoke': revoke,
} satisfies AidActions;
