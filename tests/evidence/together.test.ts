import { Award } from '../../server/organisations/organisations.model.ts'
import { Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { CountedChallenges } from '../../server/evidence/evidence.model.ts'
import { readEvidence } from '../../server/evidence/evidence.read.service.ts'
import { countChallenge, rebuildEvidence } from '../../server/evidence/index.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { noRatings, tallyTogether, tellRatings } from '../../shared/evidence/told-together.ts'
import type { TestApp } from '../platform/app.ts'
import { startWithRecord } from './awards.factory.ts'
import { aChallengeThatIsOver, aRating, sayVcse } from './over.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await startWithRecord()
}, 60_000)
afterAll(() => app.stop())

interface Read {
  value: number | null
  counted: number
  notKnown: number | null
}

/** A figure as everybody reads it, of the challenges of one year: each test has a year to itself. */
async function reading(id: string, year: number): Promise<Read> {
  const { body } = await app.agent().get(`/api/v1/evidence?year=${year}`).expect(200)
  const { figures } = body as { figures: { id: string; foothold: Read }[] }
  const { value = null, counted = 0, notKnown = null } = figures.find((one) => one.id === id)?.foothold ?? {}
  return { value, counted, notKnown }
}

/** What the records of a figure say of one challenge; empty where it is not among them. */
async function record(figure: string, year: number, id: string): Promise<string> {
  const { text } = await app.agent().get(`/evidence/records?figure=${figure}&year=${year}`).expect(200)
  const row = text.match(/<li class="row">[\s\S]*?<\/li>/g)?.find((one) => one.includes(id)) ?? ''
  return /<strong>(.*?)<\/strong>/.exec(row)?.[1] ?? ''
}

const mixed = [true, true, false, false, false]

describe('whoever compares two readings', () => {
  it('does not learn who proposed by what a firm changes of itself', async () => {
    const { id, lost } = await aChallengeThatIsOver({ year: 2011, lost: mixed, won: [true] })
    await countChallenge(id)
    const before = await reading('vcse-proposals', 2011)
    expect(before).toMatchObject({ value: 0.5, counted: 6 })
    await sayVcse(lost[0] as string, false)
    await sayVcse(lost[1] as string, null)
    await rebuildEvidence()
    expect(await reading('vcse-proposals', 2011)).toEqual(before)
    // Also where all that is counted is thrown away, and read anew.
    await CountedChallenges.deleteMany({})
    await rebuildEvidence()
    expect(await reading('vcse-proposals', 2011)).toEqual(before)
  })

  it('does not learn of a firm that it proposed, since what was not told is not told later', async () => {
    const { id, lost } = await aChallengeThatIsOver({ year: 2012, lost: [true, true, false, false, null] })
    await countChallenge(id)
    await sayVcse(lost[4] as string, true)
    await rebuildEvidence()
    expect(await reading('vcse-proposals', 2012)).toEqual({ value: null, counted: 0, notKnown: 5 })
  })

  it('does not learn from an import of awards which firms proposed', async () => {
    const { id, lost } = await aChallengeThatIsOver({ year: 2027, lost: [...mixed, null] })
    const award = await Award.findOne({}).lean()
    const bring = (supplierId: string | undefined) =>
      Award.create({ ...award, _id: undefined, sourceId: `of ${supplierId}`, supplierId } as never)
    await bring(lost[0])
    await countChallenge(id)
    const before = await reading('fresh-proposals', 2027)
    expect(before).toMatchObject({ value: 5 / 6, counted: 6 })
    await bring(lost[1])
    await rebuildEvidence()
    expect(await reading('fresh-proposals', 2027)).toEqual(before)
  })

  it('does not learn how one supplier rated its feedback, nor that it did', async () => {
    const { id } = await aChallengeThatIsOver({ year: 2013, lost: mixed })
    const seen: unknown[] = []
    const next = async (how: 'useful' | 'partly' | 'not' | null) => {
      const rated = await aRating(id, how)
      await countChallenge(id)
      seen.push([await reading('useful', 2013), await reading('rated', 2013)])
      return rated
    }
    for (let unrated = 0; unrated < 2; unrated += 1) await aRating(id, null)
    for (const how of ['useful', 'useful', 'partly', 'useful'] as const) await next(how)
    const nothing = { value: null, counted: 0, notKnown: null }
    expect(seen.map((both) => (both as Read[])[0])).toEqual([nothing, nothing, nothing, nothing])
    expect(seen.map((both) => (both as Read[])[1]?.value)).toEqual([null, null, null, null])
    const fifth = await next('not')
    const [useful, rated] = seen.at(-1) as [Read, Read]
    expect(useful).toEqual({ value: 0.8, counted: 5, notKnown: null })
    expect(rated).toMatchObject({ value: 5 / 7, counted: 7 })
    // A sixth arrives, and one changes its mind.
    await next('not')
    await Feedback.updateOne({ _id: fifth }, { $set: { 'rating.how': 'useful' } })
    await countChallenge(id)
    expect(await reading('useful', 2013)).toEqual(useful)
    expect((await reading('rated', 2013)).value).toBe(5 / 8)
    for (const how of ['not', 'useful', 'not'] as const) await next(how)
    expect((await reading('useful', 2013)).value).toBe(0.8)
    await next('useful')
    expect(await reading('useful', 2013)).toMatchObject({ value: 0.6, counted: 10 })
    expect(await record('useful', 2013, id)).toBe('Useful: 6 of 10')
    expect(await record('rated', 2013, id)).toBe('Ratings that are counted: 10 of 12')
  })
})

describe('whoever takes one public number from another', () => {
  it('is left with five firms that said what they are, not with the two of one challenge', async () => {
    const few = await aChallengeThatIsOver({ year: 2014, lost: [true, false, null, null, null] })
    const many = await aChallengeThatIsOver({ year: 2014, lost: [...mixed, null] })
    for (const { id } of [few, many]) await countChallenge(id)
    expect(await reading('vcse-proposals', 2014)).toEqual({ value: 0.4, counted: 5, notKnown: 6 })
    expect(await record('vcse-proposals', 2014, many.id)).toBe(
      'Proposals: 6, of such a firm: 2, not known: 1',
    )
    expect(await record('vcse-proposals', 2014, few.id)).toBe('')
  })

  it.each([
    ['the winner, whom everybody knows', 2015, { lost: [true, true, false, false], won: [false] }],
    ['three winners', 2016, { lost: [true, true, false, false], won: [false, true, null] }],
    ['a winner who leaves five of one kind', 2017, { lost: [true, true, true, true, true], won: [false] }],
    ['a winner who leaves five of none', 2018, { lost: [false, false, false, false, false], won: [true] }],
  ])('is told nothing where it is %s', async (_, year, firms) => {
    const { id } = await aChallengeThatIsOver({ year, ...firms })
    await countChallenge(id)
    const all = firms.lost.length + firms.won.length
    expect(await reading('vcse-proposals', year)).toEqual({ value: null, counted: 0, notKnown: all })
    const { text } = await app.agent().get(`/evidence?year=${year}`).expect(200)
    expect(text).toContain('Too few or too alike to tell')
    expect(await record('vcse-proposals', year, id)).toBe('')
  })

  it('is told nothing where a notice names those who lost, since few may be left', async () => {
    const { id } = await aChallengeThatIsOver({
      year: 2021,
      lost: mixed,
      won: [true],
      grossPence: 90_000_000_00,
    })
    await countChallenge(id)
    expect(await reading('vcse-proposals', 2021)).toEqual({ value: null, counted: 0, notKnown: 6 })
  })

  it('is told of all where five of both kinds are left', async () => {
    const { id } = await aChallengeThatIsOver({ year: 2019, lost: mixed, won: [true, null] })
    await countChallenge(id)
    expect(await reading('vcse-proposals', 2019)).toEqual({ value: 0.5, counted: 6, notKnown: 1 })
  })

  it('is told no ratings that are all the same', async () => {
    const { id } = await aChallengeThatIsOver({ year: 2020, lost: mixed })
    for (let index = 0; index < 7; index += 1) await aRating(id, 'useful')
    await countChallenge(id)
    expect(await reading('useful', 2020)).toEqual({ value: null, counted: 0, notKnown: null })
    expect(await reading('rated', 2020)).toMatchObject({ value: null, counted: 7 })
  })
})

describe('what is told together', () => {
  it('is a tally of whom nobody knows, five of them or more and of both kinds', () => {
    expect(tallyTogether(mixed, [true])).toEqual({ yes: 3, no: 3, unknown: 0 })
    expect(tallyTogether([...mixed.slice(1), null, null], [true])).toBeNull()
    expect(tallyTogether([true, true, true, true, true, null], [false])).toBeNull()
  })

  it('is the same, of ratings, whether each is counted as it arrives or all at once', () => {
    for (let seed = 1; seed < 100; seed += 1) {
      const arrived = Array.from({ length: 23 }, (_, index) => ({
        id: `${index}`,
        is: (seed * (index + 3) * 7919) % 11 > seed % 9,
      }))
      const steps = arrived.map((_, index) => arrived.slice(0, index + 1))
      expect(steps.reduce(tellRatings, noRatings())).toEqual(tellRatings(noRatings(), arrived))
      // Between two tellings there are always five of both kinds.
      const told = steps.map((some) => tellRatings(noRatings(), some))
      for (const [index, { tally, of }] of told.entries()) {
        const before = told[index - 1] ?? noRatings()
        if (of.length === before.of.length) continue
        expect(of.length % 5).toBe(0)
        expect(tally.yes).toBeGreaterThan(before.tally.yes)
        expect(tally.no).toBeGreaterThan(before.tally.no)
      }
    }
  })
})

it('nobody drives out what others read by asking for authorities that there are not', async () => {
  const read = await readEvidence(wholeEvidence)
  for (let code = 0; code < 201; code += 1)
    await app.agent().get(`/api/v1/evidence?authority=NONE${code}`).expect(404)
  expect(await readEvidence(wholeEvidence)).toBe(read)
}, 60_000)
