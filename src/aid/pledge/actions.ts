import type { AidActions } from '../action.ts';
import { cancel } from './cancel.ts';
import { confirm } from './confirm.ts';
import { contacted } from './contacted.ts';
import { extend } from './extend.ts';
import { mine } from './mine.ts';
import { onNeed, overdue } from './overdue.ts';
import { changeable, saidContacted, toContact, toExtend } from './own.ts';
import { place } from './place.ts';
import { redate } from './redate.ts';
import { reduce } from './reduce.ts';
import { releaseByOfficer } from './release-by-officer.ts';
import { taken } from './taken.ts';
import { propose, toPlace } from './to-place.ts';
import { uncontacted } from './uncontacted.ts';
import { way } from './way.ts';

export const pledgeActions = {
  'pledge.confirm': confirm,
  'pledge.taken': taken,
  'pledge.way': way,
  'pledge.mine': mine,
  'pledge.to-contact': toContact,
  'pledge.said-contacted': saidContacted,
  'pledge.to-extend': toExtend,
  'pledge.changeable': changeable,
  'pledge.contacted': contacted,
  'pledge.uncontacted': uncontacted,
  'pledge.extend': extend,
  'pledge.redate': redate,
  'pledge.reduce': reduce,
  'pledge.cancel': cancel,
  'pledge.overdue': overdue,
  'pledge.on-need': onNeed,
  'pledge.release-by-officer': releaseByOfficer,
  'pledge.to-place': toPlace,
  'pledge.proposal': propose,
  'pledge.place': place,
} satisfies AidActions;
