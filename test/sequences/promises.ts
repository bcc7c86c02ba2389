import { handoverCode } from '../../src/aid/pledge/code.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { split } from '../aid/world.ts';
import { testKey } from '../database.ts';
import {
  anyAllocation,
  day,
  donors,
  everybody,
  heads,
  type Move,
  offered,
  pickAnd,
} from './move.ts';

const secrets = createSecrets(testKey);

/** What donors and heads do. */
export const promises: Record<string, Move> = {
  'a donor promises to one place or two': {
    verbs: ['pledge.confirm'],
    async play(stage, chance) {
      const donor = chance.pick(donors) ?? '';
      const asked = 1 + chance.upTo(59);
      const amount = asked + chance.upTo(60);
      const found = await stage.calls(donor, 'need.open', { package: 'sembako', amount });
      const items = found.end === 'some' ? found.gives.items : [];
      const chosen = items.slice(0, 1 + chance.upTo(1)).map(({ key }: { key: string }) => key);
      const parts = chosen.map((key: string) => [key, 1 + chance.upTo(59)] as [string, number]);
      // What nobody has room for may be kept for later.
      const waits = parts.length === 0 || chance.upTo(4) === 0 ? [{ amount: asked }] : [];
      await stage.calls(donor, 'pledge.confirm', {
        ...split(...parts),
        waits,
        donorKind: donor === 'rina' ? 'dunia-usaha' : 'perorangan',
        ...(donor === 'rina' && { donorName: 'PT Contoh Jaya' }),
        deliverOn: day(stage, chance.upTo(6)),
      });
    },
  },
  'somebody says that they are in touch': pickAnd(
    [...donors, ...heads],
    ['pledge.to-contact', 'pledge.contacted', 'allocation'],
  ),
  'a head has heard of nobody': pickAnd(heads, [
    'pledge.said-contacted',
    'pledge.uncontacted',
    'allocation',
  ]),
  'a donor asks for more time': pickAnd(donors, [
    'pledge.to-extend',
    'pledge.extend',
    'allocation',
  ]),
  'a donor takes a promise back': pickAnd(donors, [
    'pledge.changeable',
    'pledge.cancel',
    'allocation',
  ]),
  'a donor promises less': pickAnd(
    donors,
    ['pledge.changeable', 'pledge.reduce', 'allocation'],
    (chance) => ({ amount: 1 + chance.upTo(40) }),
  ),
  'a donor changes the day': {
    verbs: ['pledge.redate'],
    async play(stage, chance) {
      const donor = chance.pick(donors) ?? '';
      const allocation = chance.pick(await offered(stage, donor, 'pledge.changeable'));
      const on = day(stage, chance.upTo(9));
      if (allocation) await stage.calls(donor, 'pledge.redate', { allocation, day: on });
    },
  },
  'a head promises to their own place': {
    verbs: ['pledge.confirm'],
    async play(stage, chance) {
      const head = chance.pick(heads) ?? '';
      const found = await stage.calls(head, 'need.open', { package: 'sembako', amount: 20 });
      const key =
        found.end === 'some' ? chance.pick<{ key: string }>(found.gives.items)?.key : undefined;
      if (key) await stage.calls(head, 'pledge.confirm', split([key, 1 + chance.upTo(20)]));
    },
  },
  'a head counts what came': {
    verbs: ['handover.match', 'handover.record'],
    async play(stage, chance) {
      const head = chance.pick(heads) ?? '';
      const place = chance.pick(await offered(stage, head, 'handover.places'));
      if (!place) return;
      const came = chance.upTo(70);
      const damaged = chance.upTo(Math.min(came, 5));
      const told = { place, came, ...(damaged > 0 && { damaged, damage: 'basah' }) };
      const way = chance.upTo(3);
      if (way === 0)
        return void (await stage.calls(head, 'handover.record', { ...told, package: 'sembako' }));
      if (way === 1) {
        const promise = chance.pick(await offered(stage, head, 'handover.promised', { place }));
        if (promise) await stage.calls(head, 'handover.record', { ...told, promise });
        return;
      }
      const own = await offered(stage, head, 'handover.promised', { place });
      const allocation = chance.pick(own) ?? (await anyAllocation(stage, chance));
      if (!allocation) return;
      const code = chance.upTo(5) === 0 ? 'AAA 000' : handoverCode(secrets, allocation);
      const match = await stage.calls(head, 'handover.match', { place, code });
      if (match.end === 'matched')
        await stage.calls(head, 'handover.record', { ...told, allocation: match.gives.allocation });
    },
  },
  'a donor confirms a count': pickAnd(donors, [
    'handover.unconfirmed',
    'handover.confirm',
    'handover',
  ]),
  'a donor has another record': pickAnd(
    donors,
    ['handover.received', 'handover.dispute', 'handover'],
    () => ({ note: 'kami kirim lebih' }),
  ),
  'a donor gives money through a distributor, which states what it passed on': {
    verbs: ['pledge.confirm', 'handover.state'],
    async play(stage, chance) {
      const found = await stage.calls('ani', 'need.open', { package: 'thr', amount: 20 });
      const key = found.end === 'some' ? found.gives.items[0]?.key : undefined;
      if (key)
        await stage.calls('ani', 'pledge.confirm', {
          ...split([key, 1 + chance.upTo(20)]),
          package: 'thr',
          donorKind: 'perorangan',
          distributor: 'salur-baik',
        });
      const who = chance.pick(everybody) ?? '';
      const own = await offered(stage, who, 'handover.to-state');
      const allocation = chance.pick(own) ?? (await anyAllocation(stage, chance));
      const amount = chance.upTo(25);
      if (allocation)
        await stage.calls(who, 'handover.state', { allocation, amount, statement: 'SP-1/2026' });
    },
  },
};
