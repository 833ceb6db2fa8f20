import { z } from 'zod'
import { type ExclusionGround, groundKinds } from '../../shared/evaluation/exclusions.ts'
import { datedColumns, datedFacts, datedRows } from '../platform/dated-rows.ts'

const words = z.string().min(1)

const row = z
  .strictObject({
    ...datedColumns,
    id: z.string().regex(/^[a-z-]{1,40}$/),
    kind: z.enum(groundKinds),
    title: words,
    asks: words,
  })
  .transform(
    ({ id, kind, title, asks, ...dated }): ExclusionGround => ({
      ...datedFacts(dated),
      id,
      kind,
      title,
      asks,
    }),
  )

/** What is looked at before a supplier can win. @throws Error for a wrong row */
export const exclusionGrounds = datedRows('data/evaluation/exclusions.csv', row)
