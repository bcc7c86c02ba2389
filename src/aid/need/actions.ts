import type { AidActions } from '../action.ts';
import { arrange, places } from './arrange.ts';
import { look } from './look.ts';
import { mine } from './mine.ts';
import { open } from './open.ts';
import { plan } from './plan.ts';
import { propose } from './propose.ts';
import { split } from './split.ts';

export const needActions = {
  'need.open': open,
  'need.look': look,
  'need.split': split,
  'need.places': places,
  'need.arrange': arrange,
  'need.plan': plan,
  'need.propose': propose,
  'need.mine': mine,
} satisfies AidActions;
