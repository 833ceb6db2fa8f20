import { z } from 'zod'
import { day } from '../coaching/law/day.schema.ts'
import { required, text } from '../challenges/fields.ts'
import type { Day, Law } from '../coaching/law/law.ts'
import { inWords, shortestPeriod } from '../coaching/law/lookups.ts'
import { addDays, daysBetween } from '../coaching/law/periods.ts'
import type { PartName } from '../proposals/stages.ts'
import { draftSchema } from '../proposals/proposals.schema.ts'
import type { WayId } from './next-step.ts'

/** What a supplier writes in its pilot: what came of it, and where the buyer asks for it, how it would scale up. */
export const paperStages = ['pilot-report', 'scale-up'] as const
export type PaperStage = (typeof paperStages)[number]

export const paperNames: Record<PaperStage, string> = {
  'pilot-report': 'Pilot report',
  'scale-up': 'Scale-up proposal',
}

/** How each part is asked for; where nothing stands the question's own title does. */
export const paperWords: Record<PaperStage, Partial<Record<PartName, { label: string; hint: string }>>> = {
  'pilot-report': {
    summary: { label: 'Summary', hint: 'What came of the pilot, in words that everybody understands.' },
    approach: {
      label: 'What you did, and what you learnt',
      hint: 'What went otherwise than planned, and what you would do again or not.',
    },
    trl: { label: 'How ready is it now?', hint: 'The technology readiness level that the pilot has shown.' },
  },
  'scale-up': {
    summary: { label: 'Summary', hint: 'What you would do, in words that everybody understands.' },
    approach: { label: 'Approach', hint: 'What changes from the pilot, and what the authority has to do.' },
    scalePrice: { label: 'Price of scaling up, with VAT', hint: '' },
    team: { label: 'Team', hint: 'Who would do it.' },
  },
}

/** A draft as it is typed; see `draftSchema`. */
export const paperDraftSchema = draftSchema.omit({ use: true })
export type PaperDraftInput = z.output<typeof paperDraftSchema>

/** Submitting names the revision that was checked; a correction says why. */
export const submitPaperSchema = z.strictObject({
  revision: z.coerce.number('Check your answers again').int().min(0, 'Check your answers again'),
  because: text(1000, 'The reason').default(''),
})
export type SubmitPaperInput = z.output<typeof submitPaperSchema>

export const withdrawPaperSchema = z.strictObject({})

/** The ways on from a pilot that a scale-up proposal can be for. */
export const scaleUpWays = ['next-stage', 'repeat-award'] as const satisfies readonly WayId[]
export type ScaleUpWay = (typeof scaleUpWays)[number]

const id = z.string().min(1).max(40)

/** Whom the buyer asks for a scale-up proposal, by which way, and until when. */
export const inviteScaleUpSchema = z.strictObject({
  way: z.enum(scaleUpWays, 'Choose by which way you go on'),
  submissionIds: z
    .union([z.array(id).max(40), id])
    .default([])
    .transform((given) => [...new Set([given].flat())])
    .refine((given) => given.length > 0, 'Choose whom you ask'),
  respondBy: day('The last day'),
  isAgreed: z
    .union([z.boolean(), z.enum(['yes', 'no', ''])])
    .default(false)
    .transform((given) => given === true || given === 'yes'),
  reason: text(2000, 'The reason').default(''),
})
export type InviteScaleUpInput = z.output<typeof inviteScaleUpSchema>

/** What follows from a scale-up proposal, in words that its supplier reads. */
export const answerScaleUpSchema = z.strictObject({
  goesOn: z.enum(['yes', 'no'], 'Say whether you go on with it'),
  words: required(4000, 'The words', 'Say why: the supplier reads it'),
})
export type AnswerScaleUpInput = z.output<typeof answerScaleUpSchema>

/** So many days before its last day a supplier is reminded of a scale-up proposal that it has not submitted. */
export const scaleUpDaysBefore = 3

/**
 * Why a day can't be the last one for a scale-up proposal, with what to do; null if it can. The next stage of a public
 * contract has the tendering period of pre-selected suppliers, or one that they all agreed to (s.54(4)).
 */
export function lastDayFault(
  law: Law,
  {
    respondBy,
    today,
    isTender,
    isAgreed,
  }: { respondBy: Day; today: Day; isTender: boolean; isAgreed: boolean },
): string | null {
  if (respondBy <= today) return `${inWords(respondBy)} leaves no time: enter a later day`
  if (respondBy > addDays(today, 366)) return 'Enter a day within a year'
  if (!isTender) return null
  const given = {
    isLightTouch: false,
    isCentral: false,
    isUrgent: false,
    isPreSelected: true,
    isNegotiated: isAgreed,
    isDynamicMarket: false,
    hasPlannedNotice: false,
    electronic: true,
    allDocuments: true,
  }
  const { days, section } = shortestPeriod(law, 'tendering', given, today)
  return daysBetween(today, respondBy) < days
    ? `Give ${days} days or more (${section}): ${inWords(addDays(today, days))} or later. A shorter time has to be agreed with everybody you ask`
    : null
}
