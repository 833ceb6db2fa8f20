import { z } from 'zod'
import { required, text } from '../challenges/fields.ts'
import { knownRevision } from '../platform/revision.ts'
import { type Way, type WayId, wayIds } from './next-step.ts'

/** What the buyer does after a pilot. */
export const decisionNames = { scale: 'Scale', repeat: 'Repeat', stop: 'Stop' } as const
export type DecisionKind = keyof typeof decisionNames
export const decisionKinds = Object.keys(decisionNames) as [DecisionKind, ...DecisionKind[]]

/** By which ways of the law each decision can be carried out. */
export const waysOfDecision: Record<DecisionKind, readonly WayId[]> = {
  scale: ['next-stage', 'contract-change', 'new-competition'],
  repeat: ['repeat-award', 'contract-change', 'new-competition'],
  stop: ['nothing'],
}

/** What is decided, by which way, and why; everybody reads it with the results. */
export const decideNextSchema = z.strictObject({
  what: z.enum(decisionKinds, 'Choose whether to scale, repeat or stop'),
  way: z
    .enum([...wayIds, ''], 'Choose by which way')
    .default('')
    .transform((way) => (way === '' ? null : way)),
  why: required(4000, 'The reasons', 'Say why: others decide by your reasons'),
  /** Why it is another decision than before; wanted of changes only. */
  because: text(1000, 'The reason').default(''),
  revision: knownRevision,
})
export type DecideNextInput = z.output<typeof decideNextSchema>

/**
 * What is wrong with the way of a decision, by field; empty for nothing. A way that the law closes can't be chosen; one
 * that is unclear can, since the reasons are the authority's own.
 */
export function wayFault(
  { what, way }: Pick<DecideNextInput, 'what' | 'way'>,
  ways: readonly Pick<Way, 'id' | 'title' | 'state' | 'why'>[],
): Record<string, string> {
  if (what === 'stop') return {}
  if (way === null || !waysOfDecision[what].includes(way)) return { way: `Choose by which way you ${what}` }
  const found = ways.find(({ id }) => id === way)
  return found?.state === 'closed' ? { way: `${found.title} is closed: ${found.why}` } : {}
}
