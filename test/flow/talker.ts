import type { Content, Outgoing } from '../../src/chat/message.ts';
import type { ActionTable } from '../../src/flow/action.ts';
import { advance, type Outcome, type World } from '../../src/flow/advance.ts';
import { openQuestion, type Position } from '../../src/flow/position.ts';
import type { FlowEvent } from '../../src/flow/talk.ts';
import type { Request, Result } from '../../src/flow/walk.ts';

/** 24 November 2026, 10.00 in Jakarta. */
const start = Date.UTC(2026, 10, 24, 3, 0, 0);

type Answer = (request: Request) => Result;

/**
 * One person who talks with a book: each event a minute after the one before, the position through JSON
 * in between, as a turn keeps it. What is said comes back a message a line: `Mau apa? [Memberi] [Total]`.
 */
export class Talker {
  position: Position | undefined;
  replies: Outgoing[] = [];
  requests: Request[] = [];
  now = start;
  world: World;
  answer: Answer;
  private events = 0;

  constructor(world: World, answer: Answer | Record<string, Result>) {
    this.world = world;
    this.answer = typeof answer === 'function' ? answer : (request) => resultOf(answer, request);
  }

  /** Several messages one after the other; gives what was said to the last. */
  says(...texts: string[]): string[] {
    let said: string[] = [];
    for (const text of texts) said = this.meets({ kind: 'text', text });
    return said;
  }

  /** A tap on an option of the question that is open. */
  taps(key: string, question = this.question ?? ''): string[] {
    return this.meets({ kind: 'choice', question, key });
  }

  meets(content: Content, event: Partial<FlowEvent> = {}): string[] {
    this.now += 60_000;
    const outcome = drive(this.world, this.position, this.event(content, event), (request) => {
      this.requests.push(request);
      return this.answer(request);
    });
    this.position = JSON.parse(JSON.stringify(outcome.position)) as Position;
    this.replies = outcome.replies;
    return outcome.replies.map(line);
  }

  event(content: Content, event: Partial<FlowEvent> = {}): FlowEvent {
    const seed = (0xabc0000000 + this.events++).toString(16).padEnd(32, '0');
    return { content, now: new Date(this.now), seed, shown: true, ...event };
  }

  get question(): string | undefined {
    return this.position && openQuestion(this.position)?.id;
  }

  /** The step whose question is open, e.g. `gift/amount`; `-` where none is. */
  get step(): string {
    const frame = this.position?.frames.at(-1);
    return frame?.question ? `${frame.flow}/${frame.question.step}` : '-';
  }
}

export const line = ({ text, options }: Outgoing): string =>
  [text, ...options.map(({ label }) => `[${label}]`)].join(' ');

/** Runs a turn to its end, with each action answered. */
export function drive(
  world: World,
  position: Position | undefined,
  event: FlowEvent,
  answer: Answer,
): Outcome {
  const turn = advance(world, position, event);
  for (let step = turn.next(); ; step = turn.next(answer(step.value))) {
    if (step.done) return step.value;
  }
}

function resultOf(results: Record<string, Result>, request: Request): Result {
  const result = results[request.action];
  if (!result) throw new Error(`The test does not say how ${request.action} ends.`);
  return result;
}

/** As the turn does: what an action is given must be what it needs, and a record follows an answer. */
export function strictly(actions: ActionTable<null>, answer: Answer): Answer {
  return (request) => {
    const action = actions[request.action];
    if (!action) throw new Error(`There is no action ${request.action}.`);
    action.needs.parse(request.needs);
    if (action.creates && request.question === '')
      throw new Error(`${request.action} makes a record, and no question was answered.`);
    return answer(request);
  };
}
