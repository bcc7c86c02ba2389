import type { AidActions } from '../action.ts';
import { add } from './add.ts';
import { fields, packages } from './catalogue.ts';
import { change } from './change.ts';
import { close } from './close.ts';
import { offer } from './offer.ts';
import { open } from './open.ts';
import { opening } from './opening.ts';
import { price } from './price.ts';
import { bases, priced } from './priced.ts';
import { rename } from './rename.ts';
import { seasons } from './seasons.ts';

export const seasonActions = {
  'season.add': add,
  'season.all': seasons,
  'season.bases': bases,
  'season.change': change,
  'season.close': close,
  'season.fields': fields,
  'season.offer': offer,
  'season.open': open,
  'season.opening': opening,
  'season.packages': packages,
  'season.price': price,
  'season.priced': priced,
  'season.rename': rename,
} satisfies AidActions;
