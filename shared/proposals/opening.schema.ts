import { z } from 'zod'

/** Coming to open asks for the password again: a browser that somebody left open opens nothing. */
export const comeToOpenSchema = z.strictObject({
  password: z.string('Enter your password').min(1, 'Enter your password').max(1000, 'Password is not right'),
})

const id = z.string('Choose an officer').trim().min(1, 'Choose an officer').max(40, 'Choose an officer')

/** From which officer to which a share of the key goes. */
export const handOverSchema = z.strictObject({ from: id, to: id })
export type HandOverInput = z.output<typeof handOverSchema>

/** A receipt to be checked, as its file says it. */
export const verifyReceiptSchema = z.strictObject({
  receipt: z
    .string()
    .trim()
    .min(1, 'Paste the text of the receipt')
    .max(50_000, 'A receipt is shorter than 50,000 characters'),
})
