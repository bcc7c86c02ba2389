/**
 * Verbs that need no role: what they touch is the caller's own, or is for everybody to see. Written by hand; a new verb
 * stands here, or in the table of rights, before the tests pass.
 */
export const anybody = `
  programme.running programme.contact programme.fields programme.packages programme.affordable programme.worth
  programme.distributors programme.totals programme.figures
  person.recognise person.consent person.name person.phone person.reach person.donor
  person.quiet person.listening
  staff.join staff.office
  place.find place.standing place.term place.summary place.register place.taken
  inquiry.ask inquiry.report
  need.open need.look need.split need.places need.arrange need.plan need.headed need.standing
  need.reckon need.dates need.propose need.mine need.changeable need.fits need.change need.withdraw
  need.questions need.answer need.areas need.coverage
  pledge.taken pledge.confirm pledge.way pledge.mine pledge.to-contact pledge.said-contacted
  pledge.to-extend pledge.changeable pledge.contacted pledge.uncontacted pledge.extend
  pledge.redate pledge.reduce pledge.cancel
  handover.places handover.match handover.promised handover.tally handover.nature
  handover.pictured handover.record handover.rest handover.unconfirmed handover.confirm
  handover.check handover.received handover.dispute
  photo.waiting photo.send
  announcement.check announcement.areas announcement.moments announcement.samples announcement.when
  data.terms data.show data.kept data.name data.phone data.organisations data.rename data.goes data.erase data.withdraw`
  .trim()
  .split(/\s+/);
