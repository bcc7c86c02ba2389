import type { AidActions } from '../action.ts';
import { approve, handOver } from './approve.ts';
import { ask } from './ask.ts';
import { claim } from './claim.ts';
import { claims } from './claims.ts';
import { find } from './find.ts';
import { proof, rivalProof } from './proof.ts';
import { refuse } from './refuse.ts';
import { register } from './register.ts';
import { standing } from './standing.ts';
import { summary } from './summary.ts';
import { taken } from './taken.ts';
import { term } from './term.ts';

export const placeActions = {
  'place.find': find,
  'place.standing': standing,
  'place.taken': taken,
  'place.term': term,
  'place.summary': summary,
  'place.register': register,
  'place.claims': claims,
  'place.claim': claim,
  'place.proof': proof,
  'place.rival-proof': rivalProof,
  'place.approve': approve,
  'place.hand-over': handOver,
  'place.ask': ask,
  'place.refuse': refuse,
} satisfies AidActions;
