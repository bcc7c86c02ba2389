import type { Address, Outgoing } from '../../src/chat/message.ts';
import { chatKey, type Secrets } from '../../src/store/secrets.ts';
import type {
  Accepted,
  Records,
  Said,
  Sessions,
  TurnInput,
  TurnOutput,
  Worker,
} from '../../src/store/sessions.ts';

/** What nobody may find in the clear in any store. */
export const marker = 'Jalan Kenari nomor tujuh';

let people = 0;

/** Somebody who writes: `ani.says('50')` is the next event of their chat, accepted at a time of its own. */
export function createPerson(secrets: Secrets) {
  const from: Address = { channel: 'simulator', account: `akun-rahasia-${++people}` };
  const chat = chatKey(secrets, from);
  let events = 0;
  return {
    chat,
    from,
    says(text: string, order = 1000 + events): Accepted {
      const id = `${from.account}-${++events}`;
      return {
        chat,
        id: secrets.hash(id),
        incoming: { id, from, order, content: { kind: 'text', text } },
        now: Date.now(),
        seed: secrets.hash(`seed ${id}`),
      };
    },
  };
}

export const textOf = ({ incoming: { content } }: Accepted): string =>
  content.kind === 'text' ? content.text : content.kind;

export const message = (text: string, question?: string): Outgoing => ({
  text,
  options: [],
  marks: 'numbers',
  ...(question === undefined ? {} : { question }),
});

type Turned = TurnOutput | 'needs-records';

/**
 * A worker that remembers: the position is the list of what was said so far, and each event is answered with
 * `heard …` and a question of its own. `turn` and `say` may be replaced to do something else first.
 */
export class Talker implements Worker {
  readonly heard: TurnInput[] = [];
  readonly said: { to: string; id: string; text: string }[] = [];
  order = 5000;
  onTurn: (
    input: TurnInput,
    records: Records | undefined,
  ) => Promise<Turned | undefined> | undefined = () => undefined;
  onSay: (to: Address, text: string) => Promise<Said | undefined> | undefined = () => undefined;

  async turn(input: TurnInput, records: Records | undefined): Promise<Turned> {
    this.heard.push(input);
    return (await this.onTurn(input, records)) ?? answer(input);
  }

  async say(to: Address, { id, message }: { id: string; message: Outgoing }): Promise<Said> {
    this.said.push({ to: to.account, id, text: message.text });
    return (await this.onSay(to, message.text)) ?? { said: true, order: ++this.order };
  }

  /** What was said, in order. */
  get lines(): string[] {
    return this.said.map(({ text }) => text);
  }
}

export const positionOf = ({ position }: TurnInput): string[] =>
  position ? (JSON.parse(position) as string[]) : [];

/** Files the event, and asks the next question. */
export function answer(input: TurnInput): TurnOutput {
  const text = textOf(input.event);
  const answers = [...positionOf(input), text];
  const question = `q${answers.length}`;
  return {
    position: JSON.stringify(answers),
    question,
    replies: [message(`heard ${text}`, question)],
  };
}

/** Files nothing, and says the open question again. */
export function repeat(input: TurnInput): TurnOutput {
  const question = `q${positionOf(input).length}`;
  return {
    position: input.position ?? '[]',
    question,
    replies: [message(`again ${question}`, question)],
  };
}

/** A turn that writes a row for `catat …`, unique by its event: the one thing that may never happen twice. */
export async function record(input: TurnInput, records: Records | undefined) {
  if (input.unfiled) return repeat(input);
  if (!textOf(input.event).startsWith('catat')) return undefined;
  if (!records) return 'needs-records' as const;
  const { chat, id } = input.event;
  const data = { phone: chat, direction: 'in', dedupe: id, body: new Uint8Array([1]) };
  await records.simulatorMessage.create({ data });
  return undefined;
}

/** Works on the chat until nothing is left. Throws where it waits or is held. */
export async function drain(sessions: Sessions, chat: string, worker: Worker): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const done = await sessions.work(chat, worker);
    if (done === 'idle') return;
    if (done !== 'did') throw new Error(`It came to ${JSON.stringify(done)}.`);
  }
  throw new Error('It never came to an end.');
}

/** Accepts and works until nothing is left. */
export async function hear(sessions: Sessions, worker: Worker, ...events: Accepted[]) {
  for (const event of events) {
    await sessions.accept(event);
    await drain(sessions, event.chat, worker);
  }
}

/** Something to wait at until it is let go. */
export function createGate() {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return {
    open,
    reached,
    /** Tells that somebody came, and waits. */
    async pass(): Promise<void> {
      reach();
      await opened;
    },
  };
}

/** What a lost connection looks like. */
export const lostConnection = () => new Error('Connection terminated unexpectedly');
