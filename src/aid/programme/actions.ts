import type { AidActions } from '../action.ts';
import { fields } from './fields.ts';
import { packages } from './packages.ts';
import { figures, totals } from './totals.ts';

export const programmeActions = {
  'programme.fields': fields,
  'programme.packages': packages,
  'programme.totals': totals,
  'programme.figures': figures,
} satisfies AidActions;
