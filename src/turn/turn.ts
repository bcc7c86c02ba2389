import type { Language } from '../chat/message.ts';
import type { ActionContext, ActionTable } from '../flow/action.ts';
import { advance, type Outcome, type World } from '../flow/advance.ts';
import { openQuestion, type Position, top } from '../flow/position.ts';
import type { FlowEvent } from '../flow/talk.ts';
import type { Request, Result } from '../flow/walk.ts';
import { mostTries, type Records, type TurnInput, type TurnOutput } from '../store/sessions.ts';

export interface TurnSettings<Kept> {
  world: World;
  actions: ActionTable<Kept>;
  /** Reads outside a transaction go through this. */
  reader: Records;
  /** How the domain reaches its records, given a client. */
  bind(db: Records, now: Date): Kept;
  /** Whether this chat is not served. */
  blocked(chat: string): boolean;
  /** The kind of the fault that spoiled the last try of this event, for the dead letter. */
  lastFault(event: string): string;
  /** Told where a turn ended, never what was said. It is not kept yet: the same event may come again. */
  watch(turn: TurnReport): void;
}

/** What logs and metrics hold of a turn. */
export interface TurnReport {
  event: string;
  channel: string;
  flow: string;
  step: string;
  /** Whether it called a verb that changes records: what such a turn wrote for others is due. */
  records: boolean;
  /** Three tries had failed, and this turn is the apology. */
  poison: boolean;
  acceptedAt: number;
  chat: string;
  language: Language;
}

/**
 * The body of a turn: the pure `advance`, resumed with what the actions give. Without records it may only
 * read; a turn that comes to a verb answers `needs-records` and is begun again inside its transaction, so
 * that every read and every verb of it see the same records.
 */
export function createTurn<Kept>(settings: TurnSettings<Kept>) {
  return async function turn(
    input: TurnInput,
    records: Records | undefined,
  ): Promise<TurnOutput | 'needs-records'> {
    const isPoison = input.tries > mostTries;
    let changes = false;
    const walkFrom = async (kept: string | undefined) => {
      changes = false;
      const position = kept ? (JSON.parse(kept) as Position) : undefined;
      const walk = advance(settings.world, position, {
        ...flowEvent(input, position, isPoison),
        blocked: settings.blocked(input.event.chat),
      });
      return drive(walk, (request) => {
        changes ||= settings.actions[request.action]?.reads === false;
        return call(settings, input, request, records);
      });
    };
    // Where not even the apology can be said from this position, the conversation begins anew.
    const done = await walkFrom(input.position).catch((error: unknown) => {
      if (!isPoison) throw error;
      return walkFrom(undefined);
    });
    if (done === 'needs-records') return done;

    const frame = top(done.position);
    settings.watch({
      event: input.event.id,
      channel: input.event.incoming.from.channel,
      flow: frame?.flow ?? '-',
      step: frame?.question?.step ?? '-',
      records: changes,
      poison: isPoison,
      acceptedAt: input.event.now,
      chat: input.event.chat,
      language: done.position.language,
    });
    return {
      position: JSON.stringify(done.position),
      question: openQuestion(done.position)?.id,
      // Said again below a notice: nobody asked for that either.
      replies: isResumed(input)
        ? done.replies.map((reply) => ({ ...reply, unasked: true, below: true }))
        : done.replies,
      ...(isPoison ? { deadLetter: settings.lastFault(input.event.id) } : {}),
    };
  };
}

const isResumed = ({ event }: TurnInput) => event.incoming.content.kind === 'resume';

/** Resumes the walk with each result until it waits again. */
async function drive(
  walk: Generator<Request, Outcome, Result>,
  act: (request: Request) => Promise<Result | 'needs-records'>,
): Promise<Outcome | 'needs-records'> {
  for (let step = walk.next(); ; ) {
    if (step.done) return step.value;
    const result = await act(step.value);
    if (result === 'needs-records') return result;
    step = walk.next(result);
  }
}

async function call<Kept>(
  settings: TurnSettings<Kept>,
  { event }: TurnInput,
  request: Request,
  records: Records | undefined,
): Promise<Result | 'needs-records'> {
  const action = settings.actions[request.action];
  if (!action) throw new Error(`There is no action ${request.action}.`);
  if (!action.reads && !records) return 'needs-records';
  if (action.creates && request.question === '') {
    throw new Error(`${request.action} makes a record, and no question was answered.`);
  }
  const now = new Date(event.now);
  const context: ActionContext<Kept> = {
    records: settings.bind(records ?? settings.reader, now),
    address: event.incoming.from,
    chat: event.chat,
    question: request.question,
    now,
    seed: event.seed,
    language: request.language,
  };
  const ended = await action.run(action.needs.parse(request.needs), context);
  const gives = action.ends[ended.end]?.parse(ended.gives) ?? {};
  const forgets = action.forgets === ended.end;
  return {
    end: ended.end,
    gives: gives as Record<string, unknown>,
    creates: action.creates,
    forgets,
  };
}

/** What the flow is told of the event. Typed words answer a question only when they came after it was seen. */
function flowEvent(input: TurnInput, position: Position | undefined, fault: boolean): FlowEvent {
  const { incoming, now, seed } = input.event;
  const isAsked = position !== undefined && openQuestion(position) !== undefined;
  const isSeen = input.shown !== undefined && incoming.order >= input.shown;
  return {
    content: incoming.content,
    now: new Date(now),
    seed,
    shown: !isAsked || isSeen,
    fault,
    unfiled: input.unfiled,
    ...(incoming.quotes === undefined ? {} : { quotes: incoming.quotes }),
  };
}
