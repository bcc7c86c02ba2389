import type { Scope } from './scope.ts';

/** A case as it lies before somebody, and how the records show whether they decided it. */
export interface Case {
  /** What is typed and tapped, `?[…]` where it is asked; the last one calls the verb. */
  steps: string[];
  /** Whether it happened; of a look, whether it is on record that this person looked. */
  isDone(person: string): Promise<boolean>;
}

export interface Scene {
  /** What role the verb wants: for a kelurahan, for a field, or an admin's. */
  office: 'area' | 'field' | 'admin';
  /** What one hears who did it, and nobody else. */
  says: RegExp;
  /** What one hears whose role has gone since the list was shown. */
  refuses: RegExp;
  lays(scope: Scope): Promise<Case>;
}

/** Whether it is on record that this person looked at it. */
export const looked = (scope: Scope, what: string, id: string) => async (person: string) =>
  (await scope.prisma.auditLog.count({ where: { actorId: person, what, subjectId: id } })) > 0;

/** How a flow says that a case is not this person's, or not any more. */
export const ofRole = /bukan bagian dari peran/;
export const ofField = /hanya untuk petugas bidangnya/;
export const ofTask = /bukan tugas bidang/;

export const bare = () => false;
