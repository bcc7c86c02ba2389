import type { AidActions } from '../action.ts';
import { check } from './check.ts';
import { confirm } from './confirm.ts';
import { draft } from './draft.ts';
import { pause } from './pause.ts';
import { ready } from './ready.ts';
import { recent } from './recent.ts';
import { resume } from './resume.ts';
import { listed } from './samples.ts';
import { standing } from './standing.ts';
import { stop } from './stop.ts';
import { tryOut } from './try.ts';
import { areas, understand } from './understand.ts';
import { moments, when } from './when.ts';

export const announcementActions = {
  'announcement.areas': areas,
  'announcement.check': check,
  'announcement.confirm': confirm,
  'announcement.draft': draft,
  'announcement.moments': moments,
  'announcement.pause': pause,
  'announcement.ready': ready,
  'announcement.recent': recent,
  'announcement.resume': resume,
  'announcement.samples': listed,
  'announcement.standing': standing,
  'announcement.stop': stop,
  'announcement.try': tryOut,
  'announcement.understand': understand,
  'announcement.when': when,
} satisfies AidActions;
