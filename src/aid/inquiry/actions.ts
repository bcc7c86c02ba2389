import type { AidActions } from '../action.ts';
import { answer } from './answer.ts';
import { ask } from './ask.ts';
import { look } from './look.ts';
import { readReport } from './read-report.ts';
import { report } from './report.ts';
import { reported } from './reported.ts';
import { settleReport } from './settle-report.ts';
import { waiting } from './waiting.ts';

export const inquiryActions = {
  'inquiry.ask': ask,
  'inquiry.waiting': waiting,
  'inquiry.look': look,
  'inquiry.answer': answer,
  'inquiry.report': report,
  'inquiry.reported': reported,
  'inquiry.read-report': readReport,
  'inquiry.settle-report': settleReport,
} satisfies AidActions;
