import mongoose from 'mongoose'
import {
  type ClarificationSettings,
  defaultSettings,
  displays,
} from '../../shared/clarifications/clarifications.settings.schema.ts'

export interface SettingsRecord extends ClarificationSettings {
  /** The challenge's id. */
  _id: string
}

export const Settings = mongoose.model(
  'ClarificationSettings',
  new mongoose.Schema<SettingsRecord>(
    {
      _id: String,
      display: { type: String, enum: displays, default: defaultSettings.display },
      signOff: { type: Boolean, default: defaultSettings.signOff },
    },
    { collection: 'clarification_settings', versionKey: false },
  ),
)
