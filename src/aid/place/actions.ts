import type { AidActions } from '../action.ts';
import { find } from './find.ts';
import { register } from './register.ts';
import { standing } from './standing.ts';
import { summary } from './summary.ts';
import { term } from './term.ts';

export const placeActions = {
  'place.find': find,
  'place.standing': standing,
  'place.term': term,
  'place.summary': summary,
  'place.register': register,
} satisfies AidActions;
