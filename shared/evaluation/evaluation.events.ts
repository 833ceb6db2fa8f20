import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { panelRoles, rulings } from './panel.ts'

const challenge = { challengeId: z.string() }
const person = { ...challenge, userId: z.string() }
// Its history is its own: that of the challenge is for everybody.
const subject = ({ challengeId }: { challengeId: string }) => ({ kind: 'evaluation', id: challengeId })

/** How proposals will be scored and ranked was chosen; suppliers see it with the challenge. */
export const evaluationSettingsChosen = defineEvent({
  name: 'evaluation.settings-chosen',
  payload: z.object(challenge),
  subject,
})

/** Somebody was asked to take part; an observer may have joined by themselves. */
export const evaluationPersonInvited = defineEvent({
  name: 'evaluation.person-invited',
  payload: z.object({ ...person, panelRole: z.enum(panelRoles) }),
  subject,
})

/** Somebody takes no part any more; their words stay on record. */
export const evaluationPersonRemoved = defineEvent({
  name: 'evaluation.person-removed',
  payload: z.object(person),
  subject,
})

/** Somebody said which interests they have, or that they have none. */
export const evaluationInterestsDeclared = defineEvent({
  name: 'evaluation.interests-declared',
  payload: z.object({ ...person, number: z.number().int(), hasInterest: z.boolean() }),
  subject,
})

/** The moderator or the lead decided about a declared interest. */
export const evaluationInterestRuled = defineEvent({
  name: 'evaluation.interest-ruled',
  payload: z.object({ ...person, number: z.number().int(), ruling: z.enum(rulings) }),
  subject,
})

/** From now on evaluators score. */
export const evaluationBegun = defineEvent({
  name: 'evaluation.begun',
  payload: z.object(challenge),
  subject,
})

/** It is this evaluator's turn: scoring has begun. */
export const evaluationScoringAsked = defineEvent({
  name: 'evaluation.scoring-asked',
  payload: z.object(person),
  subject,
})

/** An evaluator's scores are in; `number` counts how often. */
export const evaluationScoresSubmitted = defineEvent({
  name: 'evaluation.scores-submitted',
  payload: z.object({ ...person, number: z.number().int() }),
  subject,
})

/** The moderator gave an evaluator's scores back, with a reason. */
export const evaluationScoresReturned = defineEvent({
  name: 'evaluation.scores-returned',
  payload: z.object(person),
  subject,
})

/** Everybody's scores are in; `userId` is the moderator, whose turn it is. */
export const evaluationAllScoresIn = defineEvent({
  name: 'evaluation.all-scores-in',
  payload: z.object(person),
  subject,
})

/** A score of the panel was agreed, or agreed anew; `number` counts from 1. */
export const evaluationScoreAgreed = defineEvent({
  name: 'evaluation.score-agreed',
  payload: z.object({
    ...challenge,
    submissionId: z.string(),
    criterionId: z.string(),
    number: z.number().int(),
  }),
  subject,
})

/** Every score is agreed and stands: the ranking follows. */
export const evaluationAgreed = defineEvent({
  name: 'evaluation.agreed',
  payload: z.object(challenge),
  subject,
})
