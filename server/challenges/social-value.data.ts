import { z } from 'zod'
import type { SocialValueAdvice, SocialValueRow } from '../../shared/challenges/social-value.ts'
import { datedColumns, datedFacts, datedRows } from '../platform/dated-rows.ts'

const words = z.string().min(1)

const row = z
  .strictObject({
    ...datedColumns,
    id: z.string().regex(/^[a-z]{1,20}$/),
    title: words.max(120),
    description: words.max(1000),
    guidance: words.max(1000),
  })
  .transform(
    ({ id, title, description, guidance, ...dated }): SocialValueRow => ({
      ...datedFacts(dated),
      id,
      title,
      description,
      guidance,
    }),
  )

const adviceRow = z
  .strictObject({
    ...datedColumns,
    id: z.string().regex(/^[a-z]{1,20}$/),
    who: words,
    least_percent: z.union([z.literal(''), z.coerce.number().int().min(1).max(100)]),
    advice: words,
  })
  .transform(
    ({ id, who, least_percent, advice, ...dated }): SocialValueAdvice => ({
      ...datedFacts(dated),
      id,
      who,
      leastPercent: least_percent === '' ? null : least_percent,
      advice,
    }),
  )

/** What may be asked as social value, in our own words. @throws Error for a wrong row */
export const socialValueRows = datedRows('data/challenges/social-value.csv', row)

/** Who has to ask for it, and who may. @throws Error for a wrong row */
export const socialValueAdvice = datedRows('data/challenges/social-value-advice.csv', adviceRow)
