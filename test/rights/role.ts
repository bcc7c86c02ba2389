import { gambir, tuesday } from '../aid/world.ts';
import type { Scene } from './scene.ts';
import type { Scope } from './scope.ts';
import type { Part } from './table.ts';

const grantedAt = tuesday;
const yesterday = new Date('2026-11-23');

/** Which role somebody of this part begins with. */
function beginning(scope: Scope, office: Scene['office'], part: Part) {
  const area = { kind: 'kelurahan', areaCode: scope.area, fieldKey: null } as const;
  const field = { kind: 'skpd', fieldKey: scope.field, areaCode: null } as const;
  const admin = { kind: 'admin', fieldKey: null, areaCode: null } as const;
  if (part === 'nobody') return undefined;
  if (part === 'admin') return admin;
  // What is an admin's is not an officer's, of whatever field.
  if (office === 'admin') return part === 'officer' ? field : admin;
  return office === 'area' ? area : field;
}

/** Puts a role into the records, as an invitation that was taken up does. */
export async function employ(scope: Scope, office: Scene['office'], part: Part, person: string) {
  const role = beginning(scope, office, part);
  if (role) await scope.prisma.role.create({ data: { personId: person, ...role, grantedAt } });
}

/** What becomes of it between the list and the last tap. */
export async function alter(scope: Scope, office: Scene['office'], part: Part, person: string) {
  const where = { personId: person };
  const elsewhere = { kind: 'kelurahan', areaCode: gambir, fieldKey: null } as const;
  const otherField = { kind: 'skpd', fieldKey: 'umkm', areaCode: null } as const;
  const own = { kind: 'skpd', fieldKey: scope.field, areaCode: null } as const;
  const ofHomes = { kind: 'skpd', fieldKey: 'pangan', areaCode: null } as const;
  const here = { kind: 'kelurahan', areaCode: scope.area, fieldKey: null } as const;
  const change = {
    other: { area: elsewhere, field: otherField, admin: own }[office],
    kind: office === 'area' ? ofHomes : here,
    revoked: { revokedAt: new Date(tuesday.getTime() + 60_000) },
    ended: { endsOn: yesterday, grantedAt: new Date('2026-11-01') },
  };
  if (part in change) {
    const data = change[part as keyof typeof change];
    await scope.prisma.role.updateMany({ where, data });
  }
}

/** Somebody else has the case in their queue, so that it stands in no admin's. */
export async function cover(scope: Scope, colleague: string) {
  const roles = [
    { kind: 'kelurahan', areaCode: scope.area },
    { kind: 'skpd', fieldKey: scope.field },
  ] as const;
  // Of a kelurahan that two rows share they have it already.
  await scope.prisma.role.createMany({
    data: roles.map((role) => ({ personId: colleague, ...role, grantedAt })),
    skipDuplicates: true,
  });
}
