import { z } from 'zod'
import { fileAnswer } from './proposals.files.api.ts'

/** What a proposal says, as programs get it. */
export const contentAnswer = z
  .object({
    summary: z.string(),
    outcomes: z.array(z.object({ outcomeId: z.string(), how: z.string() })),
    criteria: z
      .array(z.object({ criterionId: z.string(), answer: z.string() }))
      .optional()
      .meta({ description: 'Absent in proposals from before criteria had questions' }),
    approach: z.string(),
    trl: z.number().int().nullable(),
    pilotPlan: z.string(),
    pilotPricePence: z.number().int().nullable(),
    setUpPence: z.number().int().nullish().meta({ description: 'Absent where only the pilot is priced' }),
    yearlyPence: z.number().int().nullish(),
    endOfLifePence: z.number().int().nullish(),
    scalePricePence: z.number().int().nullable(),
    team: z.string(),
    members: z
      .array(
        z.object({
          part: z.enum(['lead', 'partner', 'subcontractor']),
          organisationId: z.string().nullable(),
          name: z.string(),
          companyNumber: z.string().nullable(),
          isSme: z.boolean().nullable(),
          isVcse: z.boolean().nullable(),
          role: z.string(),
          share: z.int().nullable(),
          confirmed: z.object({ list: z.string(), at: z.iso.datetime() }).nullable(),
        }),
      )
      .optional()
      .meta({ description: 'Only in what was submitted' }),
    files: z.array(fileAnswer),
  })
  .meta({ id: 'ProposalContent' })
