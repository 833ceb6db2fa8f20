import { z } from 'zod'
import { languages } from '../platform/language.ts'
import { shortestPassword } from './password-rules.ts'

/** An e-mail address, in small letters. */
export const emailSchema = z
  .string('Enter your e-mail address')
  .trim()
  .toLowerCase()
  .min(1, 'Enter your e-mail address')
  .max(254, 'E-mail address must be 254 characters or fewer')
  .pipe(z.email('Enter an e-mail address in the correct format, like name@example.gov.uk'))

/** A person's name: anything that can be read, on one line. */
export const nameSchema = z
  .string('Enter your name')
  .transform((text) =>
    text
      .normalize('NFC')
      .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
      .trim(),
  )
  .pipe(z.string().min(1, 'Enter your name').max(100, 'Name must be 100 characters or fewer'))

// The other rules for new passwords need the list of common ones, so the server checks them.
const newPassword = z
  .string('Enter a password')
  .min(1, 'Enter a password')
  .max(1000, 'Password must be 200 characters or fewer')
  .refine(
    (password) => [...password].length >= shortestPassword,
    `Password must be ${shortestPassword} characters or more`,
  )
const knownPassword = z
  .string('Enter your password')
  .min(1, 'Enter your password')
  .max(1000, 'Password is not right')
const returnTo = z.string().max(2000).optional()

export const registerSchema = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  password: newPassword,
  /** The version that the form named; whoever names none is asked when they sign in. */
  terms: z.string().max(20).optional(),
  returnTo,
})

/** Signing in takes any text as an address: a wrong one is answered like a wrong password. */
export const signInSchema = z.strictObject({
  email: z
    .string('Enter your e-mail address')
    .trim()
    .min(1, 'Enter your e-mail address')
    .max(1000, 'E-mail address is too long'),
  password: knownPassword,
  returnTo,
})

export const verifyEmailSchema = z.strictObject({ password: knownPassword })
export const forgottenPasswordSchema = z.strictObject({ email: emailSchema })
export const resetPasswordSchema = z.strictObject({ password: newPassword })
export const languageSchema = z.strictObject({ language: z.enum(languages, 'Choose a language') })
export const changeNameSchema = z.strictObject({ name: nameSchema })
export const changeEmailSchema = z.strictObject({ email: emailSchema, password: knownPassword })
export const changePasswordSchema = z.strictObject({ oldPassword: knownPassword, password: newPassword })
export const nothingSchema = z.strictObject({})

/** For how long a token can be made to work, in days. */
export const tokenLifetimes = [7, 30, 90, 365] as const

const tokenName = z
  .string('Enter a name for the token')
  .trim()
  .min(1, 'Enter a name for the token')
  .max(60, 'Name must be 60 characters or fewer')

/** The form of the account page: choices come as text. */
export const tokenFormSchema = z.strictObject({
  name: tokenName,
  expiresInDays: z.coerce
    .number('Choose when the token expires')
    .refine((days) => tokenLifetimes.some((one) => one === days), 'Choose when the token expires'),
  organisationId: z.string().max(60).optional(),
})

/** `POST /api/v1/tokens`: by e-mail and password, or, with a token, for oneself again. */
export const createTokenSchema = z.strictObject({
  email: z.string().min(1, 'Enter the e-mail address of the account').max(1000, 'E-mail address is too long'),
  password: z.string().min(1, 'Enter the password of the account').max(1000, 'Password is too long'),
  name: tokenName.default('API'),
  expiresInDays: z
    .number()
    .int('Give whole days')
    .min(1, 'At least 1 day')
    .max(365, 'At most 365 days')
    .default(90),
  organisationId: z.string().max(60).optional(),
  /** The version of the terms of use in force, where the person has not accepted it yet. */
  acceptTerms: z.string().max(20).optional(),
})

const termsVersion = z.string('Name the version that you accept').min(1).max(20)
export const acceptTermsSchema = z.strictObject({ terms: termsVersion, returnTo })
/** `POST /api/v1/me/terms` */
export const acceptTermsBody = z.strictObject({ version: termsVersion })

export const demoSignInSchema = z.strictObject({ userId: z.string().max(60), returnTo })
export const switchOrganisationSchema = z.strictObject({
  organisationId: z.string('Choose an organisation').max(60),
})
