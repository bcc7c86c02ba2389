import type { AidActions, Notice, Records } from '../../src/aid/action.ts';
import { actions } from '../../src/aid/actions.ts';
import { type Approval, approveNeed } from '../../src/aid/need/approve.ts';
import { approveClaim, type Decision } from '../../src/aid/place/decide.ts';
import { seed } from '../../src/aid/seed/seed.ts';
import type { ActionContext } from '../../src/flow/action.ts';
import { isInfrastructure } from '../../src/store/failure.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import { chatKey, type Secrets } from '../../src/store/secrets.ts';

/** Tuesday, 24 November 2026, 13.10 WIB: when Ani confirms. */
export const tuesday = new Date('2026-11-24T06:10:00.000Z');

/** The kelurahan that the tests speak of, as Kemendagri codes them. */
export const regions = {
  kota: [
    { code: '31.71', name: 'Jakarta Pusat' },
    { code: '31.75', name: 'Jakarta Timur' },
  ],
  kecamatan: [
    { code: '31.71.01', name: 'Gambir' },
    { code: '31.75.02', name: 'Pulogadung' },
    { code: '31.75.03', name: 'Jatinegara' },
    { code: '31.75.06', name: 'Cakung' },
  ],
  kelurahan: [
    { code: '31.71.01.1001', name: 'Gambir' },
    { code: '31.75.02.1001', name: 'Pulo Gadung' },
    { code: '31.75.02.1004', name: 'Jatinegara Kaum' },
    { code: '31.75.03.1001', name: 'Kampung Melayu' },
    { code: '31.75.06.1003', name: 'Penggilingan' },
  ],
};

export const puloGadung = '31.75.02.1001';
export const jatinegaraKaum = '31.75.02.1004';
export const kampungMelayu = '31.75.03.1001';
export const gambir = '31.71.01.1001';

/** So much for one place, as a plan has it. */
export const onto = (need: string, amount: number, lacking = amount) => ({
  key: need,
  label: 'RW',
  place: 'RW',
  short: 'RW',
  kelurahan: 'Kelurahan',
  full: 'RW',
  amount,
  lacking,
  note: { id: 'semua', en: 'all' },
});

/** What a donor confirms: so many packages of sembako for one place, in their own name. */
export const gift = (need: string, amount: number) => split([need, amount]);

/** The same for several places; what is left over waits. */
export const split = (...parts: [need: string, amount: number][]) => ({
  items: parts.map(([need, amount]) => onto(need, amount)),
  waits: [],
  package: { key: 'sembako', label: 'Paket sembako' },
  donorKind: { key: 'perorangan', label: 'Saya sendiri' },
});

/** A letter that makes somebody head of a place, and what else they say who register it. */
export const letter = {
  households: 820,
  number: '45 Tahun 2024',
  dated: '2024-03-12',
  ends: '2029-03-12',
  address: { label: 'Pos RW, Jl. Contoh 8' },
};

/** A place as a head names it, with its RW or without. */
export const rw = (kelurahan: string, number?: number) => ({
  kelurahan,
  ...(number === undefined ? {} : { rw: number }),
  label: 'RW',
});
/** What a head asks for there. */
export const wish = { package: 'sembako', amount: 145 };

const table: AidActions = actions;

export interface Ended {
  end: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects an end to give.
  gives: any;
}

/** Somebody at the simulator, calling verbs as the turn would: needs parsed, in one transaction each. */
export interface Phone {
  chat: string;
  /** `question` is the one whose answer calls the verb; without it a new one. */
  calls(name: keyof typeof actions, needs?: unknown, how?: How): Promise<Ended>;
}

interface Wish {
  kelurahan: string;
  rw: number;
  package?: string;
  quantity: number;
  households?: number;
  now?: Date;
}

interface How {
  question?: string;
  now?: Date;
}

/** What has been said to others, in order. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(prisma: PrismaClient, secrets: Secrets) {
  const notices: Notice[] = [];
  let questions = 0;
  let places = 0;

  /** Runs in one transaction; its notices count only when it commits. Done again, as a turn is, where none was free in time. */
  async function transact<T>(work: (records: Records) => Promise<T>, tries = 5): Promise<T> {
    const said: Notice[] = [];
    try {
      const result = await prisma.$transaction(
        (db) => work({ db, secrets, notify: async (notice) => void said.push(notice) }),
        { maxWait: 15_000, timeout: 15_000 },
      );
      notices.push(...said);
      return result;
    } catch (error) {
      if (tries === 1 || !isInfrastructure(error)) throw error;
      return transact(work, tries - 1);
    }
  }

  function phone(account: string): Phone {
    const address = { channel: 'simulator', account } as const;
    const chat = chatKey(secrets, address);
    return {
      chat,
      async calls(name, needs = {}, { question = `q${++questions}`, now = tuesday } = {}) {
        const action = table[name];
        if (!action) throw new Error(`No verb is called ${name}.`);
        const parsed = action.needs.parse(needs);
        const context = { address, chat, question, now, seed: question, language: 'id' } as const;
        const ended = await transact((records) =>
          action.run(parsed, { ...context, records } satisfies ActionContext<Records>),
        );
        // What an end gives is what it says it gives, to the last name.
        const gives = action.ends[ended.end]?.strict().parse(ended.gives);
        return { end: ended.end, gives };
      },
    };
  }

  return {
    notices,
    transact,
    phone,
    /** Somebody registers an RW; returns the id of the claim and of the place. */
    async claimed(head: Phone, at: ReturnType<typeof rw>, more: object = {}, now = tuesday) {
      const question = `claim-${++questions}`;
      const said = { place: at, ...letter, ...more };
      const { end } = await head.calls('place.register', said, { question, now });
      if (end !== 'sent') throw new Error(`The registration ended as ${end}.`);
      const row = await prisma.headship.findFirstOrThrow({
        where: { chat: head.chat, question },
      });
      return { claim: row.id, place: row.placeId };
    },

    /** An officer finds the claim right. */
    verify: (claim: string, more: Partial<Decision> & { handover?: boolean } = {}) =>
      transact((records) =>
        approveClaim(records, { claim, actor: { as: 'operator' }, now: tuesday, ...more }),
      ),

    /** Somebody who heads an RW, registered and checked; returns the id of the place. */
    async headed(head: Phone, at: ReturnType<typeof rw>, more: object = {}, now = tuesday) {
      const { claim, place } = await this.claimed(head, at, more, now);
      const { end } = await this.verify(claim, { now });
      if (end !== 'approved') throw new Error(`The claim ended as ${end}.`);
      return place;
    },

    /** An RW with its verified head and one open request; returns its number and the head. */
    async openNeed(wish: Wish): Promise<{ need: string; head: Phone }> {
      const { rw, kelurahan, households = 820, package: wanted = 'sembako', quantity } = wish;
      const now = wish.now ?? tuesday;
      const account = `head-${kelurahan}-${rw}`;
      const head = await this.known(
        account,
        'Pak',
        `Kepala ${rw}`,
        `+6281200001${String(rw).padStart(3, '0')}`,
      );
      const standing = await prisma.place.findFirst({
        where: { kelurahanCode: kelurahan, rw, headships: { some: { state: 'verified' } } },
      });
      const at = { kelurahan, rw, label: 'RW' };
      const place = standing?.id ?? (await this.headed(head, at, { households }, now));
      const needs = { place, package: wanted, amount: quantity };
      const { gives } = await head.calls('need.propose', needs, { now });
      await this.approve(gives.number, { now });
      return { need: gives.number, head };
    },

    /** A need of its own for each test, so that none meets another's promises. */
    async newNeed(quantity: number, kelurahan = puloGadung) {
      const place = ++places;
      const { need, head } = await this.openNeed({ kelurahan, rw: place, quantity });
      return { need, head, place, row: () => this.standingOf(need) };
    },

    async standingOf(number: string) {
      const { approved, allocated, received } = await prisma.need.findUniqueOrThrow({
        where: { number },
      });
      return { approved, allocated, received };
    },

    approve: (number: string, more: Partial<Approval> = {}) =>
      transact((records) =>
        approveNeed(records, { number, actor: { as: 'operator' }, now: tuesday, ...more }),
      ),

    /** With caps that no test meets unawares. */
    async seed(now = tuesday) {
      await prisma.$transaction((db) => seed(db, { regions, now }));
      await this.caps({ openPledges: 1000, contactsADay: 1000 });
    },

    caps: ({ openPledges, contactsADay }: { openPledges: number; contactsADay: number }) =>
      prisma.programme.updateMany({
        data: {
          openPledges,
          contactsADay,
          openPledgesKept: openPledges * 3,
          contactsADayKept: contactsADay * 3,
        },
      }),

    /** Somebody who agreed, with name and phone. */
    async known(account: string, sapaan: string, name: string, number: string): Promise<Phone> {
      const person = phone(account);
      await person.calls('person.consent');
      await person.calls('person.name', { name: { sapaan, name } });
      await person.calls('person.phone', { phone: number });
      return person;
    },
  };
}
