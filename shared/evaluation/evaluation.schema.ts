import { z } from 'zod'
import { text } from '../challenges/fields.ts'
import { parsePounds } from '../platform/money.ts'
import { panelRoles, rulings } from './panel.ts'
import { levelAt, levelsOf, type ScaleLevel, type ScaleName, scaleNames } from './scale.ts'
import { type EvaluationSettings, type PriceRule, priceFormulas, tieRuleNames } from './settings.ts'

const id = (message: string) => z.string(message).min(1, message).max(40, message)

// A form sends each end of a line as two characters, and the page counts one.
const written = (missing?: string) =>
  z.string(missing).transform((given) => given.replaceAll('\r\n', '\n').trim())

const words = (missing: string, most = 3000) =>
  written(missing).pipe(
    z
      .string()
      .min(1, missing)
      .max(most, `Write ${most.toLocaleString('en-GB')} characters or fewer`),
  )

const pounds = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((typed, context) => {
    if (String(typed ?? '').trim() === '') return null
    const pence = parsePounds(String(typed))
    if (pence !== null) return pence
    context.addIssue({ code: 'custom', message: 'Write an amount in pounds, like 60,000' })
    return z.NEVER
  })

const noLevel = 'Enter a level of the scale, like 2, or leave it empty'
const minimum = z
  .union([z.literal(''), z.coerce.number(noLevel).int(noLevel).min(0, noLevel).max(10, noLevel)], noLevel)
  .transform((points) => (points === '' || points === 0 ? null : points))

const level = z.strictObject({
  /** Where it is left out, the scale that is chosen. */
  scale: z.enum(scaleNames, 'Choose a scale').optional(),
  points: z.coerce.number(noLevel).int(noLevel).min(0, noLevel).max(10, noLevel),
  title: text(60, 'The name of the level').default(''),
  meaning: text(500, 'What the level means').default(''),
})

const settingsFields = z.strictObject({
  scale: z.enum(scaleNames, 'Choose a scale'),
  levels: z.array(level).max(30, 'At most 30 levels').default([]),
  minimums: z.record(z.string().max(40), minimum).default({}),
  formula: z.enum(priceFormulas, 'Choose what the price does'),
  criterionId: z.string().max(40).default(''),
  fullPrice: pounds,
  nonePrice: pounds,
  budget: pounds,
  tieRule: z.enum(tieRuleNames, 'Choose what decides between equal totals'),
  // A box of a form sends a word, or nothing.
  isAnonymous: z.union([z.boolean(), z.enum(['yes', ''])], 'Say whether names are hidden').default(false),
})

/** How proposals are scored and ranked, as a form or a program says it; only what its formula needs is kept. */
export const settingsSchema = settingsFields.transform((typed, context): EvaluationSettings => {
  const price = priceOf(typed, (field, message) =>
    context.addIssue({ code: 'custom', path: [field], message }),
  )
  const levels = ownLevels(typed, (field, message) =>
    context.addIssue({ code: 'custom', path: field, message }),
  )
  if (price === null || levels === null) return z.NEVER
  const minimums: Record<string, number> = {}
  for (const [criterionId, points] of Object.entries(typed.minimums))
    if (points !== null) minimums[criterionId] = points
  const { scale, tieRule, isAnonymous } = typed
  return {
    scale,
    ...(levels.length > 0 && { levels }),
    minimums,
    price,
    tieRule,
    ...(isAnonymous && { isAnonymous: true }),
  }
})

/** The levels that have words of the buyer's own; null where some are wrong. A form sends those of every scale. */
function ownLevels(
  { scale, levels }: z.output<typeof settingsFields>,
  refuse: (path: (string | number)[], message: string) => void,
): ScaleLevel[] | null {
  const own = new Map<number, ScaleLevel>()
  let isSound = true
  for (const [index, { scale: name = scale, points, title, meaning }] of levels.entries()) {
    const isEmpty = title === '' && meaning === ''
    if (name !== scale && isEmpty) continue
    const wrong =
      name !== scale
        ? (['title', 'These words are for another scale: choose that scale, or take them out'] as const)
        : !levelAt({ scale }, points)
          ? (['points', `The scale has no level of ${points} points`] as const)
          : own.has(points)
            ? (['points', `The level of ${points} points is there twice`] as const)
            : null
    if (wrong) {
      isSound = false
      refuse(['levels', index, wrong[0]], wrong[1])
    } else if (!isEmpty) own.set(points, { points, title, meaning })
  }
  if (!isSound) return null
  const sorted = [...own.values()].sort((a, b) => a.points - b.points)
  const alike = titledAlike(scale, sorted)
  if (alike === null) return sorted
  const index = levels.findIndex((one) => (one.scale ?? scale) === scale && one.points === alike.points)
  refuse(['levels', index, 'title'], `Two levels are called “${alike.title}”: give each a name of its own`)
  return null
}

/** A level of the buyer's own that has the name of another of the scale; evaluators choose by the name. */
function titledAlike(scale: ScaleName, own: ScaleLevel[]): ScaleLevel | null {
  const all = levelsOf({ scale, levels: own })
  const nameOf = ({ title }: ScaleLevel) => title.toLowerCase()
  const isAlike = (one: ScaleLevel) =>
    all.some((other) => other.points !== one.points && nameOf(other) === nameOf(one))
  const found = all.find(
    (one) => isAlike(one) && own.some(({ points, title }) => points === one.points && title),
  )
  return found ?? null
}

function priceOf(
  typed: z.output<typeof settingsFields>,
  refuse: (field: string, message: string) => void,
): PriceRule | null {
  const { formula, criterionId, fullPrice, nonePrice, budget } = typed
  if (formula === 'none' || formula === 'quality-per-pound') return { formula }
  if (formula === 'fixed-budget') {
    if (budget) return { formula, budgetPence: budget }
    refuse('budget', 'Say how much everybody may spend')
    return null
  }
  if (criterionId === '') refuse('criterionId', 'Choose the criterion that the price scores')
  if (formula === 'lowest-proportion') return criterionId === '' ? null : { formula, criterionId }
  if (fullPrice === null) refuse('fullPrice', 'Say up to which price all the points are given')
  if (nonePrice === null) refuse('nonePrice', 'Say from which price on no points are given')
  if (fullPrice === null || nonePrice === null || criterionId === '') return null
  if (nonePrice > fullPrice) return { formula, criterionId, fullPence: fullPrice, nonePence: nonePrice }
  refuse('nonePrice', 'The price without points must be above the price with all of them')
  return null
}

/** Asking somebody to take part. */
export const inviteSchema = z.strictObject({
  userId: id('Choose a person'),
  role: z.enum(panelRoles, 'Choose what they do'),
})

/** Declaring interests before anything of the proposals is shown. */
export const declareSchema = z
  .strictObject({
    interest: z.enum(['none', 'some'], 'Say whether you have an interest'),
    what: written().pipe(z.string().max(3000, 'Write 3,000 characters or fewer')).default(''),
    suppliers: written().pipe(z.string().max(500, 'Write 500 characters or fewer')).default(''),
  })
  .superRefine(({ interest, what, suppliers }, context) => {
    const want = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (interest === 'none') return
    if (what === '') want('what', 'Say what the interest is')
    if (suppliers === '') want('suppliers', 'Say which supplier it concerns, as well as you know')
  })
export type DeclareInput = z.output<typeof declareSchema>

/** Deciding about somebody's declared interest. */
export const rulingSchema = z.strictObject({
  number: z.coerce.number('Reload the page').int().min(1),
  ruling: z.enum(rulings, 'Choose what follows from the interest'),
  words: words('Say why, and what is done about it'),
})
export type RulingInput = z.output<typeof rulingSchema>

const points = z
  .union(
    [
      z.literal(''),
      z.coerce
        .number('Choose a level')
        .int('Choose a level')
        .min(0, 'Choose a level')
        .max(10, 'Choose a level'),
    ],
    'Choose a level',
  )
  .nullish()
  .transform((chosen) => (chosen === '' || chosen === undefined ? null : chosen))

/** A score as it is being made: level and reasons may still be missing. */
export const scoreSchema = z
  .strictObject({
    points,
    reasons: text(3000, 'The reasons').default(''),
    evidence: text(6000, 'The evidence').default(''),
    /** The revision that the page showed, so that two windows notice each other. */
    revision: z.coerce.number('Reload the page').int().min(0).default(0),
    next: z.enum(['save', 'continue']).default('save'),
  })
  .superRefine((typed, context) => {
    if (typed.next === 'save') return
    const missing = missingInScore(typed)
    for (const [path, message] of Object.entries(missing))
      context.addIssue({ code: 'custom', path: [path], message })
  })
export type ScoreInput = z.output<typeof scoreSchema>

/** What a score still lacks, by field; empty if it can be submitted. */
export function missingInScore(score: { points: number | null; reasons: string }): Record<string, string> {
  return {
    ...(score.points === null ? { points: 'Choose a level' } : {}),
    ...(score.reasons.trim() === ''
      ? { reasons: 'Give your reasons: they become the supplier’s feedback' }
      : {}),
  }
}

/** A step that asks for nothing but the decision. */
export const decisionSchema = z.strictObject({})

/** A step that needs a reason. */
export const reasonSchema = z.strictObject({ reason: words('Give the reason') })

/** The panel's score for one criterion of one proposal. */
export const agreeSchema = z.strictObject({
  points: z.coerce.number('Choose a level').int('Choose a level').min(0).max(10),
  reason: words('Give the panel’s reasons: they become the supplier’s feedback'),
  /** How often it was agreed before, as the page showed it. */
  number: z.coerce.number('Reload the page').int().min(0).default(0),
})
export type AgreeInput = z.output<typeof agreeSchema>
