/**
 * The turn protocol (docs/architecture.md, "One turn, exactly once") as a small pure model, run under
 * random schedules: two processes, expired locks, kills, lost answers of COMMIT, Redis restarted, emptied
 * and rolled back, redelivery, a need that fills up meanwhile, bursts, double taps, throttled sends.
 * Every `yield` is a place where the process may be stopped, killed, or overtaken.
 */

export type Chance = (below: number) => number;

/**
 * Deviations that must be caught: each leaves out one line of the protocol. Known events and the token at
 * *finish* are not among them: the turn key, the reply ids and the head of the inbox already hold what they
 * hold, so leaving one out costs a kind word too many and harms nothing.
 */
export type Flaw = 'no-doubt' | 'no-turn-key' | 'no-run-id' | 'no-shown-mark' | 'no-unsaid-sweep';

interface Position {
  step: number;
  question: string;
  answers: string[];
}
interface Reply {
  id: string;
  question?: string;
  /** The pledge that it tells of. */
  tells?: string;
  /** Says that the need had filled up, and no pledge was made. */
  full?: true;
  /** The event that it answers. */
  event: string;
}
interface Event {
  id: string;
  order: number;
  /** The question that the person had before them when they answered it. */
  meant: string;
  /** A tap carries its question. */
  tap?: string;
  /** A word that acts wherever it is said, such as `sudah`: it writes, and moves nothing. */
  command?: true;
}
interface Session {
  n: number;
  position: Position;
  run: number;
  rebuilt: boolean;
  shown?: number;
}
interface Redis {
  run: number;
  session?: Session;
  inbox: Event[];
  known: string[];
  out: Reply[];
  said: string[];
  token: string;
  until: number;
  tries: number;
}
interface Turn {
  /** The dialogue's n after it. */
  n: number;
  replies: Reply[];
  said: boolean;
}

const lockTime = 30;
/** A question and a confirmation make one pledge. */
const steps = 2;

export class World {
  now = 0;
  redis: Redis = emptyRedis(1);
  kept: Redis = emptyRedis(1);
  dialogue: { n: number; position: Position } | undefined;
  turns = new Map<string, Turn>();
  /** Pledges by the question that confirmed them. */
  pledges = new Map<string, string>();
  /** How often each command has acted. */
  acted = new Map<string, number>();
  /** What the person's phone shows, in order. */
  phone: { order: number; reply: Reply }[] = [];
  order = 0;
  /** Sent and not yet confirmed to the network, or sent again by it. */
  network: Event[] = [];
  everSent: Event[] = [];
  goneWithRedis = new Set<string>();
  accepted = new Set<string>();
  faults: string[] = [];
  private ids = 0;

  readonly chance: Chance;
  readonly flaw: Flaw | undefined;
  constructor(chance: Chance, flaw?: Flaw) {
    this.chance = chance;
    this.flaw = flaw;
  }

  id(kind: string): string {
    return `${kind}${++this.ids}`;
  }

  /** The person answers what they see last, types ahead, or taps a button twice. */
  speak(): void {
    const seen = this.phone.findLast(({ reply }) => reply.question)?.reply.question ?? 'none';
    const event: Event = { id: this.id('e'), order: ++this.order, meant: seen };
    if (this.chance(6) === 0) event.command = true;
    else if (seen !== 'none' && this.chance(3) === 0) event.tap = seen;
    this.network.push(event);
    this.everSent.push(event);
    if (event.tap && this.chance(3) === 0) this.network.push({ ...event, id: this.id('e') });
  }

  show(reply: Reply): number {
    this.order += 1;
    this.phone.push({ order: this.order, reply });
    if (reply.tells && ![...this.pledges.values()].includes(reply.tells)) {
      this.faults.push(`told of ${reply.tells}, which is not kept`);
    }
    return this.order;
  }
}

function emptyRedis(run: number): Redis {
  return { run, inbox: [], known: [], out: [], said: [], token: '', until: 0, tries: 0 };
}

/** Redis loses everything, or goes back to an earlier moment; both come back with another run id. */
export function loseRedis(world: World, to: 'empty' | 'earlier' | 'same'): void {
  const { redis } = world;
  const run = redis.run + 1;
  const before = redis.inbox.map(({ id }) => id);
  world.redis =
    to === 'empty'
      ? emptyRedis(run)
      : structuredClone({ ...(to === 'same' ? redis : world.kept), run });
  const after = new Set(world.redis.inbox.map(({ id }) => id));
  for (const id of before) if (!after.has(id)) world.goneWithRedis.add(id);
  for (const reply of redis.out) {
    const isKept = [...world.turns.values()].some(({ replies }) =>
      replies.some(({ id }) => id === reply.id),
    );
    if (!isKept && !world.redis.out.some(({ id }) => id === reply.id))
      world.goneWithRedis.add(reply.event);
  }
}

/** The channel hands an event over; the network forgets it only after. */
export function* receive(world: World): Generator<void, void, void> {
  const event = world.network[0];
  if (!event) return;
  yield;
  const { redis } = world;
  const isKnown = redis.known.includes(event.id);
  if (!isKnown) {
    redis.known.push(event.id);
    redis.inbox.push(event);
  }
  world.accepted.add(event.id);
  yield;
  world.network = world.network.filter(({ id }) => id !== event.id);
}

/** One process works on the chat: takes what is due, and gives the lock back when there is nothing. */
export function* work(world: World): Generator<void, void, void> {
  const token = world.id('t');
  for (;;) {
    yield;
    // 1 take
    const { redis } = world;
    const isHeld = redis.token !== '' && redis.token !== token && redis.until > world.now;
    if (isHeld) return;
    redis.token = token;
    redis.until = world.now + lockTime;
    const reply = redis.out[0];
    if (reply) {
      if (yield* sayOne(world, token, structuredClone(reply))) continue;
      return;
    }
    const event = redis.inbox[0];
    if (!event) {
      redis.token = '';
      return;
    }
    redis.tries += 1;
    const taken = structuredClone({
      event,
      tries: redis.tries,
      session: redis.session,
      run: redis.run,
    });
    if (!(yield* turn(world, token, taken))) return;
  }
}

interface Taken {
  event: Event;
  tries: number;
  session: Session | undefined;
  run: number;
}

function* turn(world: World, token: string, taken: Taken): Generator<void, boolean, void> {
  const { event, session, run } = taken;
  const isOtherRun = session !== undefined && session.run !== run && world.flaw !== 'no-run-id';
  let doubt = taken.tries > 1 || !session || isOtherRun || session.rebuilt;
  if (world.flaw === 'no-doubt') doubt = false;
  let overtaken = false;
  for (;;) {
    // 2 doubt
    let base = session;
    let rebuilt = session?.rebuilt ?? false;
    let isFiled = true;
    let before: Reply[] = [];
    if (doubt) {
      yield;
      const { dialogue } = world;
      if (world.turns.has(event.id) && dialogue && world.flaw !== 'no-turn-key') {
        const next = { ...dialogue, run, rebuilt: !session || isOtherRun || overtaken || rebuilt };
        return yield* finish(world, token, event, next, unsaid(world));
      }
      if (!session || isOtherRun || overtaken) {
        const isCurrent = session !== undefined && (!dialogue || session.n === dialogue.n);
        base = isCurrent ? session : dialogue && { ...dialogue, run, rebuilt: true };
        rebuilt = base !== undefined;
        isFiled = base === undefined;
        before = unsaid(world);
      }
    }

    // 3 advance
    const step = base && !isFiled ? again(event, base.position) : advance(world, event, base);
    const n = base?.n ?? 0;
    if (step.pledge === undefined && !event.command && !doubt) {
      const next: Session = { n, position: step.position, run, rebuilt };
      return yield* finish(world, token, event, next, step.replies);
    }
    yield;
    // 4 commit: one atomic step; its answer may be lost
    if (world.turns.has(event.id) && world.flaw !== 'no-turn-key') {
      if (world.flaw === 'no-doubt') return false;
      doubt = true;
      continue;
    }
    if ((world.dialogue?.n ?? 0) !== n && world.flaw !== 'no-doubt') {
      doubt = true;
      overtaken = true;
      continue;
    }
    world.dialogue = { n: n + 1, position: step.position };
    world.turns.set(event.id, { n: n + 1, replies: step.replies, said: false });
    if (step.pledge) {
      if (world.pledges.has(step.pledge.question))
        world.faults.push(`${step.pledge.question} made two pledges`);
      world.pledges.set(step.pledge.question, step.pledge.id);
    }
    if (event.command && isFiled) world.acted.set(event.id, (world.acted.get(event.id) ?? 0) + 1);
    if (world.chance(6) === 0) {
      yield;
      if (world.flaw === 'no-doubt') return false;
      doubt = true; // No answer of COMMIT.
      continue;
    }
    const next: Session = { n: n + 1, position: step.position, run, rebuilt };
    return yield* finish(world, token, event, next, [...before, ...step.replies]);
  }
}

function unsaid(world: World): Reply[] {
  return [...world.turns.values()].filter(({ said }) => !said).flatMap(({ replies }) => replies);
}

/** 5 finish */
function* finish(world: World, token: string, event: Event, next: Session, replies: Reply[]) {
  yield;
  const { redis } = world;
  if (redis.token !== token) return false;
  const head = redis.inbox[0];
  if (head?.id !== event.id) return redis.token === token;
  redis.inbox.shift();
  redis.tries = 0;
  const kept = redis.session;
  const isSame = kept?.position.question === next.position.question && kept.run === redis.run;
  // Its own run id, of the moment it was taken: a session written across a restart stays in doubt.
  redis.session = { ...next, ...(isSame && kept.shown !== undefined ? { shown: kept.shown } : {}) };
  if (!isSame) delete redis.session.shown;
  const isNew = ({ id }: Reply) =>
    !redis.said.includes(id) && !redis.out.some((other) => other.id === id);
  redis.out.push(...replies.filter(isNew));
  return true;
}

/** 6 say: the token is checked right before the send; popping and the mark are one call. */
function* sayOne(world: World, token: string, reply: Reply): Generator<void, boolean, void> {
  if (world.chance(12) === 0) {
    world.redis.token = ''; // 429: the lease is given back.
    return false;
  }
  const order = world.show(reply);
  yield;
  const { redis } = world;
  if (redis.token !== token) return false;
  if (redis.out[0]?.id !== reply.id) return true;
  redis.out.shift();
  redis.said.push(reply.id);
  const { session } = redis;
  if (session && session.position.question === reply.question && session.shown === undefined) {
    session.shown = order;
  }
  yield;
  for (const turned of world.turns.values()) {
    if (turned.replies.every(({ id }) => world.redis.said.includes(id))) turned.said = true;
  }
  return true;
}

/** 7 sweep: what was stored and never said is queued again, unless its question is over. */
export function sweepUnsaid(world: World): void {
  if (world.flaw === 'no-unsaid-sweep') return;
  const { redis } = world;
  for (const { turn, reply } of [...world.turns.values()]
    .filter(({ said }) => !said)
    .flatMap((turn) => turn.replies.map((reply) => ({ turn, reply })))) {
    // A question that the session has not come to yet is not over: its turn is still to be finished.
    const hasCome = redis.session !== undefined && redis.session.n >= turn.n;
    const isOver =
      hasCome &&
      reply.question !== undefined &&
      reply.question !== redis.session?.position.question;
    if (isOver) redis.said.push(reply.id);
    else if (!redis.said.includes(reply.id) && !redis.out.some(({ id }) => id === reply.id))
      redis.out.push(reply);
  }
  for (const turned of world.turns.values()) {
    if (turned.replies.every(({ id }) => redis.said.includes(id))) turned.said = true;
  }
}

/** The session was rebuilt: the question is said again, and the event is not filed. */
function again(event: Event, position: Position): Step {
  return {
    position,
    replies: [{ id: `${event.id}r`, question: position.question, event: event.id }],
  };
}

interface Step {
  position: Position;
  replies: Reply[];
  pledge?: { id: string; question: string };
}

/** The pure engine: answers are filed to the open question, or answered kindly with the question again. */
function advance(world: World, event: Event, session: Session | undefined): Step {
  const seed = `${event.id}q`;
  if (!session) {
    const position = { step: 0, question: seed, answers: [] };
    return { position, replies: [{ id: `${event.id}r`, question: seed, event: event.id }] };
  }
  const { position } = session;
  const isShown = session.shown !== undefined && event.order >= session.shown;
  if (event.command) {
    return {
      position,
      replies: [{ id: `${event.id}r`, question: position.question, event: event.id }],
    };
  }
  const files = event.tap
    ? event.tap === position.question
    : isShown || world.flaw === 'no-shown-mark';
  if (!files) {
    return {
      position,
      replies: [{ id: `${event.id}r`, question: position.question, event: event.id }],
    };
  }
  if (event.meant !== position.question) {
    world.faults.push(`${event.id} answered ${event.meant}, filed to ${position.question}`);
  }
  const step = (position.step + 1) % steps;
  const next = { step, question: seed, answers: [...position.answers, event.id].slice(-steps) };
  const confirms = position.step === steps - 1;
  // A read that flips: the need may have filled up meanwhile, and then no pledge is made.
  const asked: Reply = { id: `${event.id}r`, question: seed, event: event.id };
  if (!confirms) return { position: next, replies: [asked] };
  if (world.chance(3) === 0) {
    const full: Reply = { id: `${event.id}f`, full: true, event: event.id };
    return { position: next, replies: [full, asked] };
  }
  const pledge = { id: `p-${event.id}`, question: position.question };
  const told: Reply = { id: `${event.id}t`, tells: pledge.id, event: event.id };
  return { position: next, replies: [told, asked], pledge };
}
