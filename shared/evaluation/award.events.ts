import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const challenge = { challengeId: z.string() }
const inEvaluation = ({ challengeId }: { challengeId: string }) => ({ kind: 'evaluation', id: challengeId })
// What everybody may know is of the challenge's own history.
const inPublic = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** Who wins was decided, provisionally; nobody outside the buyer learns of it. */
export const evaluationDecided = defineEvent({
  name: 'evaluation.decided',
  payload: z.object(challenge),
  subject: inEvaluation,
})

/** A checklist of exclusion grounds was saved; `number` counts from 1, later ones follow it. */
export const evaluationExclusionsChecked = defineEvent({
  name: 'evaluation.exclusions-checked',
  payload: z.object({ ...challenge, submissionId: z.string(), number: z.number().int() }),
  subject: inEvaluation,
})

/** A supplier's feedback went out; all of a challenge's at the same instant. */
export const evaluationFeedbackReleased = defineEvent({
  name: 'evaluation.feedback-released',
  payload: z.object({ ...challenge, proposalId: z.string(), supplierId: z.string() }),
  subject: inEvaluation,
})

/** A supplier said how useful its feedback is, or said it anew. */
export const evaluationFeedbackRated = defineEvent({
  name: 'evaluation.feedback-rated',
  payload: z.object({ ...challenge, submissionId: z.string(), supplierId: z.string() }),
  subject: inEvaluation,
})

/** A supplier asked its one question about its feedback. */
export const evaluationFeedbackQuestionAsked = defineEvent({
  name: 'evaluation.feedback-question-asked',
  payload: z.object({ ...challenge, submissionId: z.string(), supplierId: z.string() }),
  subject: inEvaluation,
})

/** The buyer answered it, to that supplier alone. */
export const evaluationFeedbackQuestionAnswered = defineEvent({
  name: 'evaluation.feedback-question-answered',
  payload: z.object({
    ...challenge,
    submissionId: z.string(),
    proposalId: z.string(),
    supplierId: z.string(),
  }),
  subject: inEvaluation,
})

/** The publication of the award was recorded; `number` counts from 1, later ones correct it. */
export const evaluationAwardPublished = defineEvent({
  name: 'evaluation.award-published',
  payload: z.object({ ...challenge, number: z.number().int() }),
  subject: inPublic,
})

/** A contract was entered into and recorded. */
export const evaluationContractEntered = defineEvent({
  name: 'evaluation.contract-entered',
  payload: z.object({ ...challenge, submissionId: z.string() }),
  subject: inPublic,
})

/** The number of a contract details notice (UK7) was recorded. */
export const evaluationContractNoticeRecorded = defineEvent({
  name: 'evaluation.contract-notice-recorded',
  payload: z.object({ ...challenge, submissionId: z.string() }),
  subject: inPublic,
})

/** It ended without an award. */
export const evaluationNotAwarded = defineEvent({
  name: 'evaluation.not-awarded',
  payload: z.object(challenge),
  subject: inPublic,
})

/** The number of the procurement termination notice (UK12) was recorded. */
export const evaluationEndNoticeRecorded = defineEvent({
  name: 'evaluation.end-notice-recorded',
  payload: z.object(challenge),
  subject: inPublic,
})
