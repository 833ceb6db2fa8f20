import type { Answers } from '../../shared/coaching/routes/answers.ts'
import { type RouteId, routeIds } from '../../shared/coaching/routes/route-names.ts'
import { advise, large, pounds, small } from './advising.ts'

const openOf = (given: Partial<Answers>, today?: string): RouteId[] =>
  advise(given, today)
    .routes.filter(({ isOpen }) => isOpen)
    .map(({ id }) => id)
    .sort()
const flexible: RouteId[] = [
  'challenge-prize',
  'design-contest',
  'dialogue',
  'innovation-partnership',
  'staged-pilots',
]
const above: RouteId[] = ['dynamic-market', 'engagement', 'framework', ...flexible, 'open']
/** Routes that are open above the threshold, with these besides. */
const aboveAnd = (...more: RouteId[]) => [...above, ...more].sort()
const below: RouteId[] = ['below-threshold', 'below-threshold-reserved', 'engagement', 'framework']
const belowAnd = (...more: RouteId[]) => [...below, ...more].sort()

const plain: Partial<Answers> = { research: 'none', atRequest: 'no' }

describe('which routes are open', () => {
  it.each<[string, Partial<Answers>, RouteId[]]>([
    ['a council’s small pilot', small, belowAnd()],
    [
      'one penny below the threshold',
      { ...plain, valuePence: pounds(207_720) - 1, scaling: 'no' },
      belowAnd(),
    ],
    ['exactly at the threshold', { ...plain, valuePence: pounds(207_720), scaling: 'no' }, aboveAnd()],
    ['an unknown value counts as above', { ...plain, valuePence: null }, aboveAnd()],
    [
      'central government, one penny below',
      { ...plain, buyer: 'central', valuePence: pounds(135_018) - 1, scaling: 'no' },
      belowAnd().filter((id) => id !== 'below-threshold-reserved'),
    ],
    [
      'central government, at the threshold',
      { ...plain, buyer: 'central', valuePence: pounds(135_018), scaling: 'no' },
      aboveAnd(),
    ],
    [
      'a utility, below',
      { ...plain, buyer: 'utility', valuePence: pounds(415_439), scaling: 'no' },
      belowAnd().filter((id) => id !== 'below-threshold-reserved'),
    ],
    [
      'a utility, at the threshold',
      { ...plain, buyer: 'utility', valuePence: pounds(415_440), scaling: 'no' },
      aboveAnd(),
    ],
    [
      'works of £5 million',
      { ...plain, contract: 'works', valuePence: pounds(5_000_000), scaling: 'no' },
      belowAnd(),
    ],
    [
      'works at the threshold',
      { ...plain, contract: 'works', valuePence: pounds(5_193_000), scaling: 'no' },
      aboveAnd(),
    ],
    [
      'light touch of £600,000',
      { ...plain, contract: 'light-touch', valuePence: pounds(600_000), scaling: 'no' },
      belowAnd(),
    ],
    [
      'light touch at the threshold',
      { ...plain, contract: 'light-touch', valuePence: pounds(663_540), scaling: 'no' },
      aboveAnd(),
    ],
    [
      'prizes that lift it over',
      { ...plain, valuePence: pounds(150_000), prizesPence: pounds(57_720), scaling: 'no' },
      aboveAnd(),
    ],
    [
      'options and extensions that lift it over',
      {
        ...plain,
        valuePence: pounds(100_000),
        optionsPence: pounds(50_000),
        extensionsPence: pounds(57_720),
        scaling: 'no',
      },
      aboveAnd(),
    ],
    [
      'pilot and scale in one contract',
      { ...small, scaling: 'included', scalePence: pounds(400_000) },
      aboveAnd(),
    ],
    [
      'pilot and a later contract that could be one',
      { ...small, scaling: 'later', scalePence: pounds(400_000) },
      aboveAnd(),
    ],
    [
      'pilot and a later contract, valued apart for good reasons',
      { ...small, scaling: 'later', scalePence: pounds(400_000), separateReasons: true },
      belowAnd(),
    ],
    [
      'pilot and a later contract of unknown value',
      { ...small, scaling: 'later', scalePence: null },
      aboveAnd(),
    ],
    [
      'research services',
      { ...large, research: 'services', publicBenefit: 'yes', novelty: 'new' },
      aboveAnd('research-services'),
    ],
    [
      'research with goods',
      { ...large, research: 'mixed', publicBenefit: 'yes', novelty: 'new' },
      aboveAnd(),
    ],
    [
      'research in a contract for goods',
      { ...large, contract: 'goods', research: 'services', publicBenefit: 'yes' },
      aboveAnd(),
    ],
    ['research for nobody’s benefit', { ...large, research: 'services', publicBenefit: 'no' }, aboveAnd()],
    [
      'research services, small',
      { ...small, research: 'services', publicBenefit: 'yes' },
      belowAnd('research-services'),
    ],
    [
      'research with buying at scale in it',
      { ...large, research: 'services', publicBenefit: 'yes', scaling: 'included', scalePence: 0 },
      aboveAnd(),
    ],
    [
      'a prototype at our request',
      { ...large, novelty: 'new', atRequest: 'yes', whoCould: 'one' },
      aboveAnd('prototype-direct-award'),
    ],
    ['a prototype that is on sale', { ...large, novelty: 'available', atRequest: 'yes' }, aboveAnd()],
    [
      'a prototype together with scaling up',
      { ...large, novelty: 'new', atRequest: 'yes', scaling: 'included', scalePence: 0 },
      aboveAnd(),
    ],
    [
      'a prototype below the threshold needs no justification',
      { ...small, novelty: 'new', atRequest: 'yes' },
      belowAnd(),
    ],
    [
      'a repeat that was announced',
      { ...large, earlierContract: 'announced', earlierAwardOn: '2023-06-01' },
      aboveAnd('repeat-award'),
    ],
    [
      'a repeat on the last day of five years',
      { ...large, earlierContract: 'announced', earlierAwardOn: '2021-06-02' },
      aboveAnd('repeat-award'),
    ],
    [
      'a repeat one day too late',
      { ...large, earlierContract: 'announced', earlierAwardOn: '2021-06-01' },
      aboveAnd(),
    ],
    [
      'a repeat that nobody announced',
      { ...large, earlierContract: 'unannounced', earlierAwardOn: '2025-06-01' },
      aboveAnd(),
    ],
    [
      'a repeat after a prototype’s direct award',
      { ...large, earlierContract: 'no-competition', earlierAwardOn: '2025-06-01' },
      aboveAnd(),
    ],
    [
      'no framework, no dynamic market',
      { ...large, framework: 'no', dynamicMarket: 'no' },
      aboveAnd().filter((id) => id !== 'framework' && id !== 'dynamic-market'),
    ],
    [
      'Wales, small: the English Order is not for it',
      { ...small, nation: 'wales' },
      belowAnd().filter((id) => id !== 'below-threshold-reserved'),
    ],
    [
      'Northern Ireland, small',
      { ...small, nation: 'northern-ireland' },
      belowAnd().filter((id) => id !== 'below-threshold-reserved'),
    ],
    [
      'reserved for the UK and a local area at once',
      { ...small, reserve: ['uk', 'local-area'] },
      belowAnd().filter((id) => id !== 'below-threshold-reserved'),
    ],
    [
      'kept for mutuals, but no light touch',
      { ...large, reserve: ['mutual'] },
      ['dynamic-market', 'engagement', 'framework'],
    ],
  ])('%s', (_name, given, expected) => expect(openOf(given)).toEqual(expected))

  it.each<[string, Partial<Answers>, RouteId, string, string[]]>([
    ['nobody said that a dynamic market exists', large, 'dynamic-market', 'depends', ['a dynamic market']],
    ['one exists', { ...large, dynamicMarket: 'yes' }, 'dynamic-market', 'open', []],
    ['there is none', { ...large, dynamicMarket: 'no' }, 'dynamic-market', 'closed', []],
    [
      'nothing was said of research',
      { ...large, research: 'unknown', novelty: 'available' },
      'research-services',
      'depends',
      ['Research and development services', 'benefit the public', 'main purpose'],
    ],
    [
      'it is research for the public',
      { ...large, research: 'services', publicBenefit: 'yes' },
      'research-services',
      'open',
      [],
    ],
    [
      'what can be bought today',
      { ...large, novelty: 'available' },
      'staged-pilots',
      'depends',
      ['proportionate'],
    ],
    ['what is only to be done on the way', large, 'engagement', 'open', []],
  ])('where %s: %3$s is %4$s', (_name, given, id, state, words) => {
    const route = advise(given).routes.find((one) => one.id === id)
    expect(route?.state).toBe(state)
    expect(route?.isOpen).toBe(state !== 'closed')
    expect(route?.openIf).toHaveLength(words.length)
    for (const [index, word] of words.entries()) expect(route?.openIf[index]).toContain(word)
  })

  it('none is for a devolved Scottish authority, and each says why', () => {
    const advice = advise({ ...large, nation: 'scotland' })
    expect(advice.refusal?.sentence).toContain('doesn’t regulate devolved Scottish authorities')
    expect(advice.routes).toHaveLength(routeIds.length)
    for (const { isOpen, conditions } of advice.routes) {
      expect(isOpen).toBe(false)
      expect(conditions).toContainEqual(expect.objectContaining({ state: 'unmet', section: 's.2(5)' }))
    }
  })

  it('the English reservation opens on 4 February 2026', () => {
    const reserved = { ...small, reserve: ['sme' as const] }
    expect(openOf(reserved, '2026-02-03')).not.toContain('below-threshold-reserved')
    expect(openOf(reserved, '2026-02-04')).toContain('below-threshold-reserved')
  })

  it('the amounts are those of the day on which it begins', () => {
    const between = { ...plain, valuePence: pounds(210_000), scaling: 'no' } as const
    expect(openOf(between, '2025-12-31')).toContain('below-threshold')
    expect(openOf(between, '2026-01-01')).not.toContain('below-threshold')
    expect(advise({ ...between, startOn: '2025-12-31' }, '2026-06-01').valuation?.isAbove).toBe(false)
  })

  it('after the last day of the amounts nothing is guessed', () => {
    expect(advise(large, '2027-12-31').refusal).toBeNull()
    const advice = advise(large, '2028-01-01')
    expect(advice.routes).toEqual([])
    expect(advice.refusal?.sentence).toBe(
      'No threshold is known for 1 January 2028: the amounts here hold from 24 February 2025 to 31 December 2027.',
    )
  })
})
