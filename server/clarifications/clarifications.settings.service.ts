import type { ClarificationSettings } from '../../shared/clarifications/clarifications.settings.schema.ts'
import { clarificationSettingsChanged } from '../../shared/clarifications/clarifications.votes.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { allow } from '../platform/errors.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { getClarified } from './clarifications.service.ts'
import { Settings } from './clarifications.settings.model.ts'

/**
 * Chooses how questions go from now on. What was asked before is shown as it was said then, unless a broker
 * shows it.
 * @throws AppError not-found, forbidden
 */
export async function changeSettings(
  actor: Actor,
  challengeId: string,
  settings: ClarificationSettings,
): Promise<void> {
  await transaction(async (session) => {
    const challenge = await getClarified(actor, challengeId)
    const mayChange = clarificationPolicy.changeSettings(actor, challenge)
    allow(mayChange, 'Only the authority or a broker can change this, while the challenge is open')
    await Settings.updateOne({ _id: challengeId }, { $set: settings }, { upsert: true, session })
    await record(session, actor, clarificationSettingsChanged, { challengeId, ...settings })
  })
}
