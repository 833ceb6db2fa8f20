import { z } from 'zod'
import { isTooFew } from '../../shared/evidence/figure-words.ts'
import { type Estimate, figureDefinitions, type FigureId, figureIds } from '../../shared/evidence/figures.ts'
import type { Evidence } from './evidence.read.service.ts'

/** A range as programs are told it. */
export const interval = z.object({ low: z.number(), high: z.number() }).nullable()

/** A figure with how sure it is. */
export const estimate = z
  .object({
    value: z
      .number()
      .nullable()
      .meta({ description: 'Null where it is reckoned from fewer than five, or would tell of one supplier' }),
    interval: interval.meta({ description: 'Where the true figure lies 19 times out of 20' }),
    counted: z.number().int(),
    notKnown: z.number().int().nullable().meta({ description: 'Null where nobody can say' }),
  })
  .nullable()

/** A figure of Foothold beside the same of public record. */
export const figure = z
  .object({
    id: z.enum(figureIds),
    title: z.string(),
    unit: z.string().meta({ description: 'Shares are parts of 1, money is pence' }),
    foothold: estimate,
    publicRecord: estimate,
  })
  .meta({ id: 'EvidenceFigure' })

/** What is told of an estimate: of too few how many they are, and no more. */
export const told = (id: FigureId, known: Estimate | null): z.output<typeof estimate> => {
  if (!known) return null
  const isFew = isTooFew(figureDefinitions[id].unit, known)
  return {
    value: isFew ? null : known.value,
    interval: isFew ? null : known.interval,
    counted: known.of,
    notKnown: known.missing,
  }
}

/** Every figure as programs are told it. */
export const tellFigures = (figures: Evidence['figures']) =>
  figures.map(({ id, here, public: record }) => ({
    id,
    title: figureDefinitions[id].title,
    unit: figureDefinitions[id].unit,
    foothold: told(id, here),
    publicRecord: told(id, record),
  }))
