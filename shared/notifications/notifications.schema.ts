import { z } from 'zod'
import { emailChoices } from './channels.ts'
import { noticeKinds } from './kinds.ts'

/** What a person wants of one kind of notice. */
export const choiceSchema = z.strictObject({
  email: z.enum(emailChoices, 'Choose at once, once a day, once a week or off'),
  inbox: z.boolean('Choose whether it comes to the inbox'),
})
export type Choice = z.infer<typeof choiceSchema>

const changeable = noticeKinds.filter(({ isSecurity }) => !isSecurity).map(({ name }) => name) as [
  string,
  ...string[],
]

/** Choices by kind, as a program sends them; kinds that are left out stay as they are. */
export const preferencesSchema = z.strictObject({
  preferences: z.partialRecord(
    z.enum(changeable, 'This is not a kind of notice that can be changed'),
    choiceSchema,
  ),
})

/** The same as a form sends it: a box that is not ticked sends nothing. */
export const preferencesFormSchema = z.strictObject({
  kinds: z.partialRecord(
    z.enum(changeable),
    z
      .strictObject({ email: choiceSchema.shape.email, inbox: z.literal('yes').optional() })
      .transform(({ email, inbox }): Choice => ({ email, inbox: inbox === 'yes' })),
  ),
})
