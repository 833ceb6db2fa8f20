import { CountedChallenges, State, Sums } from '../../server/evidence/evidence.model.ts'
import { rebuildEvidence } from '../../server/evidence/index.ts'
import { presentChart, presentFigures } from '../../server/evidence/evidence.presenter.ts'
import { type Evidence, readEvidence } from '../../server/evidence/evidence.read.service.ts'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { translator } from '../../server/platform/translations.ts'
import { challengeKindNames } from '../../shared/challenges/kinds.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { tallyOf } from '../../shared/evidence/facts.ts'
import type { FigureId } from '../../shared/evidence/figures.ts'
import { sumIds, type ToldSum } from '../../shared/evidence/told-sums.ts'
import { Award } from '../../server/organisations/organisations.model.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { aRecordOfAwards } from './awards.factory.ts'
import { aFact, aFirmThat } from './evidence.factory.ts'

let app: TestApp
const t = translator()

/** Challenges of all kinds, some with everything that can be counted: more than a page of them. */
function manyFacts() {
  const tally = tallyOf([true, true, false, false, true, null])
  return Array.from({ length: 26 }, (_, index) => {
    const isOver = index % 2 === 0
    return aFact({
      kind: challengeKindNames[index % challengeKindNames.length] ?? 'below-threshold',
      year: 2024 + (index % 3),
      authority: index % 4 === 0 ? 'BPL' : 'BBD',
      region: 'TLD',
      divisions: index % 2 === 0 ? ['45000000'] : ['77000000', '45000000'],
      openness: index === 3 ? null : 40 + index,
      priceShare: index === 5 ? null : (index * 7) % 101,
      proposals: index < 20 ? index % 13 : null,
      proposers: index === 6 || index === 12 ? { sme: tally, vcse: tally, fresh: tally } : null,
      end: isOver ? 'awarded' : null,
      daysFromDraft: isOver ? 90 + index : null,
      daysFromNotice: isOver ? 60 + index : null,
      contracts: isOver ? [aFirmThat({ sme: index % 4 === 0, vcse: false }), aFirmThat({ fresh: true })] : [],
      assessed: isOver ? 3 : 0,
      feedbackSent: isOver ? 2 : 0,
      feedbackRated: index === 6 ? 6 : 0,
      feedbackUseful: index === 6 ? { yes: 5, no: 1, unknown: 0 } : null,
      pilots: isOver ? 1 : 0,
      // Of some nothing was measured yet.
      promised: isOver ? 3 : 0,
      measured: isOver && index % 4 === 0 ? 2 : 0,
      reached: isOver && index % 8 === 0 ? 1 : 0,
      adoptedBy: index === 4 ? 3 : 0,
    })
  })
}

const sums: ToldSum[] = sumIds.flatMap((figure) =>
  [2025, 2026].map((year) => ({ figure, region: 'TLD', year, value: 700_00, pilots: 7, suppliers: 6 })),
)

beforeAll(async () => {
  app = await startTestApp({ settings: { TRUST_PROXY: '1' } })
  await loadAuthorities()
  await aRecordOfAwards()
  for (const [index, procedure] of ['Open procedure', 'Single tender action', 'Open'].entries())
    await Award.updateMany({ title: new RegExp(`${index + 1}$`) }, { $set: { procedure } })
  await rebuildEvidence()
  await CountedChallenges.insertMany(manyFacts().map((fact) => ({ _id: fact.challengeId, fact, touched: 1 })))
  await Sums.updateOne({ _id: 'sums' }, { $set: { sums } }, { upsert: true })
  await State.updateOne({ _id: 'evidence' }, { $set: { revision: 'many facts' } })
}, 60_000)
afterAll(() => app.stop())

const numbers = (words: string, pattern: RegExp): number[] =>
  (pattern.exec(words) ?? []).slice(1).map((number) => Number(number))

const known = (pattern: RegExp) => (words: string) => {
  const [all = Number.NaN, unknown = 0] = numbers(words, pattern)
  return all - unknown
}
const contracts = known(/Contracts: (\d+), such a firm: \d+, not known: (\d+)/)
const proposers = known(/Proposals: (\d+), of such a firm: \d+, not known: (\d+)/)

/** What one record gives to a figure of Foothold, by the words that stand beside it; one, where none says another. */
const givenBy: Partial<Record<FigureId, (words: string) => number>> = {
  sme: contracts,
  vcse: contracts,
  fresh: contracts,
  'sme-proposals': proposers,
  'vcse-proposals': proposers,
  'fresh-proposals': proposers,
  feedback: known(/\d+ of (\d+) got feedback/),
  rated: known(/\d+ of (\d+) were rated/),
  useful: known(/Useful: \d+ of (\d+)/),
  reached: known(/measured: (\d+)/),
  adoptions: (words) => known(/Adopted by (\d+) other/)(words.replace('one other', '1 other')),
}
const ofOutcomes = /Outcomes: (\d+), measured: (\d+), reached: (\d+)/
const givenByLine: Record<string, (words: string) => number> = {
  'outcomes-reached': (words) => numbers(words, ofOutcomes)[2] ?? 0,
  'outcomes-missed': (words) => {
    const [, measured = 0, reached = 0] = numbers(words, ofOutcomes)
    return measured - reached
  },
  'outcomes-unmeasured': (words) => {
    const [promised = 0, measured = 0] = numbers(words, ofOutcomes)
    return promised - measured
  },
}

const perPage = 20

let callers = 0
/** Asks as somebody else each time: one address asks for no more than a few in a minute. */
const ask = (path: string) => {
  callers += 1
  const address = `198.51.${callers >> 8}.${callers & 255}`
  return app.agent().get(path).set('X-Forwarded-For', address)
}

/** Follows an address through all its pages. @returns what is written beside each record that is listed */
async function follow(address: string): Promise<string[]> {
  const records: string[] = []
  for (let page = 1; ; page += 1) {
    const { text, status } = await ask(`${address}&page=${page}`)
    if (status === 404) return records
    expect([address, status]).toEqual([address, 200])
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
    const listed = main.match(/<li class="row">[\s\S]*?<\/li>|<tr><th[\s\S]*?<\/tr>/g) ?? []
    records.push(...listed)
    if (listed.length < perPage) return records
  }
}

/** How much is behind an address, reckoned from nothing but what is listed there. */
async function countedAt(address: string): Promise<number> {
  const query = new URLSearchParams(address.split('?')[1])
  const [figure, line] = [query.get('figure') as FigureId, query.get('line') ?? '']
  const records = await follow(address)
  const isSumOfMany = (sumIds as readonly string[]).includes(figure)
  const given = isSumOfMany
    ? known(/numeric">(\d+)<\/td>\s*<td[^>]*>\d+<\/td><\/tr>/)
    : line
      ? givenByLine[line]
      : query.get('from') === 'here'
        ? givenBy[figure]
        : undefined
  return records.reduce((sum, words) => sum + (given?.(words) ?? 1), 0)
}

const choices = [{}, { authority: 'BBD', category: '45000000' }, { region: 'TLD', year: '2026' }]

describe.each(choices)('of %j', (choice) => {
  let read: Evidence
  beforeAll(async () => (read = await readEvidence({ ...wholeEvidence, ...choice })))

  it('each figure has as many records as it says that it is reckoned from', async () => {
    const figures = presentFigures(read, t)
    let followed = 0
    for (const { id, here, public: record } of figures) {
      const raw = read.figures.find((one) => one.id === id)
      for (const [shown, estimate] of [
        [here, raw?.here],
        [record, raw?.public],
      ] as const) {
        if (!shown?.href) continue
        followed += 1
        expect([id, shown.href, await countedAt(shown.href)]).toEqual([id, shown.href, estimate?.of])
      }
    }
    expect(followed).toBeGreaterThan(8)
  }, 60_000)

  it('each line of each drawing has as many records as it counts', async () => {
    const { text: page } = await ask(`/evidence?${new URLSearchParams(choice)}`)
    let followed = 0
    for (const chart of read.charts) {
      const shown = presentChart(chart, read.filter, t)
      for (const [index, row] of shown.rows.entries()) {
        const raw = chart.rows[index]
        if (!raw || raw.of === 0) continue
        const line = `${chart.id}: ${row.label}`
        expect([line, row.records]).toEqual([line, expect.stringContaining('/evidence/records?')])
        expect(page).toContain(`href="${row.records.replaceAll('&', '&amp;')}"`)
        expect([line, await countedAt(row.records)]).toEqual([line, raw.of])
        followed += 1
      }
    }
    expect(followed).toBeGreaterThan(10)
  }, 120_000)
})

it('has what was not measured among the records of the outcomes’ drawing', async () => {
  const { charts, filter } = await readEvidence(wholeEvidence)
  const chart = charts.find(({ id }) => id === 'outcomes')
  if (!chart) throw new Error('There is no drawing of outcomes')
  const records = await follow(presentChart(chart, filter, t).records)
  expect(records).toHaveLength(13)
  expect(records.filter((words) => words.includes('measured: 0'))).toHaveLength(6)
})

it.each([
  ['figure=price&line=proposals-3', 'This line is of the drawing of another figure.'],
  ['figure=awards&line=nothing', 'No drawing has such a line'],
  ['figure=awards&from=here&line=procedure-open', 'This line is of the drawing of other records.'],
  ['figure=challenges&supplier=x', 'Public record does not have this figure'],
  ['figure=awards&supplier=nobody', 'No such award names this supplier.'],
])('refuses %s, with what is wrong', async (query, words) => {
  const { text } = await app.agent().get(`/evidence/records?${query}`).expect(404)
  expect(text).toContain(words)
})

it('leads from a supplier of an authority to the awards that were counted', async () => {
  const { text } = await app.agent().get('/authorities/BPL/record').expect(200)
  const rows = [...text.matchAll(/href="(\/evidence\/records\?[^"]*supplier=[^"]+)">(\d+)</g)]
  expect(rows.map(([, , awards]) => awards)).toEqual(['15', '5'])
  for (const [, address = '', awards] of rows)
    expect(await countedAt(address.replaceAll('&amp;', '&'))).toBe(Number(awards))
  const listed = (await app.agent().get(rows[0]?.[1]?.replaceAll('&amp;', '&') ?? '')).text
  expect(listed).toContain('to Small Grit Ltd')
  expect(listed).not.toContain('Large Grit plc')
})
