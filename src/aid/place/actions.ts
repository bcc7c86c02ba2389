import type { AidActions } from '../action.ts';
import { named } from './named.ts';

export const placeActions = {
  'place.named': named,
} satisfies AidActions;
