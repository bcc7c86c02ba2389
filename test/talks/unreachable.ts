const named = 'welcome, which comes before, asks for the name';
const race = 'between the list and the answer something changed: a race, held by tests of the verb';
const noContact =
  'reached only by who passed welcome, which keeps consent and name, and after the phone was kept';

/** Parts of flows that no talk can walk, each with why: a second line of defence behind what people can do. */
export const unreachable: Record<string, string> = {
  'welcome/keep-name → unregistered': 'follows the consent that was kept a step before',
  'give/who → nameless': named,
  'request/who → nameless': named,
  'give/keep-phone → unregistered': noContact,
  'give/confirm → unregistered': noContact,
  'request/keep-phone → unregistered': noContact,
  'request/propose → unregistered': noContact,
  'request/propose → taken': 'seen right after the place is named, so a race: held by test/aid',
  'request/propose → which-rw': 'the RW was asked for within 1 to 99 before',
  'request/ask-rw': 'follows which-rw alone',
  'change-commitment/move → past': 'no day that is read lies in the past',
  'change-commitment/past': 'follows past alone',
  'change-commitment/past-back': 'follows past alone',
  'change-commitment/move → unknown': race,
  'change-commitment/lower → unknown': race,
  'change-commitment/withdraw → unknown': race,
  'change-commitment/gone': race,
  'confirm-delivery/confirm → unknown': race,
  'contacted/record → already': race,
  'contacted/record → unknown': race,
  'contacted/already': race,
  'extend/record → unknown': race,
  'uncontacted/record → unknown': race,
  'handover/match → unknown': race,
  'handover/record → gone': race,
  'handover/gone': race,
  'photo/whose → none': race,
  'photo/keep → gone': race,
};
