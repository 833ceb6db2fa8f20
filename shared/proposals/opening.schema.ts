import { z } from 'zod'

const password = z
  .string('Enter your password')
  .min(1, 'Enter your password')
  .max(1000, 'Password is not right')

/** Coming to open asks for the password again: a browser that somebody left open opens nothing. */
export const comeToOpenSchema = z.strictObject({ password })

const id = z.string('Choose an officer').trim().min(1, 'Choose an officer').max(40, 'Choose an officer')

/** From which officer to which a share of the key goes; nor does a browser that was left open give one away. */
export const handOverSchema = z.strictObject({ from: id, to: id, ownPassword: password })
export type HandOverInput = Omit<z.output<typeof handOverSchema>, 'ownPassword'>

/** A receipt to be checked, as its file says it. */
export const verifyReceiptSchema = z.strictObject({
  receipt: z
    .string()
    .trim()
    .min(1, 'Paste the text of the receipt')
    .max(50_000, 'A receipt is shorter than 50,000 characters'),
})
