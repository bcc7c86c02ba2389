import type { AidActions } from '../action.ts';
import { amend, find } from './amend.ts';
import { check } from './check.ts';
import { confirm, unconfirmed } from './confirm.ts';
import { dispute, received } from './dispute.ts';
import { accept, correct, reject } from './judge.ts';
import { look } from './look.ts';
import { match } from './match.ts';
import { nature } from './nature.ts';
import { photo } from './photo.ts';
import { pictured } from './pictured.ts';
import { places } from './places.ts';
import { promised } from './promised.ts';
import { record } from './record.ts';
import { rest } from './rest.ts';
import { state, toState } from './state.ts';
import { tally } from './tally.ts';
import { waiting } from './waiting.ts';

export const handoverActions = {
  'handover.places': places,
  'handover.match': match,
  'handover.promised': promised,
  'handover.tally': tally,
  'handover.nature': nature,
  'handover.pictured': pictured,
  'handover.record': record,
  'handover.rest': rest,
  'handover.unconfirmed': unconfirmed,
  'handover.confirm': confirm,
  'handover.check': check,
  'handover.received': received,
  'handover.dispute': dispute,
  'handover.waiting': waiting,
  'handover.look': look,
  'handover.photo': photo,
  'handover.accept': accept,
  'handover.correct': correct,
  'handover.reject': reject,
  'handover.find': find,
  'handover.amend': amend,
  'handover.to-state': toState,
  'handover.state': state,
} satisfies AidActions;
