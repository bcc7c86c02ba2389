import type { AidActions } from '../action.ts';
import { eraseAll } from './erase.ts';
import { goes } from './goes.ts';
import { kept } from './kept.ts';
import { name } from './name.ts';
import { organisations } from './organisations.ts';
import { phone } from './phone.ts';
import { rename } from './rename.ts';
import { show } from './show.ts';
import { terms } from './terms.ts';
import { withdraw } from './withdraw.ts';

export const dataActions = {
  'data.terms': terms,
  'data.show': show,
  'data.kept': kept,
  'data.name': name,
  'data.phone': phone,
  'data.organisations': organisations,
  'data.rename': rename,
  'data.goes': goes,
  'data.erase': eraseAll,
  'data.withdraw': withdraw,
} satisfies AidActions;
