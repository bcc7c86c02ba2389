import type { AidActions } from './action.ts';
import { announcementActions } from './announcement/actions.ts';
import { dataActions } from './data/actions.ts';
import { distributorActions } from './distributor/actions.ts';
import { handoverActions } from './handover/actions.ts';
import { inquiryActions } from './inquiry/actions.ts';
import { needActions } from './need/actions.ts';
import { personActions } from './person/actions.ts';
import { photoActions } from './photo/actions.ts';
import { placeActions } from './place/actions.ts';
import { pledgeActions } from './pledge/actions.ts';
import { programmeActions } from './programme/actions.ts';
import { queueActions } from './queue/actions.ts';
import { seasonActions } from './season/actions.ts';
import { staffActions } from './staff/actions.ts';

/** Every verb that a flow can call. */
export const actions = {
  ...programmeActions,
  ...personActions,
  ...staffActions,
  ...placeActions,
  ...inquiryActions,
  ...needActions,
  ...pledgeActions,
  ...handoverActions,
  ...queueActions,
  ...photoActions,
  ...announcementActions,
  ...seasonActions,
  ...distributorActions,
  ...dataActions,
} satisfies AidActions;
