/** What later rooms may use of identity: people, and who is behind a request. */
export { hideChecklist } from './identity.checklist.service.ts'
export { actorOfPerson } from './identity.actor.ts'
export { askPassword } from './identity.sign-in.service.ts'
export { actorOfSession } from './identity.requests.ts'
export { hashPassword } from './password-hash.ts'
export type { NewPerson, Person } from './identity.service.ts'
export {
  createPerson,
  findPeople,
  findPerson,
  findPersonByEmail,
  personName,
  seedPeople,
} from './identity.service.ts'
