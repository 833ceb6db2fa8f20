import { z } from 'zod'
import { roles } from '../platform/actor.ts'
import { readable } from '../platform/readable.ts'
import { bareCompanyNumber, parseCompanyNumber } from './company-number.ts'

const organisationName = z
  .string('Enter the name of your organisation')
  .overwrite(readable)
  .trim()
  .min(2, 'Enter the name of your organisation')
  .max(200, 'The name must be 200 characters or fewer')

const email = z
  .string('Enter an e-mail address')
  .trim()
  .toLowerCase()
  .max(254, 'The e-mail address must be 254 characters or fewer')
  .pipe(z.email('Enter an e-mail address in the right format, like name@example.com'))

/** A company number, or the word that there is none: every supplier says one of the two. */
const company = z.object({
  hasCompanyNumber: z.enum(['yes', 'no'], 'Say whether you have a company number'),
  companyNumber: z.string().trim().max(20, 'A company number has 8 characters').optional(),
})

type Company = z.output<typeof company>

function checkCompany({ hasCompanyNumber, companyNumber }: Company, context: z.RefinementCtx): void {
  if (hasCompanyNumber === 'no') return
  // Whoever leaves out two zeros means well; `12` is a slip that would be kept as another firm's number.
  const isShort = companyNumber && bareCompanyNumber(companyNumber).length < 6
  if (isShort) {
    const short =
      'A company number has 8 characters, like 01234567; add the zeros at its front if yours is shorter'
    return context.addIssue({ code: 'custom', path: ['companyNumber'], message: short })
  }
  const message = companyNumber
    ? 'Enter a company number as Companies House writes it, like 01234567 or SC123456'
    : 'Enter your company number'
  if (!companyNumber || !parseCompanyNumber(companyNumber)) {
    context.addIssue({ code: 'custom', path: ['companyNumber'], message })
  }
}

const readCompany = ({ hasCompanyNumber, companyNumber }: Company) => ({
  companyNumber: hasCompanyNumber === 'yes' ? parseCompanyNumber(companyNumber ?? '') : null,
  hasNoCompanyNumber: hasCompanyNumber === 'no',
})

/** The company number part of a profile. */
export const companySchema = company.superRefine(checkCompany).transform(readCompany)

/** What a supplier says to register. */
export const registerSupplierSchema = z
  .object({ name: organisationName, ...company.shape })
  .superRefine(checkCompany)
  .transform((input) => ({ name: input.name, ...readCompany(input) }))

export const inviteMemberSchema = z.object({
  email,
  role: z.enum(roles, 'Choose what they may do'),
})

export const changeRoleSchema = z.object({ role: z.enum(roles, 'Choose what they may do') })

export const claimSchema = z.object({
  why: z
    .string('Say how you belong to this organisation')
    .trim()
    .min(20, 'Say in a sentence or two how you belong to this organisation, and how we can check it')
    .max(2000, 'Keep it to 2,000 characters or fewer'),
})

export const renameOrganisationSchema = z.object({ name: organisationName })

/** A form that has nothing but its button. */
export const nothingSchema = z.object({})
