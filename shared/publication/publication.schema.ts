import { z } from 'zod'

const moment = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], {
    error: 'Use a date and time such as 2026-11-02T09:00:00Z, or a date',
  })
  // Without an offset it is UTC, as our own dates are.
  .transform((text) => new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) || text.length === 10 ? text : `${text}Z`))

/** `?cursor=…&limit=…&updatedFrom=…&updatedTo=…` of the list of releases; the times are those of publication. */
export const releasesQuery = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'Use the cursor of an answer’s links.next')
    .transform(Number)
    .default(0),
  limit: z.coerce
    .number({ error: 'The limit is a number from 1 to 100' })
    .int()
    .min(1, 'The least is 1')
    .max(100, 'The most is 100')
    .default(100),
  updatedFrom: moment.optional(),
  updatedTo: moment.optional(),
})
export type ReleasesQuery = z.output<typeof releasesQuery>
