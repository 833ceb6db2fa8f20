import { z } from 'zod'

/**
 * When a question is shown to everybody: with its answer, as soon as a broker has read it (moderated before), or
 * at once (moderated after). Its number of waiting questions is public in any case.
 */
export const displays = ['with-answer', 'once-read', 'at-once'] as const
export type Display = (typeof displays)[number]

/** How the questions of one challenge go. */
export interface ClarificationSettings {
  display: Display
  /** An answer is published once a second officer of the authority has signed it off. */
  signOff: boolean
}

/** What holds until somebody chooses. */
export const defaultSettings: ClarificationSettings = { display: 'with-answer', signOff: false }

export const settingsSchema = z.strictObject({
  display: z.enum(displays, 'Choose when questions are shown to everybody'),
  signOff: z.boolean('Say whether answers need a second officer’s sign-off: true or false'),
})

/** The same from a page, where what is not ticked is not sent. */
export const settingsFormSchema = settingsSchema.extend({
  signOff: z
    .enum(['yes'])
    .optional()
    .transform((ticked) => ticked === 'yes'),
})
