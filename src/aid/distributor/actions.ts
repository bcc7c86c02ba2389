import type { AidActions } from '../action.ts';
import { add } from './add.ts';
import { all } from './all.ts';
import { change } from './change.ts';
import { end } from './end.ts';

export const distributorActions = {
  'distributor.add': add,
  'distributor.all': all,
  'distributor.change': change,
  'distributor.end': end,
} satisfies AidActions;
