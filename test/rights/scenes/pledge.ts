import { ofField, ofTask, type Scene } from '../scene.ts';
import { open, promised } from '../scope.ts';

export const pledgeScenes: Record<string, Scene> = {
  'pledge.place': {
    office: 'field',
    says: /✅ Ditempatkan/,
    refuses: ofTask,
    async lays(scope) {
      const number = await promised(scope);
      await open(scope, 1);
      return {
        steps: ['tugas', '[Menunggu tempat]', `[${number}]`, '[Ya, tempatkan]'],
        isDone: async () =>
          (await scope.prisma.pledge.findUniqueOrThrow({ where: { number } })).waiting === 0n,
      };
    },
  },
  'pledge.release-by-officer': {
    office: 'field',
    says: /Dilepas: /,
    refuses: ofField,
    async lays(scope) {
      const { need } = await open(scope, 1);
      const number = await promised(scope, { need });
      const deliverOn = new Date('2026-11-20');
      await scope.prisma.allocation.updateMany({
        where: { pledge: { number } },
        data: { deliverOn },
      });
      return {
        steps: [
          'komitmen terlambat',
          `[${number.slice(-4)} · ]`,
          '[Lepas komitmen ini]',
          'dua kali dihubungi',
          '[Ya, lepas]',
        ],
        isDone: async () => {
          const where = { pledge: { number } };
          return (await scope.prisma.allocation.findFirstOrThrow({ where })).state === 'released';
        },
      };
    },
  },
};
