import { Match } from '../../server/matching/matching.model.ts'
import { now } from '../../server/platform/clock.ts'
import type { DeclineKind } from '../../shared/matching/decline-kinds.ts'
import { partNames, type Parts } from '../../shared/matching/parts.ts'
import { newId } from '../../shared/platform/ids.ts'

const people = Array.from({ length: 5 }, newId)

/** Brokers decided on so many matches as if these weights alone mattered to them; the same parts at each call. */
export async function decidedMatches(
  taste: Partial<Parts>,
  count: number,
  options: { kind?: DeclineKind; at?: Date } = {},
): Promise<void> {
  const at = options.at ?? now()
  const challengeId = newId()
  let state = 11
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const rows = Array.from({ length: count }, (_, i) => {
    const parts = Object.fromEntries(partNames.map((name) => [name, random()])) as Parts
    const total = partNames.reduce((sum, name) => sum + (taste[name] ?? 0), 0)
    const score = partNames.reduce((sum, name) => sum + ((taste[name] ?? 0) / total) * parts[name], 0)
    const by = { by: people[i % people.length] ?? '', at, reason: '' }
    const declined = { ...by, kind: options.kind ?? ('not-ready' as const) }
    const isGood = score > 0.5
    return {
      challengeId,
      challengeVersion: 1,
      supplierId: newId(),
      supplier: { name: `Firm ${i}`, isClaimed: true, isSme: null, isVcse: null, isExample: true },
      rank: i + 1,
      score: 0.6,
      parts,
      rankedAt: at,
      proposedAt: at,
      status: isGood ? ('sent' as const) : ('declined' as const),
      decision: isGood ? by : declined,
    }
  })
  await Match.insertMany(rows)
}
