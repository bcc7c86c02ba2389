import { day, everybody, type Move } from './move.ts';

/**
 * What may be given, and when: only an admin changes it, and it takes nothing from what was promised. A season that closes is
 * followed by another, so that there is something to promise again.
 */
export const programme: Record<string, Move> = {
  'somebody changes the programme': {
    verbs: [
      'season.add',
      'season.change',
      'season.close',
      'season.offer',
      'season.open',
      'season.price',
      'season.rename',
      'distributor.add',
      'distributor.change',
      'distributor.end',
    ],
    async play(stage, chance) {
      // Mostly the admin, or nearly every try would be refused.
      const who = chance.upTo(2) > 0 ? 'dodi' : (chance.pick(everybody) ?? 'dodi');
      const { end, gives } = await stage.calls(who, 'season.all');
      const [season] = end === 'list' ? gives.items : [];
      const seen = chance.upTo(9) === 0 ? '0' : (season?.seen ?? '0');
      const about = { season: season?.key ?? 'ksbb', seen };
      const serial = chance.upTo(9999);
      const steps = [
        async () => {
          await stage.calls(who, 'season.close', about);
          const name = `Musim ${serial}`;
          await stage.calls(who, 'season.open', { name, from: day(stage, 0) });
        },
        async () => {
          await stage.calls(who, 'season.change', { ...about, contactHours: 24 + chance.upTo(48) });
        },
        async () => {
          const offered = chance.pick(['shut', 'open'] as const) ?? 'open';
          const switched = { field: 'pangan', package: 'sembako', seen: await seenOf() };
          await stage.calls(who, 'season.offer', { ...switched, offered });
          // Nothing else is promised here: it does not stay off for long.
          await stage.acts(({ db }) => db.package.updateMany({ data: { active: true } }));
        },
        async () => {
          const name = `Paket ${serial}`;
          const added = { field: 'pangan', nature: 'goods', name, unit: 'paket' };
          await stage.calls(who, 'season.add', added);
          const renamed = { field: 'pangan', package: 'sembako', name, seen: await seenOf() };
          await stage.calls(who, 'season.rename', renamed);
        },
        async () => {
          const price = { package: 'sembako', basis: 'household_week', from: day(stage, 0) };
          const rupiah = 150_000 + serial;
          const look = await stage.calls(who, 'season.priced', { ...price, rupiah });
          const { seen } = look.end === 'known' ? look.gives : { seen: '0' };
          await stage.calls(who, 'season.price', { ...price, rupiah, seen });
        },
        async () => {
          const distributor = `yayasan-${serial}`;
          const permit = { permit: 'PUB/1', until: day(stage, 90) };
          const contact = { contact: 'Bu Lestari', phone: '+6281200000031' };
          const name = `Yayasan ${serial}`;
          await stage.calls(who, 'distributor.add', { name, ...permit, ...contact });
          const change = { distributor, permit: 'PUB/2', seen: '0' };
          await stage.calls(who, 'distributor.change', change);
          await stage.calls(who, 'distributor.end', { distributor, seen: '0' });
        },
      ];
      await chance.pick(steps)?.();

      async function seenOf(): Promise<string> {
        const { end, gives } = await stage.calls(who, 'season.packages', { field: 'pangan' });
        const items = end === 'list' ? gives.items : [];
        return items.find(({ key }: { key: string }) => key === 'sembako')?.seen ?? '0';
      }
    },
  },
};
