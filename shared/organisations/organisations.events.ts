import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const organisation = { organisationId: z.string() }
const about = (payload: { organisationId: string }) => ({
  kind: 'organisation',
  id: payload.organisationId,
})

/** Somebody registered an organisation, or became the first member of a council; a broker has to confirm it. */
export const organisationRegistered = defineEvent({
  name: 'organisation.registered',
  payload: z.object({
    ...organisation,
    kind: z.enum(['authority', 'supplier', 'brokerage']),
  }),
  subject: about,
})

/** A broker confirmed an organisation: its members may publish or submit from now on. */
export const organisationVerified = defineEvent({
  name: 'organisation.verified',
  payload: z.object(organisation),
  subject: about,
})

/** A broker refused an organisation; the reason is kept with it. */
export const organisationRefused = defineEvent({
  name: 'organisation.refused',
  payload: z.object(organisation),
  subject: about,
})

/** Somebody says that a profile taken from public records is their firm's. */
export const organisationClaimRequested = defineEvent({
  name: 'organisation.claim-requested',
  payload: z.object({ ...organisation, claimId: z.string() }),
  subject: about,
})

/** A broker decided on a claim; after a yes the profile belongs to the firm. */
export const organisationClaimed = defineEvent({
  name: 'organisation.claimed',
  payload: z.object({
    ...organisation,
    claimId: z.string(),
    userId: z.string(),
  }),
  subject: about,
})

/** A broker turned a claim down; the reason is kept with the claim. */
export const organisationClaimRefused = defineEvent({
  name: 'organisation.claim-refused',
  payload: z.object({
    ...organisation,
    claimId: z.string(),
    userId: z.string(),
  }),
  subject: about,
})

/** A supplier said something else about itself: rank it again. */
export const supplierProfileChanged = defineEvent({
  name: 'supplier.profile-changed',
  payload: z.object({ ...organisation, section: z.string() }),
  subject: about,
})

/** A person belongs to an organisation now. */
export const memberAdded = defineEvent({
  name: 'member.added',
  payload: z.object({
    ...organisation,
    userId: z.string(),
    role: z.enum(['admin', 'member', 'viewer']),
  }),
  subject: about,
})

/** What a member may do has changed. */
export const memberRoleChanged = defineEvent({
  name: 'member.role-changed',
  payload: z.object({
    ...organisation,
    userId: z.string(),
    role: z.enum(['admin', 'member', 'viewer']),
  }),
  subject: about,
})

/** A person left an organisation, or was taken out of it: end what they have open in its name. */
export const memberRemoved = defineEvent({
  name: 'member.removed',
  payload: z.object({ ...organisation, userId: z.string() }),
  subject: about,
})

/** An invitation was made; its link is made from the id when the e-mail is written, and never kept. */
export const memberInvited = defineEvent({
  name: 'member.invited',
  payload: z.object({ ...organisation, invitationId: z.string() }),
  subject: about,
})

/** Public award records were read in: the directory has grown or changed as a whole. */
export const suppliersImported = defineEvent({
  name: 'suppliers.imported',
  payload: z.object({
    importId: z.string(),
    suppliers: z.number().int(),
    awards: z.number().int(),
  }),
  subject: ({ importId }) => ({ kind: 'import', id: importId }),
})
