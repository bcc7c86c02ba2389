import { z } from 'zod';
import type { Address, Language } from '../chat/message.ts';

/**
 * What an action is given beside its named answers. `Records` is how it reaches the records: inside a
 * turn's transaction for what changes them, a plain client for what only reads.
 */
export interface ActionContext<Records> {
  records: Records;
  /** Who is speaking. Personal data: kept only sealed. */
  address: Address;
  /** The keyed hash of the address; what records of the conversation are filed under. */
  chat: string;
  /** The id of the question whose answer led here. With `chat`, it makes a record unique. */
  question: string;
  /** The event's own frozen time. */
  now: Date;
  /** The event's own frozen chance, for ids and codes that must come out the same at every try. */
  seed: string;
  language: Language;
}

type Shape = z.ZodObject;

export interface Action<
  Records,
  Needs extends Shape = Shape,
  Ends extends Record<string, Shape> = Record<string, Shape>,
> {
  /** `noun.verb`, as flows call it. */
  name: string;
  /** One sentence for `docs/flows.md` and for whoever reads the flow. */
  says: string;
  needs: Needs;
  /** How it can end, and what each end gives to the flow. */
  ends: Ends;
  /** Only reads: may be run again at any time, and feeds a list or a decision. */
  reads: boolean;
  /** Makes a record, unique by (chat, question): to be called only as the answer to a question. */
  creates: boolean;
  /** The end after which nothing of the conversation so far is known any more: the person was erased. */
  forgets?: (keyof Ends & string) | undefined;
  /** Needs that are valid, for the documentation and the tests. */
  example: z.input<Needs>;
  run(needs: z.output<Needs>, context: ActionContext<Records>): Promise<End<Ends>>;
}

/** `{ end: 'reserved', gives: { number: 'K-2611-0048' } }` */
export type End<Ends extends Record<string, Shape>> = {
  [Name in keyof Ends & string]: { end: Name; gives: z.output<Ends[Name]> };
}[keyof Ends & string];

/** Gives the function that a domain defines its actions with, bound to how it reaches its records. */
export function actionsOver<Records>() {
  return function defineAction<const Needs extends Shape, const Ends extends Record<string, Shape>>(
    action: Omit<Action<Records, Needs, Ends>, 'reads' | 'creates'> & {
      reads?: true;
      creates?: true;
    },
  ): Action<Records, Needs, Ends> {
    return { ...action, reads: action.reads ?? false, creates: action.creates ?? false };
  };
}

/** A noun's table of actions, by name: `{ 'pledge.confirm': confirmPledge }`. */
// biome-ignore lint/suspicious/noExplicitAny: a table holds actions of many shapes; each is parsed by its own.
export type ActionTable<Records> = Record<string, Action<Records, any, any>>;

/** How a value is written for people, said beside its shape and read by the renderer. */
const written = <T extends z.ZodType>(type: T, write: Writing): T => type.meta({ write }) as T;

/** `marked` is text whose `**bold**` is ours; anywhere else people's stars are only stars. */
export type Writing = 'plain' | 'marked' | 'quantity' | 'money' | 'date' | 'moment' | 'phone';

/** The shapes that actions and flows share. Values are plain JSON, so that a position can be kept. */
export const shapes = {
  text: () => z.string(),
  /** Text with `**bold**` that is to be seen as such. */
  marked: () => written(z.string(), 'marked'),
  /** A count of packages, people or families: `1250` is written `1.250`. */
  quantity: () => written(z.int().nonnegative(), 'quantity'),
  /** Whole rupiah: `1500000` is written `Rp1.500.000`. */
  money: () => written(z.int().nonnegative(), 'money'),
  /** `2026-11-28` is written `Sabtu, 28 November 2026`. */
  date: () => written(z.iso.date(), 'date'),
  /** An instant, ISO 8601 in UTC, written in Jakarta's time: `Kamis, 26 November 2026, 13.10 WIB`. */
  moment: () => written(z.iso.datetime(), 'moment'),
  /** E.164, written `+62 812-3456-7890`. */
  phone: () => written(z.string().regex(/^\+\d{8,15}$/), 'phone'),
  /** Text in both languages. */
  label: () => z.object({ id: z.string(), en: z.string() }),
  /** A kelurahan, with the number of an RW in it where one was named. */
  place: () =>
    z.object({ kelurahan: z.string(), rw: z.int().positive().optional(), label: z.string() }),
  /** How long, in days, and as it is said back: `{ days: 28, label: { id: '4 minggu', en: '4 weeks' } }`. */
  duration: () => z.object({ days: z.int().positive(), label: shapes.label() }),
  /** Where something is brought: what was written, or a point that a telephone sent, in degrees. */
  address: () =>
    z.object({
      label: z.union([z.string().max(300), shapes.label()]),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    }),
  /**
   * Where aid is to go: a kelurahan with or without an RW, a kecamatan or kota, or the name of a place as it was
   * typed, which a verb looks up. A place is one too.
   */
  area: () =>
    z.object({
      kelurahan: z.string().optional(),
      rw: z.int().positive().optional(),
      /** The code of a kecamatan or kota. */
      region: z.string().optional(),
      name: z.string().optional(),
      label: z.union([z.string(), z.object({ id: z.string(), en: z.string() })]),
    }),
  /** What a `choose` keeps of what was chosen, and what a read gives it to choose from. */
  choice: () =>
    z.object({
      key: z.string().regex(/^[a-z0-9._-]{1,40}$/i),
      label: z.union([z.string(), shapes.label()]),
    }),
} as const;
