import { listOpenChallenges } from '../../server/challenges/index.ts'
import { now } from '../../server/platform/clock.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { challengeAmended, challengePublished } from '../../shared/challenges/challenges.events.ts'
import {
  matchingModelChanged,
  matchingRetrainAsked,
  matchingSettingsChanged,
  rerunAsked,
} from '../../shared/matching/matching.events.ts'
import { rankChallenge, retrainMatching } from '../../shared/matching/matching.jobs.ts'
import {
  organisationClaimed,
  organisationVerified,
  supplierProfileChanged,
  suppliersImported,
} from '../../shared/organisations/organisations.events.ts'
import { type ReactionHandler, when, whenTogether } from '../platform/handlers.ts'

/** A supplier fills in one section after another: what changes within these seconds is ranked together. */
const windowMs = 20_000

/** Asks for every open challenge to be ranked again at the end of the present window, once. */
async function rankOpenChallenges(): Promise<void> {
  const at = now().getTime()
  const window = Math.floor(at / windowMs)
  const delay = (window + 1) * windowMs - at
  for (const { _id } of await listOpenChallenges()) {
    const payload = { challengeId: _id, trigger: 'directory-changed' as const }
    await enqueue(rankChallenge, payload, { id: `${_id}-${window}`, delay, isPatient: true })
  }
}

export const matchingReactions: ReactionHandler[] = [
  when('matching', challengePublished, ({ challengeId }, { eventId }) =>
    enqueue(rankChallenge, { challengeId, trigger: 'published' }, { id: eventId }),
  ),
  when('matching', challengeAmended, ({ challengeId }, { eventId }) =>
    enqueue(rankChallenge, { challengeId, trigger: 'amended' }, { id: eventId }),
  ),
  when('matching', rerunAsked, ({ challengeId }, { eventId }) =>
    enqueue(rankChallenge, { challengeId, trigger: 'asked' }, { id: eventId }),
  ),
  whenTogether('matching', supplierProfileChanged, rankOpenChallenges),
  whenTogether('matching', organisationVerified, rankOpenChallenges),
  whenTogether('matching', organisationClaimed, rankOpenChallenges),
  whenTogether('matching', suppliersImported, rankOpenChallenges),
  whenTogether('matching', matchingSettingsChanged, rankOpenChallenges),
  whenTogether('matching', matchingModelChanged, rankOpenChallenges),
  when('matching', matchingRetrainAsked, ({ trainingId }) =>
    enqueue(retrainMatching, { trainingId }, { id: trainingId }),
  ),
]
