import type { ClientSession } from 'mongoose'
import {
  type ClarificationSettings,
  defaultSettings,
  type Display,
} from '../../shared/clarifications/clarifications.settings.schema.ts'
import { Settings, type SettingsRecord } from './clarifications.settings.model.ts'

/** How the questions of a challenge go; what nobody chose is as usual. */
export async function settingsOf(
  challengeId: string,
  session: ClientSession | null = null,
): Promise<ClarificationSettings> {
  const kept = await Settings.findById(challengeId).session(session).lean<SettingsRecord>()
  const { display, signOff } = { ...defaultSettings, ...kept }
  return { display, signOff }
}

/** The challenges in which questions are shown so; only those for which somebody chose. */
export async function challengesShowing(display: Display): Promise<string[]> {
  return Settings.find({ display }).distinct('_id')
}
