import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { languages } from '../platform/language.ts'

const person = { userId: z.string() }
const withLink = z.object({ ...person, linkId: z.string() })
const about = ({ userId }: { userId: string }) => ({ kind: 'person', id: userId })

/** Somebody registered: the address has to be shown to be theirs. The link is made from the id, for the mail only. */
export const verificationRequested = defineEvent({
  name: 'identity.verification-requested',
  payload: withLink,
  subject: about,
})

/** Somebody registered with an address that has an account: its owner is told, the caller is not. */
export const registeredAgain = defineEvent({
  name: 'identity.registered-again',
  payload: z.object(person),
  subject: about,
})

/** The address is shown to be theirs: they can sign in from now on. */
export const emailVerified = defineEvent({
  name: 'identity.email-verified',
  payload: z.object(person),
  subject: about,
})

/** Somebody has forgotten their password. */
export const resetRequested = defineEvent({
  name: 'identity.reset-requested',
  payload: withLink,
  subject: about,
})

/** The password is another one; `wasForgotten` if by a link from an e-mail. */
export const passwordChanged = defineEvent({
  name: 'identity.password-changed',
  payload: z.object({ ...person, wasForgotten: z.boolean() }),
  subject: about,
})

/** A person wants another address: the new one has to be shown to be theirs, the old one is told. */
export const emailChangeRequested = defineEvent({
  name: 'identity.email-change-requested',
  payload: withLink,
  subject: about,
})

/** The address is another one. */
export const emailChanged = defineEvent({
  name: 'identity.email-changed',
  payload: z.object(person),
  subject: about,
})

/** The name is another one. */
export const personRenamed = defineEvent({
  name: 'identity.person-renamed',
  payload: z.object(person),
  subject: about,
})

/** A person chose the language of their e-mails and pages. */
export const languageChosen = defineEvent({
  name: 'identity.language-chosen',
  payload: z.object({ ...person, language: z.enum(languages) }),
  subject: about,
})

/** A token for the API was made. */
export const tokenCreated = defineEvent({
  name: 'identity.token-created',
  payload: z.object({ ...person, tokenId: z.string() }),
  subject: about,
})

/** A token for the API was revoked by its owner. */
export const tokenRevoked = defineEvent({
  name: 'identity.token-revoked',
  payload: z.object({ ...person, tokenId: z.string() }),
  subject: about,
})

/** A person accepted a version of the terms of use. */
export const termsAccepted = defineEvent({
  name: 'identity.terms-accepted',
  payload: z.object({ ...person, version: z.string() }),
  subject: about,
})
