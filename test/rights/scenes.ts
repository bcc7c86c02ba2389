import type { Scene } from './scene.ts';
import { announcementScenes } from './scenes/announcement.ts';
import { handoverScenes } from './scenes/handover.ts';
import { inquiryScenes } from './scenes/inquiry.ts';
import { needScenes } from './scenes/need.ts';
import { placeScenes } from './scenes/place.ts';
import { pledgeScenes } from './scenes/pledge.ts';
import { programmeScenes } from './scenes/programme.ts';
import { staffScenes } from './scenes/staff.ts';

/** How each verb of the table is reached, by its name. */
export const scenes: Record<string, Scene> = {
  ...staffScenes,
  ...placeScenes,
  ...needScenes,
  ...pledgeScenes,
  ...handoverScenes,
  ...inquiryScenes,
  ...announcementScenes,
  ...programmeScenes,
};
