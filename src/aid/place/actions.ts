import type { AidActions } from '../action.ts';
import { claimable } from './claimable.ts';
import { named } from './named.ts';

export const placeActions = {
  'place.claimable': claimable,
  'place.named': named,
} satisfies AidActions;
