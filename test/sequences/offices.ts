import { claimOf, newestClaim } from './beginning.ts';
import { donors, everybody, heads, type Move, offered, pickAnd, staff } from './move.ts';
import type { Verb } from './stage.ts';

const reason = 'sudah dicek ulang';

/** What those who work for the programme do, and what is done to reach them. */
export const offices: Record<string, Move> = {
  'somebody judges a count': {
    verbs: [
      'handover.look',
      'handover.photo',
      'handover.accept',
      'handover.correct',
      'handover.reject',
    ],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      // Also who has no role tries it, with what an officer was shown.
      const rows = await stage.prisma.handover.findMany({ orderBy: { id: 'asc' } });
      const own = await offered(stage, who, 'handover.waiting');
      const handover = chance.pick(own) ?? chance.pick(rows)?.id;
      if (!handover) return;
      await stage.calls(who, 'handover.look', { handover });
      await stage.calls(who, 'handover.photo', { handover });
      const came = chance.upTo(80);
      const reason = 'sudah dihitung ulang';
      const what = chance.upTo(2);
      if (what === 0) await stage.calls(who, 'handover.accept', { handover });
      if (what === 1) await stage.calls(who, 'handover.reject', { handover, reason });
      if (what === 2) await stage.calls(who, 'handover.correct', { handover, came, reason });
    },
  },
  'somebody corrects a receipt': {
    verbs: ['handover.find', 'handover.amend'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const rows = await stage.prisma.handover.findMany({ orderBy: { id: 'asc' } });
      const number = chance.pick(rows.map((row) => row.number));
      if (!number) return;
      const found = await stage.calls(who, 'handover.find', { number });
      // Also who was shown none tries it.
      const receipt = found.gives.receipt ?? chance.pick(rows)?.id;
      const came = chance.upTo(80);
      await stage.calls(who, 'handover.amend', { receipt, came, reason: 'sudah dihitung ulang' });
    },
  },
  'an admin ends a role': {
    verbs: ['staff.look', 'staff.revoke'],
    async play(stage, chance) {
      const who = chance.pick(['dodi', 'tini']) ?? '';
      const of = chance.pick(staff) ?? '';
      await stage.calls(who, 'staff.look');
      const role = await stage.prisma.role.findFirst({
        where: { person: { addresses: { some: { chat: stage.players[of]?.chat ?? '' } } } },
        orderBy: [{ revokedAt: 'desc' }, { grantedAt: 'desc' }],
      });
      if (role) await stage.calls(who, 'staff.revoke', { role: role.id, of, kind: role.kind });
    },
  },
  'an admin takes an invitation back': {
    verbs: ['staff.cancel-invitation'],
    async play(stage, chance) {
      const open = await stage.prisma.invitation.findMany({ orderBy: { id: 'asc' } });
      const invitation = chance.pick(open)?.id;
      const who = chance.pick(everybody) ?? '';
      if (invitation) await stage.calls(who, 'staff.cancel-invitation', { invitation });
    },
  },
  'an admin invites, and somebody joins': {
    verbs: ['staff.invite', 'staff.join'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const kind = chance.pick(['skpd', 'admin']) ?? '';
      const wish = { kind, name: 'Orang', ...(kind === 'skpd' && { field: 'pangan' }) };
      const invited = await stage.calls(who, 'staff.invite', wish);
      const code = invited.end === 'invited' ? invited.gives.code : 'UNDANG-AAAAA-AAAAA';
      await stage.calls(chance.pick(staff) ?? '', 'staff.join', { code });
    },
  },
  'somebody registers a place': {
    verbs: ['place.register'],
    async play(stage, chance) {
      const head = chance.pick(heads) ?? '';
      await stage.calls(head, 'place.register', claimOf([3, 5, 7][chance.upTo(2)] ?? 7));
    },
  },
  'somebody decides who heads a place': {
    verbs: [
      'place.claim',
      'place.approve',
      'place.hand-over',
      'place.ask',
      'place.refuse',
      'place.proof',
      'place.rival-proof',
    ],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const own = await offered(stage, who, 'place.claims');
      // Also who has no role tries it, with what an officer was shown.
      const claim = chance.pick(own) ?? (await newestClaim(stage, chance.pick(heads) ?? ''))?.id;
      if (!claim) return;
      await stage.calls(who, 'place.claim', { claim });
      const what = chance.upTo(5);
      if (what === 5) await stage.calls(who, 'place.rival-proof', { claim });
      if (what === 0) await stage.calls(who, 'place.approve', { claim });
      if (what === 1) await stage.calls(who, 'place.hand-over', { claim });
      if (what === 2)
        await stage.calls(who, 'place.ask', { claim, what: 'other', missing: 'nomor SK' });
      if (what === 3)
        await stage.calls(who, 'place.refuse', { claim, reason, remedy: 'kirim lagi' });
      if (what === 4) await stage.calls(who, 'place.proof', { claim });
    },
  },
  'a head asks for aid': {
    verbs: ['need.propose'],
    async play(stage, chance) {
      const head = chance.pick(heads) ?? '';
      const place = chance.pick(await offered(stage, head, 'need.headed'));
      if (!place) return;
      const wish = {
        place,
        package: chance.pick(['sembako', 'lebaran', 'thr']),
        amount: 1 + chance.upTo(80),
      };
      const weeks = 1 + chance.upTo(2);
      const duration = { days: 7 * weeks, label: { id: 'minggu', en: 'weeks' } };
      await stage.calls(head, 'need.propose', {
        ...wish,
        ...(chance.upTo(1) === 0 && { duration }),
      });
    },
  },
  'a head asks for more or less': pickAnd(
    heads,
    ['need.changeable', 'need.change', 'need'],
    (chance) => ({ amount: 1 + chance.upTo(120) }),
  ),
  'a head asks for nothing more': pickAnd(heads, ['need.changeable', 'need.withdraw', 'need']),
  'a head answers an officer': pickAnd(heads, ['need.questions', 'need.answer', 'need'], () => ({
    words: 'ya, betul',
  })),
  'somebody assesses a request': {
    verbs: ['need.inspect', 'need.approve', 'need.refuse', 'need.question', 'need.correct'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const numbers = (await stage.prisma.need.findMany({ orderBy: { number: 'asc' } })).map(
        ({ number }) => number,
      );
      const waiting = await stage.calls(who, 'need.waiting');
      const own = waiting.end === 'list' ? waiting.gives.items : [];
      const need = chance.pick(own.map(({ key }: { key: string }) => key)) ?? chance.pick(numbers);
      if (typeof need !== 'string') return;
      const seen = await stage.calls(who, 'need.inspect', { need });
      const version = seen.gives.version ?? 1;
      const amount = 1 + chance.upTo(120);
      const verb = chance.pick<Verb>([
        'need.approve',
        'need.refuse',
        'need.question',
        'need.correct',
      ]);
      if (verb === 'need.approve') await stage.calls(who, verb, { need, version, amount, reason });
      if (verb === 'need.refuse') await stage.calls(who, verb, { need, version, reason });
      if (verb === 'need.question')
        await stage.calls(who, verb, { need, version, words: 'untuk siapa' });
      if (verb === 'need.correct') await stage.calls(who, verb, { need, version, amount, reason });
    },
  },
  'somebody finds a place for what waits': {
    verbs: ['pledge.place'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const own = await offered(stage, who, 'pledge.to-place');
      const rows = await stage.prisma.pledge.findMany({ orderBy: { id: 'asc' } });
      const pledge = chance.pick(own) ?? chance.pick(rows)?.id;
      if (!pledge) return;
      const found = await stage.calls(who, 'pledge.proposal', { pledge });
      if (found.end === 'some')
        await stage.calls(who, 'pledge.place', { pledge, items: found.gives.items });
    },
  },
  'somebody releases a promise by name': {
    verbs: ['pledge.release-by-officer'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const rows = await stage.prisma.allocation.findMany({ orderBy: { id: 'asc' } });
      const allocation = chance.pick(rows)?.id;
      if (allocation) await stage.calls(who, 'pledge.release-by-officer', { allocation, reason });
    },
  },
  'somebody asks a human, and is answered': {
    verbs: ['inquiry.ask', 'inquiry.look', 'inquiry.answer'],
    async play(stage, chance) {
      await stage.calls(chance.pick([...donors, ...heads]) ?? '', 'inquiry.ask', {
        text: 'kapan dicek',
        field: 'pangan',
      });
      const who = chance.pick(everybody) ?? '';
      const inquiry = chance.pick(await offered(stage, who, 'inquiry.waiting'));
      if (!inquiry) return;
      await stage.calls(who, 'inquiry.look', { inquiry });
      await stage.calls(who, 'inquiry.answer', { inquiry, text: 'besok' });
    },
  },
  'somebody reports a levy': {
    verbs: ['inquiry.report', 'inquiry.read-report', 'inquiry.settle-report'],
    async play(stage, chance) {
      await stage.calls(chance.pick(everybody) ?? '', 'inquiry.report', {
        text: 'diminta 50 ribu',
        named: chance.pick(['named', 'nameless']),
      });
      const who = chance.pick(everybody) ?? '';
      const report = chance.pick(await offered(stage, who, 'inquiry.reported'));
      if (!report) return;
      await stage.calls(who, 'inquiry.read-report', { report });
      await stage.calls(who, 'inquiry.settle-report', { report });
    },
  },
  'somebody wants no announcements, or wants them again': {
    verbs: ['person.quiet', 'person.listening'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      await stage.calls(who, chance.upTo(1) === 0 ? 'person.quiet' : 'person.listening');
    },
  },
  'a head sends the photo that was to come': {
    verbs: ['photo.send'],
    async play(stage, chance) {
      const head = chance.pick(heads) ?? '';
      const whose = chance.pick(await offered(stage, head, 'photo.waiting'));
      const photo = { kind: 'photo', file: `foto-${stage.told.length}` };
      if (whose) await stage.calls(head, 'photo.send', { whose, photo });
    },
  },
};
