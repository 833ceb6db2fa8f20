import { z } from 'zod'
import { required, text } from '../challenges/fields.ts'
import { knownRevision } from '../platform/revision.ts'
import { adoptWayIds } from './adopt-ways.ts'

/**
 * How far another authority's wish for the same has come. `answered`: the owner said what it shares; `adopted`: the
 * other authority buys the same by a way of its own; the last three are ends.
 */
export const adoptionStatuses = ['asked', 'answered', 'adopted', 'declined', 'withdrawn'] as const
export type AdoptionStatus = (typeof adoptionStatuses)[number]

export const adoptionStatusNames: Record<AdoptionStatus, string> = {
  asked: 'Asked',
  answered: 'Answered',
  adopted: 'Adopted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
}

/** What follows from what; whoever declined or withdrew may ask anew. */
const following: Record<AdoptionStatus, readonly AdoptionStatus[]> = {
  asked: ['answered', 'declined', 'withdrawn'],
  answered: ['adopted', 'withdrawn'],
  adopted: [],
  declined: [],
  withdrawn: [],
}

/** True where a wish may go from one status to another. */
export const adoptionMayBecome = (from: AdoptionStatus, to: AdoptionStatus): boolean =>
  following[from].includes(to)

/** Of these there is at most one for each authority and pilot. */
export const liveAdoptionStatuses: readonly AdoptionStatus[] = ['asked', 'answered', 'adopted']

/** Under which licence the owner's and the supplier's documents may be used. */
export const licenceNames = {
  ogl: 'Open Government Licence v3.0',
  'cc-by': 'Creative Commons Attribution 4.0',
  agreed: 'As agreed with us first',
  none: 'Nothing is shared',
} as const
export type SharingLicence = keyof typeof licenceNames
export const sharingLicences = Object.keys(licenceNames) as [SharingLicence, ...SharingLicence[]]

/** On what terms one side shares what it has of a pilot. */
export interface SharingTerms {
  shares: string
  licence: SharingLicence
  contact: string
}

export const termsSchema = z.strictObject({
  shares: required(2000, 'What is shared', 'Say what you share: documents, data, an hour of your time'),
  licence: z.enum(sharingLicences, 'Choose a licence of the list'),
  contact: required(300, 'The contact', 'Say how to reach you: a job title and an address that stays'),
  revision: knownRevision,
})
export type TermsInput = z.output<typeof termsSchema>

/** Which terms of both sides somebody read, as `termsVersion` of the ways has it. */
const termsSeen = z
  .string('Say which terms you read: termsVersion of the ways to adopt')
  .regex(/^\d{1,6}\.\d{1,6}$/, 'Say which terms you read: termsVersion of the ways to adopt')

export const askToAdoptSchema = z.strictObject({
  message: required(3000, 'The message', 'Say what you want to do, and what you need for it'),
  termsSeen,
})
export type AskToAdoptInput = z.output<typeof askToAdoptSchema>

/** What the owner answers. */
export const answerAdoptionSchema = z.strictObject({
  helps: z.enum(['yes', 'no'], 'Say whether you help'),
  words: required(3000, 'The answer', 'Write the answer: the other authority reads it'),
})
export type AnswerAdoptionInput = z.output<typeof answerAdoptionSchema>

/** That the other authority buys the same, by which way. */
export const adoptSchema = z.strictObject({
  way: z.enum(adoptWayIds, 'Choose by which way you buy it'),
  words: required(2000, 'The words', 'Say what you adopt, and what you do differently'),
  termsSeen,
})
export type AdoptInput = z.output<typeof adoptSchema>

export const withdrawAdoptionSchema = z.strictObject({ words: text(1000, 'The reason').default('') })
