import type { AidActions } from '../action.ts';
import { consent } from './consent.ts';
import { donor } from './donor.ts';
import { listening } from './listening.ts';
import { name } from './name.ts';
import { phone } from './phone.ts';
import { quiet } from './quiet.ts';
import { reach } from './reach.ts';
import { recognise } from './recognise.ts';

export const personActions = {
  'person.recognise': recognise,
  'person.consent': consent,
  'person.name': name,
  'person.phone': phone,
  'person.reach': reach,
  'person.donor': donor,
  'person.quiet': quiet,
  'person.listening': listening,
} satisfies AidActions;
