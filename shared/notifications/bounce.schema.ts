import { z } from 'zod'

/** What GOV.UK Notify calls back with about one message; more fields may come. */
export const notifyReceiptSchema = z.object({
  reference: z.string().max(500).nullable(),
  to: z.string().max(320),
  status: z.string().max(100),
  notification_type: z.literal('email').optional(),
})
export type NotifyReceipt = z.output<typeof notifyReceiptSchema>
