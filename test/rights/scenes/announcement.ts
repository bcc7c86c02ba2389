import { tuesday } from '../../aid/world.ts';
import type { Scene } from '../scene.ts';
import { headed, known, type Scope } from '../scope.ts';

const composing = (scope: Scope) => [
  'pengumuman',
  `ketua rw kelurahan ${scope.areaName}`,
  '[Tulis sendiri]',
  'Uji coba.',
];
const refuses = /Pengumuman hanya bisa dikirim oleh admin/;

/** An announcement that goes on for as long as the row lasts: whom it is for is on no channel. */
async function running(scope: Scope, state: 'sending' | 'paused') {
  const { prisma, serial } = scope;
  const { chat } = await known(scope, 'A');
  const { personId } = await prisma.address.findUniqueOrThrow({ where: { chat } });
  const { id, number } = await prisma.announcement.create({
    data: {
      ...{
        state,
        audience: { who: 'all' },
        textId: 'Uji coba.',
        chat: 'uji',
        question: `${serial}`,
      },
      ...{ createdAt: tuesday, changedAt: tuesday, confirmedAt: tuesday, startsAt: tuesday },
      goesOnSince: tuesday,
      recipients: { create: { personId, dueAt: tuesday } },
    },
  });
  const isNow = async (wanted: string) =>
    (await prisma.announcement.findUniqueOrThrow({ where: { id } })).state === wanted;
  return { number: `P-${number}`, isNow };
}

const steered = (state: 'sending' | 'paused', to: string, tap: string, says: RegExp): Scene => ({
  office: 'admin',
  says,
  refuses: /Laporan ini hanya untuk admin/,
  async lays(scope) {
    const { number, isNow } = await running(scope, state);
    return { steps: [`laporan pengumuman ${number}`, `[${tap}]`], isDone: () => isNow(to) };
  },
});

export const announcementScenes: Record<string, Scene> = {
  'announcement.draft': {
    office: 'admin',
    says: /Lanjut dengan teks ini/,
    refuses,
    async lays(scope) {
      await headed(scope, 1);
      return {
        steps: composing(scope),
        isDone: async (createdById) =>
          (await scope.prisma.announcement.count({ where: { createdById } })) > 0,
      };
    },
  },
  'announcement.try': {
    office: 'admin',
    says: /Dikirim ke sini sebagai pesan terpisah/,
    refuses,
    async lays(scope) {
      await headed(scope, 1);
      return {
        steps: [...composing(scope), '[Kirim ke saya dulu]'],
        isDone: async (personId) =>
          (await scope.prisma.outbox.count({ where: { personId, notice: 'announcement-try' } })) >
          0,
      };
    },
  },
  'announcement.confirm': {
    office: 'admin',
    says: /✅ P-\d+ mulai dikirim/,
    refuses,
    async lays(scope) {
      await headed(scope, 1);
      return {
        steps: [...composing(scope), '[Lanjut]', 'sekarang', '1'],
        isDone: async (confirmedById) =>
          (await scope.prisma.announcement.count({ where: { confirmedById } })) > 0,
      };
    },
  },
  'announcement.pause': steered('sending', 'paused', 'Jeda', /P-\d+ dijeda/),
  'announcement.resume': steered('paused', 'sending', 'Lanjutkan', /✅ P-\d+ dilanjutkan/),
  'announcement.stop': steered('sending', 'stopped', 'Hentikan', /P-\d+ dihentikan/),
};
