import { everybody, type Move } from './move.ts';

/** What the programme says to many: it changes no promise and no need, whoever tries it and whenever. */
export const announcements: Record<string, Move> = {
  'somebody announces something': {
    verbs: ['announcement.draft', 'announcement.try', 'announcement.confirm'],
    async play(stage, chance) {
      const who = chance.pick(everybody) ?? '';
      const audience = { who: chance.pick(['donors', 'rw', 'all'] as const) ?? 'all' };
      const shown = await stage.calls(who, 'announcement.draft', {
        audience,
        text: 'Halo, {nama}.',
      });
      if (shown.end !== 'shown') return;
      const { draft, version } = shown.gives;
      await stage.calls(who, 'announcement.try', { draft });
      const at = stage.now.toISOString();
      const ready = await stage.calls(who, 'announcement.ready', { draft, version, at });
      if (ready.end !== 'ready') return;
      const { reached } = ready.gives;
      const typed = chance.upTo(3) === 0 ? reached + 1 : reached;
      await stage.calls(who, 'announcement.confirm', { draft, version, at, reached, typed });
    },
  },
  'somebody steers an announcement': {
    verbs: ['announcement.pause', 'announcement.resume', 'announcement.stop'],
    async play(stage, chance) {
      const rows = await stage.prisma.announcement.findMany({ orderBy: { number: 'asc' } });
      const row = chance.pick(rows);
      if (!row) return;
      const verb = chance.pick(['pause', 'resume', 'stop'] as const) ?? 'pause';
      await stage.calls(chance.pick(everybody) ?? '', `announcement.${verb}`, {
        announcement: `P-${row.number}`,
      });
    },
  },
};
