import type { AidActions } from '../action.ts';
import { allows } from './allows.ts';
import { answer } from './answer.ts';
import { arrange, places } from './arrange.ts';
import { approve } from './assess.ts';
import { change } from './change.ts';
import { correct } from './correct.ts';
import { areas, coverage } from './coverage.ts';
import { dates } from './dates.ts';
import { fits } from './fits.ts';
import { headed } from './headed.ts';
import { inspect } from './inspect.ts';
import { look } from './look.ts';
import { mine } from './mine.ts';
import { open } from './open.ts';
import { changeable, questions } from './own.ts';
import { plan } from './plan.ts';
import { propose } from './propose.ts';
import { question } from './question.ts';
import { reckon } from './reckon.ts';
import { refuse } from './refuse.ts';
import { split } from './split.ts';
import { standing } from './standing.ts';
import { waiting } from './waiting.ts';
import { withdraw } from './withdraw.ts';

export const needActions = {
  'need.open': open,
  'need.look': look,
  'need.split': split,
  'need.places': places,
  'need.arrange': arrange,
  'need.plan': plan,
  'need.headed': headed,
  'need.standing': standing,
  'need.reckon': reckon,
  'need.dates': dates,
  'need.propose': propose,
  'need.mine': mine,
  'need.changeable': changeable,
  'need.fits': fits,
  'need.change': change,
  'need.withdraw': withdraw,
  'need.questions': questions,
  'need.answer': answer,
  'need.waiting': waiting,
  'need.inspect': inspect,
  'need.allows': allows,
  'need.approve': approve,
  'need.refuse': refuse,
  'need.question': question,
  'need.correct': correct,
  'need.areas': areas,
  'need.coverage': coverage,
} satisfies AidActions;
