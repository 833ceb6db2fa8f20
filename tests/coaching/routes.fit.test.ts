import { law } from '../../server/coaching/index.ts'
import { noticesOf } from '../../shared/coaching/routes/advise.ts'
import type { RouteAdvice } from '../../shared/coaching/routes/advice.ts'
import { type Answers, defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import type { RouteId } from '../../shared/coaching/routes/route-names.ts'
import { advise, large, pounds, routeIn, small } from './advising.ts'

const codes = (route: RouteAdvice, need?: string) =>
  route.notices.filter((notice) => !need || notice.need === need).map(({ code }) => code)

describe('ranking', () => {
  it('puts open routes first, each by its fit, made of its parts', () => {
    const { routes } = advise({ ...large, novelty: 'new', scaling: 'later', separateReasons: true })
    const open = routes.filter(({ isOpen }) => isOpen)
    expect(routes.slice(0, open.length)).toEqual(open)
    const states = routes.map(({ state }) => ['open', 'depends', 'closed'].indexOf(state))
    expect(states).toEqual(states.toSorted())
    for (const state of ['open', 'depends', 'closed']) {
      const fits = routes.filter((route) => route.state === state).map(({ fit }) => fit)
      expect(fits).toEqual(fits.toSorted((a, b) => b - a))
    }
    for (const { fit, fitParts } of routes) {
      expect(fitParts).toHaveLength(5)
      expect(fitParts.reduce((sum, { points }) => sum + points, 0)).toBe(fit)
      for (const part of fitParts) expect(part.points).toBeLessThanOrEqual(part.most)
    }
  })

  it.each<[string, Partial<Answers>, RouteId, RouteId]>([
    ['what is on sale', { ...large, novelty: 'available', whoCould: 'many' }, 'open', 'staged-pilots'],
    [
      'what must be adapted and scaled',
      { ...large, novelty: 'adapted', whoCould: 'few', scaling: 'included', scalePence: 0 },
      'staged-pilots',
      'open',
    ],
    [
      'what must be developed',
      { ...large, novelty: 'new', whoCould: 'few', scaling: 'included', scalePence: 0 },
      'innovation-partnership',
      'open',
    ],
    [
      'one supplier with an idea',
      { ...large, novelty: 'new', atRequest: 'yes', whoCould: 'one' },
      'prototype-direct-award',
      'challenge-prize',
    ],
    ['urgency', { ...large, novelty: 'available', urgency: 'urgent' }, 'framework', 'dialogue'],
  ])('for %s %4$s goes after %3$s', (_name, given, better, worse) => {
    const order = advise(given).routes.map(({ id }) => id)
    expect(order.indexOf(better)).toBeLessThan(order.indexOf(worse))
  })

  it('always says something in each part, whatever was answered', () => {
    const others: Partial<Answers>[] = [
      ...(['available', 'adapted', 'new', 'unknown'] as const).map((novelty) => ({ novelty })),
      ...(['many', 'few', 'one', 'unknown'] as const).map((whoCould) => ({ whoCould })),
      ...(['none', 'urgent'] as const).map((urgency) => ({ urgency })),
      ...(['no', 'included', 'later', 'unknown'] as const).map((scaling) => ({ scaling })),
    ]
    const silent = others.flatMap((more) =>
      advise({ ...large, ...more }).routes.flatMap(({ id, fitParts }) =>
        fitParts
          .filter(({ words }) => words === '')
          .map(({ name }) => `${id} ${JSON.stringify(more)}: ${name}`),
      ),
    )
    expect(silent).toEqual([])
  })
})

describe('notices', () => {
  it.each<[string, Partial<Answers>, RouteId, string[]]>([
    ['open procedure', large, 'open', ['UK4', 'UK6', 'UK7', 'UK11']],
    [
      'open procedure after engagement',
      { ...large, engagement: 'done' },
      'open',
      ['UK2', 'UK4', 'UK6', 'UK7', 'UK11'],
    ],
    [
      'more than £5 million',
      { ...large, valuePence: pounds(5_000_001) },
      'open',
      ['UK4', 'UK6', 'UK7', 'UK9', 'UK11'],
    ],
    [
      '£5 million exactly',
      { ...large, valuePence: pounds(5_000_000) },
      'open',
      ['UK4', 'UK6', 'UK7', 'UK11'],
    ],
    [
      'a prototype',
      { ...large, novelty: 'new', atRequest: 'yes' },
      'prototype-direct-award',
      ['UK5', 'UK6', 'UK7', 'UK11'],
    ],
    ['a call-off', { ...large, framework: 'yes' }, 'framework', ['UK6', 'UK7', 'UK11']],
    ['research services', { ...large, research: 'services' }, 'research-services', []],
    ['below the threshold, advertised', small, 'below-threshold', ['UK4', 'UK7']],
    ['below the threshold, chosen suppliers', { ...small, invitation: 'chosen' }, 'below-threshold', ['UK7']],
    ['exactly notifiable', { ...small, valuePence: pounds(30_000) }, 'below-threshold', ['UK4', 'UK7']],
    ['one penny below notifiable', { ...small, valuePence: pounds(30_000) - 1 }, 'below-threshold', []],
    [
      'central government is notifiable at £12,000',
      { ...small, buyer: 'central', valuePence: pounds(12_000) },
      'below-threshold',
      ['UK4', 'UK7'],
    ],
    ['a utility’s small contract', { ...small, buyer: 'utility' }, 'below-threshold', []],
    ['Northern Ireland, small', { ...small, nation: 'northern-ireland' }, 'below-threshold', []],
    ['a small call-off', { ...small, framework: 'yes' }, 'framework', ['UK7']],
    ['engagement for a public contract', large, 'engagement', ['UK2']],
    ['engagement below the threshold', small, 'engagement', []],
  ])('%s: what must be published', (_name, given, id, expected) =>
    expect(codes(routeIn(given, id), 'must')).toEqual(expected),
  )

  it('has no UK8 and UK10 in Northern Ireland, and no UK10 for light touch', () => {
    expect(codes(routeIn(large, 'open'))).toEqual(expect.arrayContaining(['UK8', 'UK10']))
    const northern = codes(routeIn({ ...large, nation: 'northern-ireland' }, 'open'))
    expect(northern.filter((code) => code === 'UK8' || code === 'UK10')).toEqual([])
    expect(codes(routeIn({ ...large, contract: 'light-touch' }, 'open'))).not.toContain('UK10')
  })

  it('are the same for those who ask for them alone', () => {
    const given = { ...defaultAnswers, ...large }
    expect(noticesOf('open', given, '2026-06-01', law())).toEqual(routeIn(large, 'open').notices)
  })
})
