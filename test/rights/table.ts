/** Who comes to a verb, and what becomes of their role before the last tap that calls it. */
export const parts = [
  /** An officer whose scope the case is. */
  'officer',
  /** An admin, where the case has no living officer. */
  'admin',
  /** Had the right when the list was shown; now an officer of another field or kelurahan. */
  'other',
  /** Had the right when the list was shown; now an officer of the other kind. */
  'kind',
  /** Had the right when the list was shown; revoked since. */
  'revoked',
  /** Had the right when the list was shown; their role was over yesterday. */
  'ended',
  /** Never had a role, and types the same words. */
  'nobody',
] as const;
export type Part = (typeof parts)[number];

/** Of these the role changes between the list and the last tap, so that the verb itself is what refuses. */
export const changed: readonly Part[] = ['other', 'kind', 'revoked', 'ended'];

/** Written by hand, from DOMAIN §1; never made from the code that it judges. */
const written = `
  verb                       officer admin other kind revoked ended nobody
  staff.invite               no      may   no    no   no      no    no
  staff.cancel-invitation    no      may   no    no   no      no    no
  staff.look                 no      may   no    no   no      no    no
  staff.revoke               no      may   no    no   no      no    no
  place.claim                may     may   no    no   no      no    no
  place.proof                may     may   no    no   no      no    no
  place.rival-proof          may     may   no    no   no      no    no
  place.approve              may     may   no    no   no      no    no
  place.hand-over            may     may   no    no   no      no    no
  place.ask                  may     may   no    no   no      no    no
  place.refuse               may     may   no    no   no      no    no
  need.inspect               may     may   no    no   no      no    no
  need.approve               may     may   no    no   no      no    no
  need.refuse                may     may   no    no   no      no    no
  need.question              may     may   no    no   no      no    no
  need.correct               may     may   no    no   no      no    no
  pledge.place               may     may   no    no   no      no    no
  pledge.release-by-officer  may     may   no    no   no      no    no
  handover.look              may     may   no    no   no      no    no
  handover.photo             may     may   no    no   no      no    no
  handover.accept            may     may   no    no   no      no    no
  handover.correct           may     may   no    no   no      no    no
  handover.reject            may     may   no    no   no      no    no
  handover.find              may     may   no    may  no      no    no
  handover.amend             may     may   no    may  no      no    no
  handover.state             may     may   no    no   no      no    no
  inquiry.look               may     may   no    no   no      no    no
  inquiry.answer             may     may   no    no   no      no    no
  inquiry.read-report        no      may   no    no   no      no    no
  inquiry.settle-report      no      may   no    no   no      no    no
  announcement.draft         no      may   no    no   no      no    no
  announcement.try           no      may   no    no   no      no    no
  announcement.confirm       no      may   no    no   no      no    no
  announcement.pause         no      may   no    no   no      no    no
  announcement.resume        no      may   no    no   no      no    no
  announcement.stop          no      may   no    no   no      no    no
  season.open                no      may   no    no   no      no    no
  season.change              no      may   no    no   no      no    no
  season.close               no      may   no    no   no      no    no
  season.price               no      may   no    no   no      no    no
  season.add                 no      may   no    no   no      no    no
  season.rename              no      may   no    no   no      no    no
  season.offer               no      may   no    no   no      no    no
  distributor.add            no      may   no    no   no      no    no
  distributor.change         no      may   no    no   no      no    no
  distributor.end            no      may   no    no   no      no    no
`;

export interface Row {
  verb: string;
  part: Part;
  may: boolean;
}

/** One row for each verb and part. Throws where the table is written wrongly. */
export const rows: Row[] = read(written);
export const tabled: string[] = [...new Set(rows.map(({ verb }) => verb))];

function read(text: string): Row[] {
  const [head = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  if (head.slice(1).join() !== parts.join()) throw new Error('The table has other columns.');
  return lines.flatMap(([verb = '', ...cells]) =>
    parts.map((part, index) => {
      const cell = cells[index];
      if (cell !== 'may' && cell !== 'no') throw new Error(`${verb}: ${part} is ${cell}.`);
      return { verb, part, may: cell === 'may' };
    }),
  );
}

/** Verbs that change nothing but show staff what is theirs: each filters by the desk of who asks. */
export const lists = `
  staff.me staff.roles staff.invitations place.claims need.waiting need.allows pledge.overdue pledge.on-need pledge.to-place
  pledge.proposal handover.waiting handover.to-state inquiry.waiting inquiry.reported queue.waiting
  announcement.understand announcement.ready announcement.recent announcement.standing
  season.all season.opening season.fields season.packages season.bases season.priced distributor.all`
  .trim()
  .split(/\s+/);
