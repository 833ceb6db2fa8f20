import { defaultSettings, type MatchingSettings } from '../../shared/matching/match.ts'
import { matchingSettingsChanged } from '../../shared/matching/matching.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { allow, AppError } from '../platform/errors.ts'
import { MatchingSettings as Settings, type MatchingSettingsRecord } from './matching.model.ts'
import { matchPolicy } from './matching.policy.ts'

const settingsId = 'settings'

/** What the brokerage has set, or what counts until it does. */
export async function matchingSettings(): Promise<MatchingSettings> {
  const stored = await Settings.findById(settingsId).lean<MatchingSettingsRecord>()
  return stored ? { proposeFrom: stored.proposeFrom, sendFrom: stored.sendFrom } : defaultSettings
}

/**
 * Sets from which score on matches wait for a broker and go out unasked; counts from the next ranking on.
 * @throws AppError invalid if matches would go out below the line from which they are proposed
 */
export async function changeMatchingSettings(actor: Actor, settings: MatchingSettings): Promise<void> {
  allow(matchPolicy.changeSettings(actor), 'Only a broker may change how matches go out.')
  if (settings.sendFrom !== null && settings.sendFrom < settings.proposeFrom) {
    throw new AppError('invalid', 'The scores contradict each other.', {
      sendFrom: 'This score must be at least the one from which matches are proposed',
    })
  }
  await transaction(async (session) => {
    await Settings.updateOne({ _id: settingsId }, { $set: settings }, { session, upsert: true })
    await record(session, actor, matchingSettingsChanged, settings)
  })
}
