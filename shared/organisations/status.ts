/**
 * `unclaimed`: known from public records only. `pending`: waits for a broker; may draft, may not publish
 * or submit. `verified`: confirmed by a broker. `refused`: turned down, with the reason.
 */
export const organisationStatuses = ['unclaimed', 'pending', 'verified', 'refused'] as const
export type OrganisationStatus = (typeof organisationStatuses)[number]

/** Where an organisation's record comes from. */
export const organisationSources = ['public-records', 'sign-up', 'demo'] as const
export type OrganisationSource = (typeof organisationSources)[number]
