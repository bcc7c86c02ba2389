import type { AidActions } from '../action.ts';
import { affordable } from './affordable.ts';
import { contact } from './contact.ts';
import { distributors } from './distributors.ts';
import { fields } from './fields.ts';
import { packages } from './packages.ts';
import { running } from './running.ts';
import { figures, totals } from './totals.ts';
import { worth } from './worth.ts';

export const programmeActions = {
  'programme.running': running,
  'programme.contact': contact,
  'programme.fields': fields,
  'programme.packages': packages,
  'programme.affordable': affordable,
  'programme.worth': worth,
  'programme.distributors': distributors,
  'programme.totals': totals,
  'programme.figures': figures,
} satisfies AidActions;
