import { z } from 'zod'

const named = z.string('Send its revision, as you read it').max(64)

/** What a program knew of something before it changes it. */
export const knownRevision = named.optional().meta({
  description:
    'The revision that you read. If somebody changed it since then, the answer is 409 and nothing is saved. Left out, nothing is compared.',
})

/** The same where nobody may go without it: for what goes before everybody. */
export const neededRevision = named.min(1, 'Send its revision, as you read it').meta({
  description: 'The revision that you read. If anything of it changed since then, the answer is 409.',
})
