/**
 * Every column that names a person, as `Model.field` of the schema: under which heading of the export it stands, or why it
 * does not. A new one that stands in neither fails test/aid/data-export.test.ts.
 */
export const exported = {
  'Person.mergedInto': 'person',
  'Address.person': 'addresses',
  'Consent.person': 'consents',
  'Role.person': 'roles',
  'Invitation.invitedBy': 'invitationsMade',
  'Headship.person': 'headships',
  'Headship.verifiedBy': 'decisions',
  'Need.proposedBy': 'requests',
  'NeedVersion.actor': 'requestSteps',
  'Donor.madeBy': 'donors',
  'DonorMember.person': 'donors',
  'Pledge.actor': 'commitments',
  'Pledge.onBehalfOf': 'commitments',
  'Placement.placedBy': 'decisions',
  'Handover.recordedBy': 'handovers',
  'Handover.confirmedBy': 'handovers',
  'Recipient.person': 'announcementsReceived',
  'Announcement.createdBy': 'announcementsMade',
  'Announcement.confirmedBy': 'announcementsMade',
  'Media.sentBy': 'files',
  'Inquiry.person': 'questions',
  'Inquiry.answeredBy': 'decisions',
  'Report.person': 'reports',
  'Outbox.person': 'notices',
  'ProgrammeVersion.person': 'programmeSteps',
  'AuditLog.actor': 'actions',
  'Blocked.person': 'blocked',
} as const satisfies Record<string, string>;

export const notExported: Record<string, string> = {
  'Role.revokedBy':
    'who ended a role is a fact about the other person; the step itself is in actions',
  'Report.settledBy': 'a report is secret: that it was settled is in actions, by its id alone',
};

/** Tables that know somebody by their chat or account alone, and why nothing of them is exported or erased with the person's row. */
export const byChat: Record<string, string> = {
  Dialogue: 'where the conversation stands; forgotten with it (store/forgetting.ts)',
  Forgetting: 'a conversation that is just being forgotten',
  ShownBefore:
    'whose contact was shown on the day of an erasure, under a keyed hash; gone a day later',
  TriedBefore:
    'how many codes of an invitation were tried before an erasure, under a keyed hash; gone a day later',
  Inbox: 'a message until it is answered, then the keyed hash of its id',
  Turn: 'what the bot said, until it is said and two days more',
  DeadLetter: 'a message that could not be handled; erased with the person',
  SimulatorMessage: 'what stands on an invented phone, which shows it itself',
  SimulatorFile: 'what lies on an invented phone, which shows it itself',
  WhatsappContact: 'the addresses of an account on WhatsApp; forgotten with the conversation',
  WhatsappMessage:
    'what came on WhatsApp, which the phone shows itself; forgotten with the conversation',
  WhatsappSent:
    'what was said on WhatsApp, which the phone shows itself; forgotten with the conversation',
};
