import type { AidActions } from '../action.ts';
import { waiting } from './waiting.ts';

export const queueActions = { 'queue.waiting': waiting } satisfies AidActions;
