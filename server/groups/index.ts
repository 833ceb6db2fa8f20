/** What later rooms may use of working groups, engagements and watches. */
export { announceEngagement } from './groups.announce.service.ts'
export { draftJointChallenge } from './groups.drafting.service.ts'
export { agreedWords, wordsKey } from './groups.engagement-words.ts'
export {
  agreeToEngagement,
  findEngagement,
  planEngagement,
} from './groups.engagements.service.ts'
export { publishNotes } from './groups.notes.service.ts'
export { changeGroupRole, joinGroup, membersOf } from './groups.members.service.ts'
export { hidePost, writePost } from './groups.posts.service.ts'
export {
  registerForEngagement,
  seeingRegistrations,
  suppliersRegistered,
} from './groups.registrations.service.ts'
export { findGroup, foundGroup, groupIdsOf, listGroups } from './groups.service.ts'
export { keepWatch, tellOfGroup, tellOfProblem, tellOfSharing } from './groups.watches.service.ts'
