import { tuesday } from '../../aid/world.ts';
import type { Scene } from '../scene.ts';
import { known, nameOf } from '../scope.ts';

export const staffScenes: Record<string, Scene> = {
  'staff.invite': {
    office: 'admin',
    says: /UNDANG-[A-Z]{5}-[A-Z]{5}\*\*/,
    refuses: /hanya bisa dibuat oleh admin/,
    lays: async ({ prisma }) => ({
      steps: ['undang', '[Admin]', 'Bu Ratih', '[Ya, buat kodenya]'],
      isDone: async (invitedById) =>
        (await prisma.invitation.count({ where: { invitedById } })) > 0,
    }),
  },
  'staff.cancel-invitation': {
    office: 'admin',
    says: /✅ Undangan untuk .* dibatalkan/,
    refuses: /Undangan hanya untuk admin/,
    async lays(scope) {
      const name = nameOf(scope.serial, 'U');
      const { id } = await scope.prisma.invitation.create({
        data: {
          codeHash: `uji-${scope.serial}`,
          kind: 'admin',
          name: scope.secrets.seal(name),
          invitedAs: 'operator',
          createdAt: tuesday,
          // The stage has a clock of its own, which never comes to this.
          expiresAt: new Date('2099-01-01'),
        },
      });
      return {
        steps: ['undangan', `[${name}]`, '[Ya, batalkan]'],
        isDone: async () =>
          (await scope.prisma.invitation.findUniqueOrThrow({ where: { id } })).expiresAt <
          new Date('2099-01-01'),
      };
    },
  },
  'staff.look': {
    office: 'admin',
    says: /Peran siapa yang dicabut/,
    refuses: /hanya bisa dicabut oleh admin/,
    lays: async ({ prisma }) => ({
      steps: ['cabut peran'],
      isDone: async (actorId) =>
        (await prisma.auditLog.count({ where: { actorId, what: 'role.seen' } })) > 0,
    }),
  },
  'staff.revoke': {
    office: 'admin',
    says: /✅ Dicabut/,
    refuses: /hanya bisa dicabut oleh admin/,
    async lays(scope) {
      const { chat } = await known(scope, 'V');
      const { personId } = await scope.prisma.address.findUniqueOrThrow({ where: { chat } });
      const role = { kind: 'skpd', fieldKey: scope.field, grantedAt: tuesday } as const;
      const { id } = await scope.prisma.role.create({ data: { personId, ...role } });
      return {
        steps: ['cabut peran', `[${nameOf(scope.serial, 'V')}]`, '[Ya, cabut]'],
        isDone: async () =>
          (await scope.prisma.role.findUniqueOrThrow({ where: { id } })).revokedAt !== null,
      };
    },
  },
};
