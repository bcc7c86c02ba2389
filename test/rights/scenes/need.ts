import { bare, looked, ofField, type Scene } from '../scene.ts';
import { asked, open, placeIn } from '../scope.ts';

/** A request that waits. */
function aRequest(
  says: RegExp,
  taps: string[],
  isSo: (row: { state: string; askedAt: Date | null }) => boolean,
): Scene {
  return {
    office: 'field',
    says,
    refuses: ofField,
    async lays(scope) {
      const { need: number } = await asked(scope, 1);
      return {
        steps: ['cek permintaan', `?[${placeIn(scope, 1)}]`, ...taps],
        isDone: async () => isSo(await scope.prisma.need.findUniqueOrThrow({ where: { number } })),
      };
    },
  };
}

export const needScenes: Record<string, Scene> = {
  'need.inspect': {
    ...aRequest(/Warga: /, [], bare),
    async lays(scope) {
      const { need: number } = await asked(scope, 1);
      await asked(scope, 2);
      const { id } = await scope.prisma.need.findUniqueOrThrow({ where: { number } });
      const steps = ['cek permintaan', `[${placeIn(scope, 1)}]`];
      return { steps, isDone: looked(scope, 'need.inspected', id) };
    },
  },
  'need.approve': aRequest(
    /✅ Disetujui/,
    ['[Setujui semua]', '[Ya, setujui]'],
    ({ state }) => state === 'open',
  ),
  'need.refuse': aRequest(
    /Tercatat: /,
    ['[Belum bisa disetujui]', 'bulan ini sudah dibantu', '[Ya, kirim]'],
    ({ state }) => state === 'refused',
  ),
  'need.question': aRequest(
    /Terkirim ke ketua/,
    ['[Tanya ketua dulu]', 'berapa rumah yang terendam'],
    ({ askedAt }) => askedAt !== null,
  ),
  'need.correct': {
    ...aRequest(/disetujui 30 .*tadinya 40/, [], bare),
    async lays(scope) {
      const { need: number } = await open(scope, 1);
      return {
        steps: [`ubah persetujuan ${number}`, '30', 'data KK diperbarui', '[Ya, ubah]'],
        isDone: async () =>
          (await scope.prisma.need.findUniqueOrThrow({ where: { number } })).approved === 30n,
      };
    },
  },
};
