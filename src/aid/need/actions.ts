import type { AidActions } from '../action.ts';
import { mine } from './mine.ts';
import { open } from './open.ts';
import { places } from './places.ts';
import { propose } from './propose.ts';
import { room } from './room.ts';

export const needActions = {
  'need.open': open,
  'need.room': room,
  'need.places': places,
  'need.propose': propose,
  'need.mine': mine,
} satisfies AidActions;
