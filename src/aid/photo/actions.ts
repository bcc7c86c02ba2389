import type { AidActions } from '../action.ts';
import { send } from './send.ts';
import { waiting } from './waiting.ts';

export const photoActions = {
  'photo.waiting': waiting,
  'photo.send': send,
} satisfies AidActions;
