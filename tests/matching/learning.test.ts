import fc from 'fast-check'
import { type DeclineKind, declineKinds } from '../../shared/matching/decline-kinds.ts'
import { type Example, learnWeights, loudness } from '../../shared/matching/learning.ts'
import { fitLogistic } from '../../shared/matching/logistic.ts'
import { type PartName, partNames, type Parts, partWeights } from '../../shared/matching/parts.ts'

/** Numbers between 0 and 1 that are the same in every run. */
function sameRandom(seed = 7): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Decisions of people who look at the parts by these weights alone, on matches of any kind. */
function decisionsBy(taste: Parts, count: number, changes: Partial<Example> = {}): Example[] {
  const random = sameRandom()
  return Array.from({ length: count }, (_, i) => {
    const parts = Object.fromEntries(partNames.map((name) => [name, random()])) as Parts
    const score = partNames.reduce((sum, name) => sum + taste[name] * parts[name], 0)
    const isGood = random() < 1 / (1 + Math.exp(-12 * (score - 0.5)))
    const kind: DeclineKind | null = isGood ? null : 'not-ready'
    return { parts, isGood, kind, supplierId: `supplier ${i}`, decidedBy: `person ${i % 7}`, ...changes }
  })
}

function learnt(examples: Example[], live: Parts = partWeights): Parts {
  const result = learnWeights(examples, live)
  if (!result.isLearnt) throw new Error(`Nothing was learnt: ${result.why}`)
  return result.weights
}

const sumOf = (weights: Parts) => partNames.reduce((sum, name) => sum + weights[name], 0)
const furthest = (a: Parts, b: Parts = partWeights) =>
  Math.max(...partNames.map((name) => Math.abs(a[name] - b[name])))
const taste = (changes: Partial<Parts>): Parts => {
  const wanted = { ...partWeights, ...changes }
  return Object.fromEntries(partNames.map((name) => [name, wanted[name] / sumOf(wanted)])) as Parts
}
/** The part that counts second most: far enough from its bounds to be learnt about. */
const favourite = partNames.toSorted((a, b) => partWeights[b] - partWeights[a])[1] as PartName
const planted = taste({ [favourite]: partWeights[favourite] * 1.7 })

describe('logistic regression', () => {
  it('finds the coefficient that a known table of odds has', () => {
    // Of those with 1, three in four; of those with 0, one in four: the log-odds differ by 2 ln 3.
    const table = [
      [1, true, 30],
      [1, false, 10],
      [0, true, 10],
      [0, false, 30],
    ] as const
    const observations = table.map(([value, isGood, weight]) => ({ values: [value], isGood, weight }))
    const [found] = fitLogistic(observations, { towards: [0], strength: 1e-9 })
    expect(found).toBeCloseTo(2 * Math.log(3), 3)
  })

  it('stays finite where yes and no part cleanly', () => {
    const observations = [0, 0.1, 0.9, 1].map((value) => ({
      values: [value],
      isGood: value > 0.5,
      weight: 50,
    }))
    const [found = Number.NaN] = fitLogistic(observations, { towards: [1], strength: 1 })
    expect(found).toBeGreaterThan(5)
    expect(found).toBeLessThan(100)
  })
})

describe('learning from decisions', () => {
  it('recovers a planted preference, the better the more it sees', () => {
    const found = learnt(decisionsBy(planted, 4000))
    expect(furthest(found, planted)).toBeLessThan(furthest(planted) / 2)
    expect(found[favourite]).toBeGreaterThan(partWeights[favourite] * 1.2)
    expect(furthest(learnt(decisionsBy(partWeights, 4000)))).toBeLessThan(furthest(planted) / 2)
  })

  it('moves little by few decisions, and further by many', () => {
    const few = furthest(learnt(decisionsBy(planted, 40)))
    const many = furthest(learnt(decisionsBy(planted, 4000)))
    expect(few).toBeLessThan(0.05)
    expect(many).toBeGreaterThan(few)
  })

  it('is pulled to the live weights, not to the built-in ones', () => {
    const weights = learnt(decisionsBy(planted, 40), planted)
    expect(furthest(weights, planted)).toBeLessThan(furthest(weights))
  })

  it('says what is missing when there is too little', () => {
    const none = learnWeights([], partWeights)
    expect(none).toMatchObject({ isLearnt: false, why: 'too-few', trainedOn: { good: 0, bad: 0 } })
    const good = decisionsBy(partWeights, 200).filter(({ isGood }) => isGood)
    expect(learnWeights(good.slice(0, 29), partWeights)).toMatchObject({ why: 'too-few' })
    expect(learnWeights(good.slice(0, 60), partWeights)).toMatchObject({ why: 'one-sided' })
    const upsideDown = decisionsBy(partWeights, 3000).map((one) => ({ ...one, isGood: !one.isGood }))
    expect(
      learnWeights(
        upsideDown.map((one) => ({ ...one, kind: 'not-ready' as const })),
        partWeights,
      ),
    ).toMatchObject({
      why: 'against-the-score',
    })
  })

  it('leaves out reasons that say nothing of fit, size among them, and parts of another ranking', () => {
    const base = decisionsBy(partWeights, 60)
    const result = learnWeights(base, partWeights)
    const silent: (DeclineKind | null)[] = ['no-capacity', 'other', 'too-large', 'too-small', null]
    const noise = silent.flatMap((kind) => decisionsBy(planted, 50, { isGood: false, kind }))
    const older = decisionsBy(planted, 50).map((one) => ({ ...one, parts: { ...one.parts, stars: 1 } }))
    expect(learnWeights([...base, ...noise, ...older], partWeights)).toEqual(result)
  })

  it('takes a part that an old match lacks as 0', () => {
    const [lacking] = partNames
    const withZero = decisionsBy(partWeights, 60).map((one) => ({
      ...one,
      parts: { ...one.parts, [lacking]: 0 },
    }))
    const without = withZero.map((one) => ({
      ...one,
      parts: Object.fromEntries(Object.entries(one.parts).filter(([name]) => name !== lacking)),
    }))
    expect(learnWeights(without, partWeights)).toEqual(learnWeights(withZero, partWeights))
  })

  it('hears a reason about a part of the score twice as loud as a bare word', () => {
    expect(loudness({ isGood: true, kind: null })).toBe(1)
    expect(loudness({ isGood: false, kind: 'wrong-place' })).toBe(2)
    expect(loudness({ isGood: false, kind: 'not-what-they-do' })).toBe(2)
    const others = Array.from({ length: 8 }, (_, i): Example => {
      const parts = { text: 1 }
      return {
        parts,
        isGood: false,
        kind: 'not-what-they-do',
        supplierId: `other ${i}`,
        decidedBy: `person ${i}`,
      }
    })
    const base = decisionsBy(partWeights, 200)
    expect(learnt([...base, ...others]).text).toBeLessThan(learnt(base).text)
  })
})

describe('nobody turns the ranking over', () => {
  const calm = decisionsBy(partWeights, 100)
  const against = (count: number, who: Partial<Example>) =>
    decisionsBy(taste({ region: 5, text: 0.01 }), count, who).map((one, i) => ({
      ...one,
      supplierId: who.supplierId ?? `other ${i}`,
    }))

  it('neither one supplier', () => {
    const usual = learnt(calm)
    const loud = learnt([...calm, ...against(1000, { supplierId: 'the loud one' })])
    expect(furthest(loud, usual)).toBeLessThan(0.01)
  })

  it('nor one person: they count for no more than all others together', () => {
    const one = learnt([...calm, ...against(5000, { decidedBy: 'the eager one' })])
    const many = learnt([...calm, ...against(5000, {})])
    expect(furthest(one)).toBeLessThan(furthest(many) * 0.6)
  })

  it('and whoever decides, no part leaves half to double of what it was, and they stay together 1', () => {
    const example = fc.record({
      parts: fc.record(
        Object.fromEntries(
          partNames.map((name) => [name, fc.double({ min: 0, max: 1, noNaN: true })]),
        ) as Record<PartName, fc.Arbitrary<number>>,
      ),
      isGood: fc.boolean(),
      kind: fc.constantFrom(...declineKinds),
      supplierId: fc.nat(50).map(String),
      decidedBy: fc.nat(4).map(String),
    })
    fc.assert(
      fc.property(fc.array(example, { minLength: 60, maxLength: 200 }), fc.nat(), (examples, seed) => {
        const random = sameRandom(seed)
        const shuffled = examples
          .map((one) => ({ one, key: random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        const result = learnWeights(examples, partWeights)
        expect(learnWeights(shuffled, partWeights)).toEqual(result)
        if (!result.isLearnt) return
        expect(sumOf(result.weights)).toBeCloseTo(1, 10)
        for (const name of partNames) {
          expect(result.weights[name]).toBeGreaterThanOrEqual(partWeights[name] / 2 - 1e-3)
          expect(result.weights[name]).toBeLessThanOrEqual(partWeights[name] * 2 + 1e-3)
        }
      }),
      { numRuns: 60 },
    )
  })
})
