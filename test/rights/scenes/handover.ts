import { bare, looked, ofRole, ofTask, type Scene } from '../scene.ts';
import { counted, open, pictured, placeIn, promised, received } from '../scope.ts';

/** A count that nobody confirmed. */
function aCount(
  says: RegExp,
  taps: string[],
  isSo: (row: { state: string; came: bigint }) => boolean,
): Scene {
  return {
    office: 'field',
    says,
    refuses: ofRole,
    async lays(scope) {
      const id = await counted(scope, 1);
      return {
        steps: ['cek serah terima', `?[${placeIn(scope, 1)}]`, ...taps],
        isDone: async () => isSo(await scope.prisma.handover.findUniqueOrThrow({ where: { id } })),
      };
    },
  };
}

export const handoverScenes: Record<string, Scene> = {
  'handover.look': {
    ...aCount(/Bertanya langsung: .*\+62/, [], bare),
    refuses: /sudah diputuskan/,
    async lays(scope) {
      const id = await counted(scope, 1);
      await counted(scope, 2);
      const steps = ['cek serah terima', `[${placeIn(scope, 1)}]`];
      return { steps, isDone: looked(scope, 'handover.seen', id) };
    },
  },
  'handover.photo': {
    ...aCount(/Foto barang dari .* kami kirim/, [], bare),
    async lays(scope) {
      const handover = await counted(scope, 1);
      const id = await pictured(scope, { handover });
      return {
        steps: ['cek serah terima', `?[${placeIn(scope, 1)}]`, '[Lihat foto barang]'],
        isDone: looked(scope, 'media.seen', id),
      };
    },
  },
  'handover.accept': aCount(
    /✅ Tercatat/,
    ['[Hitungan RW benar]'],
    ({ state }) => state === 'confirmed',
  ),
  'handover.correct': aCount(
    /✅ Hitungan diganti/,
    ['[Ubah hitungan]', '25', '2', 'surat jalan menyebut 25', '[Ya, ganti]'],
    ({ came }) => came === 25n,
  ),
  'handover.reject': aCount(
    /tidak dicatat\. Ketua/,
    ['[Jangan dicatat]', 'sudah dicatat dengan kode'],
    ({ state }) => state === 'rejected',
  ),
  'handover.find': {
    office: 'field',
    says: /Sebenarnya berapa yang datang/,
    refuses: /dikoreksi oleh petugas|tidak ada di bidang atau kelurahan/,
    async lays(scope) {
      const { id, receipt } = await received(scope, 1);
      return {
        steps: ['koreksi tanda terima', receipt],
        isDone: looked(scope, 'handover.seen', id),
      };
    },
  },
  'handover.amend': {
    office: 'field',
    says: /✅ Tanda terima .* dikoreksi/,
    refuses: /dikoreksi oleh petugas/,
    async lays(scope) {
      const { id, receipt } = await received(scope, 1);
      const taps = ['7', '2', 'surat jalan menyebut 7', '[Ya, ganti]'];
      return {
        steps: ['koreksi tanda terima', receipt, ...taps],
        isDone: async () =>
          (await scope.prisma.handover.findUniqueOrThrow({ where: { id } })).came === 7n,
      };
    },
  },
  'handover.state': {
    office: 'field',
    says: /✅ Tanda terima/,
    refuses: ofTask,
    async lays(scope) {
      const what = `${scope.package}-tunai`;
      const { need } = await open(scope, 1, what);
      const number = await promised(scope, { need, what, more: { distributor: 'uji' } });
      return {
        steps: ['tugas', '[Pernyataan penyalur]', `[${number}]`, '9', 'SP-12/2026', '[Ya, catat]'],
        isDone: async () =>
          (await scope.prisma.handover.count({ where: { allocation: { pledge: { number } } } })) >
          0,
      };
    },
  },
};
