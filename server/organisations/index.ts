/** What other rooms may use of organisations: authorities, suppliers, the brokerage, their members and track records. */
export { authorities } from './authorities.reference.ts'
export {
  awardSpans,
  type AwardWinner,
  firstAwardsOf,
  type PublishedAward,
  streamPublishedAwards,
} from './organisations.awards.service.ts'
export { bankHolidays } from './bank-holidays.reference.ts'
export { categories } from './categories.reference.ts'
export { codeNames } from './code-names.ts'
export { useIntroductions } from './organisations.contact.ts'
export { regions } from './regions.reference.ts'
export type {
  AwardRecord,
  SupplierForRanking,
  SupplierSummary,
} from './organisations.directory.service.ts'
export {
  listSuppliers,
  listAwards,
  streamSuppliersForRanking,
  streamSupplierVersions,
  supplierSummaries,
  suppliersForRanking,
} from './organisations.directory.service.ts'
export { type ImportReport, importAwards } from './organisations.import.service.ts'
export {
  acceptInvitation,
  findInvitation,
  invitationLink,
  inviteMember,
  withdrawInvitation,
} from './organisations.invite.service.ts'
export {
  claimOrganisation,
  claimSupplier,
  approveClaim,
  countClaims,
  refuseClaim,
  listClaims,
} from './organisations.claim.service.ts'
export { statedFacts } from './organisations.market.service.ts'
export {
  dropMeasuredPilot,
  keepMeasuredPilot,
  type MeasuredPilot,
  measuredPilotsOf,
} from './organisations.measured.service.ts'
export type { Membership } from './organisations.member.service.ts'
export {
  addMember,
  changeRole,
  joinByEmailDomain,
  listBrokers,
  membersOf,
  membersOfAny,
  membershipsOf,
  organisationIdsOf,
  removeMember,
  renameMember,
} from './organisations.member.service.ts'
export { organisationPolicy } from './organisations.policy.ts'
export { saveSupplierProfile } from './organisations.profile.service.ts'
export {
  createOrganisation,
  loadAuthorities,
} from './organisations.register.service.ts'
export type { Organisation, Person } from './organisations.service.ts'
export {
  authorityAddress,
  authorityPath,
  findAuthorityByCode,
  findAuthorityByName,
  findOrganisation,
  findOrganisations,
  getOrganisation,
  listAuthorities,
  organisationForEmailDomain,
} from './organisations.service.ts'
export {
  countOrganisationsToVerify,
  listOrganisationsToVerify,
  refuseOrganisation,
  requestVerification,
  verifyOrganisation,
} from './organisations.verify.service.ts'
