import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** The e-mails about one's own account; they go out whatever a person has chosen to be told. */
export const accountMails = [
  'verify-email',
  'registered-again',
  'reset-password',
  'password-changed',
  'change-email',
  'change-email-note',
] as const
export type AccountMail = (typeof accountMails)[number]

/** Write and send one of them; the event that caused it makes it one mail however often it is asked for. */
export const sendAccountMail = defineJob({
  name: 'identity.send-account-mail',
  isKept: true,
  payload: z.object({
    eventId: z.string(),
    mail: z.enum(accountMails),
    userId: z.string(),
    linkId: z.string().nullable(),
  }),
  attempts: 8,
  backoff: 2000,
  key: ({ eventId, mail }) => `${eventId}_${mail}`,
})
