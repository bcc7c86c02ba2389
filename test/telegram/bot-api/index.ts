export { type Call, mostWithin, sends } from './calls.ts';
export type { Shown } from './chat.ts';
export type { Fault, SetFault, Trouble } from './faults.ts';
export type { Person } from './person.ts';
export type { Done, PersonFacts } from './phone.ts';
export { type BotApi, type BotApiOptions, startBotApi } from './server.ts';
