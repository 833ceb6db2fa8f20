import { explainer } from '../../shared/matching/explaining.ts'
import { missingFinder } from '../../shared/matching/missing.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { rankPrepared, rankSuppliers, scoreSupplier } from '../../shared/matching/ranking.ts'
import type { Reason } from '../../shared/matching/reasons.ts'
import {
  createSupplierIndex,
  type SupplierIndex,
  type SupplierToRank,
} from '../../shared/matching/supplier-index.ts'
import { readWords } from '../../shared/matching/words.ts'
import { aChallengeToRank, aProject, aSupplierToRank, names } from './ranking.factory.ts'

const asked = {
  ...aChallengeToRank,
  cpv: ['44000000', '45260000'],
  cpvLabels: [],
  date: new Date('2026-11-01'),
  trlFrom: 5,
  trlTo: 7,
}

const firm = aSupplierToRank('firm', {
  profile: 'Sensors that find damp and mould early in homes',
  capabilities: 'damp sensors',
  cpv: ['44110000'],
  regions: ['TLD'],
  trlFrom: 6,
  trlTo: 8,
  projects: [
    aProject('Damp sensors in tenants’ homes', 'Chorley Council', { cpv: ['45261000'], regions: ['TLD'] }),
    aProject('Retrofit of tenants’ homes with mould', 'Wyre Council', {
      kind: 'case-study',
      result: 'Mould fell by a half',
      regions: ['TLC'],
    }),
    aProject('Office cleaning', 'Chorley Council', { cpv: ['90900000'], regions: ['TLD'] }),
  ],
})

/** A directory so large that one firm more or less moves no rarity by much. */
function aLargeDirectory(one: SupplierToRank): SupplierIndex {
  const index = createSupplierIndex()
  const subjects = ['damp', 'mould', 'sensors', 'retrofit', 'tenants', 'homes', 'early']
  const things = [...subjects, ...Array.from({ length: 93 }, (_, i) => `thing${i}`)]
  for (let i = 0; i < 4000; i += 1) {
    const profile = `Firm ${i} for ${things[i % 100]} and ${things[(i * 7) % 100]} with words of its own x${i % 50}`
    const cpv = i % 3 ? ['71000000'] : ['44100000', '45200000']
    index.put(aSupplierToRank(`s${i}`, { profile, cpv, regions: ['TLE'] }))
  }
  index.put(one)
  return index
}

const scoreOf = (one: SupplierToRank): number => {
  const index = aLargeDirectory(one)
  return rankSuppliers(index, asked, { limit: 0, keep: [one.id] }).rows[0]?.score ?? -1
}

/** The same firm without what the reason names. Words give way to others that mean nothing, so that lengths stay. */
function without(reason: Reason): SupplierToRank {
  switch (reason.kind) {
    case 'shares-terms': {
      const gone = new Set(reason.terms.flatMap((word) => readWords(word).map(({ stem }) => stem)))
      let count = 0
      const blank = (text: string) =>
        text.replace(/[\p{L}’]+/gu, (word) =>
          readWords(word).some(({ stem }) => gone.has(stem)) ? `qzx${(count += 1)}` : word,
        )
      return {
        ...firm,
        profile: blank(firm.profile),
        capabilities: blank(firm.capabilities),
        projects: firm.projects.map((one) => ({
          ...one,
          title: blank(one.title),
          result: blank(one.result),
        })),
      }
    }
    case 'delivered-similar': {
      const names = (title: string) => /damp|mould/i.test(title)
      return { ...firm, projects: firm.projects.filter(({ title }) => !names(title)) }
    }
    case 'category': {
      const branch = reason.code.replace(/0+$/, '')
      const keep = (codes: string[]) => codes.filter((code) => !code.startsWith(branch))
      return {
        ...firm,
        cpv: keep(firm.cpv),
        projects: firm.projects.map((one) => ({ ...one, cpv: keep(one.cpv) })),
      }
    }
    case 'region': {
      const keep = (codes: string[]) => codes.filter((code) => !code.startsWith(reason.code))
      return {
        ...firm,
        regions: keep(firm.regions),
        projects: firm.projects.map((one) => ({ ...one, regions: keep(one.regions) })),
      }
    }
    case 'readiness':
      return { ...firm, trlFrom: null, trlTo: null }
    case 'result':
      return { ...firm, projects: firm.projects.map((one) => ({ ...one, kind: 'award' as const })) }
    case 'measured':
    case 'worked-for-buyer':
    case 'new-to-buyer':
      return firm
  }
}

describe('what a reason is said to count for', () => {
  const index = aLargeDirectory(firm)
  const query = prepareQuery(index, asked)
  const reasons = explainer(index, query, names)('firm')
  const whole = scoreOf(firm)

  it('is said of everything that raised the score, the most telling first', () => {
    const amounts = reasons.map((reason) => ('amount' in reason ? reason.amount : 0))
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
    expect(reasons.map(({ kind }) => kind).toSorted()).toEqual([
      'category',
      'delivered-similar',
      'new-to-buyer',
      'readiness',
      'region',
      'result',
      'shares-terms',
    ])
  })

  it.each(reasons.flatMap((reason) => ('amount' in reason ? [[reason.kind, reason] as const] : [])))(
    '%s: the score falls by that much when it is taken away from the firm',
    (_kind, reason) => {
      const fall = whole - scoreOf(without(reason))
      expect(reason.amount).toBeGreaterThan(0)
      expect(Math.abs(fall - reason.amount)).toBeLessThan(0.004)
    },
  )
})

describe('what is missing', () => {
  const bare = aSupplierToRank('bare', { profile: 'Sensors that find damp and mould early in homes' })
  const index = aLargeDirectory(bare)
  const query = prepareQuery(index, asked)
  const all = rankSuppliers(index, asked, { limit: 5000 }).rows
  const found = missingFinder(
    index,
    query,
    names,
    all.map(({ score }) => score),
  )('bare')
  const added: Record<string, Partial<SupplierToRank>> = {
    regions: { regions: ['TLD33'] },
    readiness: { trlFrom: 6, trlTo: 6 },
    category: { cpv: [found.flatMap((one) => (one.kind === 'category' ? one.code : []))[0] ?? ''] },
  }

  it.each(found.filter(({ kind }) => kind !== 'result'))(
    '$kind raises the score by $gain when it is said',
    (one) => {
      const fuller = { ...bare, ...added[one.kind] }
      const gained = scoreOf(fuller) - scoreOf(bare)
      expect(Math.abs(gained - one.gain)).toBeLessThan(0.004)
      const ranked = rankSuppliers(aLargeDirectory(fuller), asked, { limit: 0, keep: ['bare'] }).rows[0]
      expect(Math.abs((ranked?.rank ?? 0) - one.rankThen)).toBeLessThanOrEqual(3)
    },
  )

  it('tells the true place, also far behind those that are listed', () => {
    const last = aSupplierToRank('last', { profile: 'Cakes for weddings' })
    const large = aLargeDirectory(last)
    const better = (id: number) =>
      aSupplierToRank(`better-${id}`, { profile: 'Sensors for damp homes', cpv: ['44000000'] })
    for (let id = 0; id < 300; id += 1) large.put(better(id))
    const again = prepareQuery(large, asked)
    const { rows, scores } = rankPrepared(large, again, { limit: 20, keep: ['last'] })
    expect(scores).toHaveLength(rows.at(-1)?.rank ?? 0)
    const said = missingFinder(large, again, names, scores)('last').find(({ kind }) => kind === 'regions')
    large.put({ ...last, regions: ['TLD33'] })
    const then = rankSuppliers(large, asked, { limit: 0, keep: ['last'] }).rows[0]
    expect(said?.rankThen).toBeGreaterThan(300)
    expect(Math.abs((then?.rank ?? 0) - (said?.rankThen ?? 0))).toBeLessThanOrEqual(3)
  })

  it('is named for what nobody has said, the most gainful first', () => {
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(['category', 'readiness', 'regions', 'result'])
    const gains = found.map(({ gain }) => gain)
    expect(gains).toEqual(gains.toSorted((a, b) => b - a))
  })
})

test('a supplier alone scores what it scores among all', () => {
  const index = aLargeDirectory(firm)
  const { rows } = rankSuppliers(index, asked, { limit: 20, keep: ['firm'] })
  const query = prepareQuery(index, asked)
  for (const { supplierId, score, parts } of rows) {
    const alone = scoreSupplier(index, query, supplierId)
    expect(alone?.score).toBeCloseTo(score, 4)
    for (const [name, part] of Object.entries(parts))
      expect(alone?.parts[name as keyof typeof parts]).toBeCloseTo(part, 3)
  }
})
