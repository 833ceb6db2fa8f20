import { z } from 'zod'
import { count, required, rows, text } from '../challenges/fields.ts'

/** The most partners and subcontractors of one proposal. */
export const mostPartners = 10
export const mostSubcontractors = 10

const share = count('The share', 1, 100).default(null)
const role = required(300, 'The part', 'Say what they would do')

const flag = z
  .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'Say whether partners may read the draft' })
  .default(false)
  .transform((said) => said === true || said === 'yes')

/** Whom the lead invites, by an organisation of the marketplace or by an e-mail address, and for what. */
export const invitePartnerSchema = z
  .strictObject({
    organisationId: z.string().trim().max(40).default(''),
    email: z
      .union([z.literal(''), z.email('Enter an email address in the correct format, like name@example.com')])
      .default(''),
    role,
    share,
    /** The words of the search in the page. */
    q: z.string().max(100).optional(),
  })
  .refine(({ organisationId, email }) => (organisationId === '') !== (email === ''), {
    path: ['email'],
    message: 'Choose an organisation, or give an email address',
  })
export type InvitePartner = z.output<typeof invitePartnerSchema>

/** The part of a partner, as the lead changes it. */
export const changePartnerSchema = z.strictObject({ role, share })

const subcontractor = z.strictObject({
  name: text(160, 'The name').default(''),
  what: text(300, 'What they would do').default(''),
  share,
})

/** What the lead says about the consortium as a whole. */
export const consortiumSchema = z.strictObject({
  leadRole: text(300, 'Your own part').default(''),
  leadShare: share,
  subcontractors: rows(
    subcontractor.superRefine(({ name, what, share: part }, context) => {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', message, path: [field] })
      if (!name && (what || part !== null)) refuse('name', 'Name the subcontractor')
      if (name && !what) refuse('what', 'Say what they would do')
    }),
    mostSubcontractors,
    ({ name }) => !name,
    'subcontractors',
  ).default([]),
  isOpenToPartners: flag,
})
export type ConsortiumInput = z.output<typeof consortiumSchema>

/** A partner’s answer to its invitation. */
export const answerPartnershipSchema = z.strictObject({
  answer: z.enum(['accept', 'decline'], { error: 'Say whether you take part' }),
})

/** A partner’s confirmations: the list’s day, and each item by its id. */
export const confirmPartnershipSchema = z.strictObject({
  list: z.string().max(10),
  confirmed: z
    .union([z.array(z.string().max(40)).max(20), z.string().max(40)])
    .default([])
    .transform((ticked) => [ticked].flat()),
})
export type ConfirmPartnership = z.output<typeof confirmPartnershipSchema>

/** Leaving, removing and taking up a link ask for nothing but the decision. */
export const consortiumDecisionSchema = z.strictObject({})
