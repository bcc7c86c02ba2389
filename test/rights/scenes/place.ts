import { bare, looked, ofRole, type Scene } from '../scene.ts';
import { claimed, headed, pictured, placeIn } from '../scope.ts';

/** A registration; where it is the only one the list does not ask. */
function aClaim(
  says: RegExp,
  taps: string[],
  isSo: (row: { state: string; askedAt: Date | null }) => boolean,
): Scene {
  return {
    office: 'area',
    says,
    refuses: ofRole,
    async lays(scope) {
      const { claim: id } = await claimed(scope, 1);
      return {
        steps: ['cek data', `?[${placeIn(scope, 1)}]`, ...taps],
        isDone: async () => isSo(await scope.prisma.headship.findUniqueOrThrow({ where: { id } })),
      };
    },
  };
}

export const placeScenes: Record<string, Scene> = {
  'place.claim': {
    ...aClaim(/HP: \+62/, [], bare),
    async lays(scope) {
      const { claim } = await claimed(scope, 1);
      await claimed(scope, 2);
      const steps = ['cek data', `[${placeIn(scope, 1)}]`];
      return { steps, isDone: looked(scope, 'headship.seen', claim) };
    },
  },
  'place.proof': {
    ...aClaim(/Foto surat dari .* kami kirim/, [], bare),
    async lays(scope) {
      const { claim: headship } = await claimed(scope, 1);
      const id = await pictured(scope, { headship });
      return {
        steps: ['cek data', `?[${placeIn(scope, 1)}]`, '[Lihat foto suratnya]'],
        isDone: looked(scope, 'media.seen', id),
      };
    },
  },
  'place.rival-proof': {
    ...aClaim(/Ini bukan surat/, [], bare),
    async lays(scope) {
      const { claim: rival } = await claimed(scope, 1, 'S');
      const id = await pictured(scope, { headship: rival });
      await claimed(scope, 1);
      return {
        steps: ['cek data', `[${placeIn(scope, 1)} · 2, ]`, '[Lihat surat yang lain]'],
        isDone: looked(scope, 'media.seen', id),
      };
    },
  },
  'place.approve': aClaim(
    /✅ Disetujui/,
    ['[Setujui]', '[Ya, setujui]'],
    ({ state }) => state === 'verified',
  ),
  'place.hand-over': {
    ...aClaim(/✅ Jabatan diserahkan/, [], bare),
    async lays(scope) {
      await headed(scope, 1);
      const { claim: id } = await claimed(scope, 1, 'S');
      return {
        steps: ['cek data', `?[${placeIn(scope, 1)}]`, '[Setujui]', '[Ya, serah terima jabatan]'],
        isDone: async () =>
          (await scope.prisma.headship.findUniqueOrThrow({ where: { id } })).state === 'verified',
      };
    },
  },
  'place.ask': aClaim(
    /Sudah kami tanyakan/,
    ['[Minta dilengkapi]', 'SK perpanjangan yang terbaru'],
    ({ askedAt }) => askedAt !== null,
  ),
  'place.refuse': aClaim(
    /Sudah kami kabarkan/,
    ['[Belum bisa disetujui]', 'SK atas nama orang lain', 'kirim SK terbaru', '[Ya, kirim]'],
    ({ state }) => state === 'refused',
  ),
};
