import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { declineKinds } from './decline-kinds.ts'
import { modelStatuses } from './matching-model.ts'
import { rankingTriggers } from './matching.jobs.ts'

const match = { matchId: z.string(), challengeId: z.string(), supplierId: z.string() }
// Events from before kinds were asked for have none.
const refused = { ...match, kind: z.enum(declineKinds).optional() }
const about = ({ matchId }: { matchId: string }) => ({ kind: 'match', id: matchId })

/** Every supplier of the directory was ranked for a challenge; `waiting` matches are for the brokers to decide. */
export const challengeRanked = defineEvent({
  name: 'challenge.ranked',
  payload: z.object({
    challengeId: z.string(),
    version: z.number().int(),
    trigger: z.enum(rankingTriggers),
    suppliers: z.number().int(),
    waiting: z.number().int(),
    sent: z.number().int(),
  }),
  subject: ({ challengeId }) => ({ kind: 'challenge', id: challengeId }),
})

/** A broker put a supplier into the ranking by hand; the reason is kept with the match. */
export const matchAdded = defineEvent({ name: 'match.added', payload: z.object(match), subject: about })

/** A broker agreed to a match; it goes out at once if the supplier has signed up. */
export const matchApproved = defineEvent({ name: 'match.approved', payload: z.object(match), subject: about })

/** A broker turned a match down; the reason is kept with it, and the supplier never hears of it. */
export const matchDeclined = defineEvent({
  name: 'match.declined',
  payload: z.object(refused),
  subject: about,
})

/** The supplier may know of a match from now on: tell its members. */
export const matchSent = defineEvent({
  name: 'match.sent',
  payload: z.object({ ...match, by: z.enum(['broker', 'threshold']) }),
  subject: about,
})

/** A supplier said that a challenge is not for it; the reason is kept with the match. */
export const matchNotForMe = defineEvent({
  name: 'match.not-for-me',
  payload: z.object(refused),
  subject: about,
})

/** A supplier took back that a challenge is not for it: the match stands as it was sent. */
export const matchTakenBack = defineEvent({
  name: 'match.taken-back',
  payload: z.object(match),
  subject: about,
})

/** A broker asked for a challenge to be ranked again. */
export const rerunAsked = defineEvent({
  name: 'matching.rerun-asked',
  payload: z.object({ challengeId: z.string() }),
  subject: ({ challengeId }) => ({ kind: 'challenge', id: challengeId }),
})

/** The brokerage changed from which score on matches wait for it or go out unasked. */
export const matchingSettingsChanged = defineEvent({
  name: 'matching.settings-changed',
  payload: z.object({ proposeFrom: z.number(), sendFrom: z.number().nullable() }),
  subject: () => ({ kind: 'matching-settings', id: 'settings' }),
})

const aboutModels = () => ({ kind: 'matching-models', id: 'models' })
const version = z.number().int()

/** A broker asked for the weights to be learnt again from what was decided. */
export const matchingRetrainAsked = defineEvent({
  name: 'matching.retrain-asked',
  payload: z.object({ trainingId: z.string() }),
  subject: aboutModels,
})

/** A version was learnt from `good` and `bad` decisions and measured beside the live one; `by` whoever asked. */
export const matchingModelTrained = defineEvent({
  name: 'matching.model-trained',
  payload: z.object({
    version,
    status: z.enum(modelStatuses),
    good: z.number().int(),
    bad: z.number().int(),
    ndcgAt10: z.number(),
    liveVersion: version,
    liveNdcgAt10: z.number(),
    by: z.string(),
  }),
  subject: aboutModels,
})

/** Matches are ranked by another version from now on. */
export const matchingModelChanged = defineEvent({
  name: 'matching.model-changed',
  payload: z.object({ version, from: version }),
  subject: aboutModels,
})
