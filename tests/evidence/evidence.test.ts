import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Decision, Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { countAwards, countChallenge, rebuildEvidence } from '../../server/evidence/index.ts'
import { AwardCells, CountedAwards, CountedChallenges, State } from '../../server/evidence/evidence.model.ts'
import { readEvidence } from '../../server/evidence/evidence.read.service.ts'
import { evidenceState, useBuild } from '../../server/evidence/evidence.state.service.ts'
import { Award } from '../../server/organisations/organisations.model.ts'
import { importAwards, loadAuthorities } from '../../server/organisations/index.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { aRoom, type EvaluationPeople, type Room } from '../evaluation/evaluation.people.ts'
import { contractsOf } from '../outcomes/outcomes.factory.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const folder = mkdtempSync(join(tmpdir(), 'foothold-evidence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const release = (number: number, facts: object = {}, award: object = {}, supplier = 'Large Works Ltd') => ({
  ocid: `ocds-b5fd17-evidence-${number}`,
  date: `2026-02-0${number}T10:00:00Z`,
  buyer: { id: 'B', name: 'Blackburn with Darwen Borough Council' },
  parties: [{ id: 'S', name: supplier, roles: ['supplier'], details: { scale: 'large', vcse: false } }],
  tender: {
    title: `Roads ${number}`,
    classification: { scheme: 'CPV', id: '45233142', description: 'Road repair' },
    datePublished: '2025-12-02T10:00:00Z',
    procurementMethodDetails: 'Open procedure',
  },
  ...facts,
  awards: [
    {
      id: `${number}`,
      status: 'active',
      date: '2026-01-31T10:00:00Z',
      value: { amount: 1000 * number, currency: 'GBP' },
      suppliers: [{ id: 'S', name: supplier }],
      contractPeriod: { startDate: '2026-02-01T00:00:00Z', endDate: '2027-03-31T22:59:59Z' },
      ...award,
    },
  ],
})

async function importReleases(...releases: object[]): Promise<void> {
  const path = join(folder, 'releases.json')
  writeFileSync(path, JSON.stringify({ releases }))
  await importAwards([path])
}

const factOf = async (room: Room) => (await CountedChallenges.findById(room.challenge._id).lean())?.fact
const figure = async (id: string, filter = {}) =>
  (await readEvidence({ ...wholeEvidence, ...filter })).figures.find((one) => one.id === id)

/** All that is counted and read, as it would be compared. */
async function everything() {
  const { build: read } = await evidenceState()
  return {
    challenges: await CountedChallenges.find({}, { touched: 0 }).sort({ _id: 1 }).lean(),
    awards: (await CountedAwards.find({ build: read }).sort({ sourceId: 1 }).lean()).map(
      ({ _id, build, ...fact }) => fact,
    ),
    cells: (await AwardCells.find({ build: read }).lean())
      .map(({ _id, build, ...cell }) => cell)
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  }
}

let room: Room

beforeAll(async () => {
  await loadAuthorities()
  await importReleases(
    release(1),
    release(
      2,
      { tender: { title: 'Parks', classification: { scheme: 'CPV', id: '77310000' } } },
      {},
      'Green Ltd',
    ),
    release(
      3,
      { buyer: { id: 'U', name: 'A University' } },
      { date: '2022-05-01T10:00:00Z', value: undefined },
    ),
    release(4, {
      buyer: { id: 'U', name: 'A University' },
      tender: {
        title: 'Roads everywhere',
        classification: { scheme: 'CPV', id: '45233142' },
        items: [{ deliveryAddresses: [{ region: 'London' }, { region: 'North West' }] }],
      },
    }),
  )
  await countAwards()
  room = await aRoom()
}, 60_000)

describe('awards on public record', () => {
  it('are read with the time that they took, how they were bought and when they end', async () => {
    expect(await CountedAwards.findOne({ sourceId: 'ocds-b5fd17-evidence-1' }).lean()).toMatchObject({
      authority: 'BBD',
      regions: ['TLD'],
      divisions: ['45000000'],
      days: 60,
      procedure: 'open',
      endsOn: new Date('2027-03-31T22:59:59Z'),
      sme: false,
    })
  })

  it('are counted by authority, region, category and year alike', async () => {
    const awards = async (filter = {}) => (await figure('awards', filter))?.public?.value
    expect(await awards()).toBe(4)
    expect(await awards({ authority: 'BBD' })).toBe(2)
    expect(await awards({ region: 'TLD' })).toBe(3)
    expect(await awards({ region: 'TLI' })).toBe(1)
    expect(await awards({ category: '77000000' })).toBe(1)
    expect(await awards({ year: '2022' })).toBe(1)
    expect(await awards({ region: 'TLD', category: '45000000', year: '2026' })).toBe(2)
    expect(await awards({ authority: 'BBD', region: 'TLI' })).toBe(0)
    expect((await figure('spend'))?.public).toMatchObject({ value: 700_000, of: 3, missing: 1 })
    expect((await evidenceState()).unplaced).toBe(2)
  })

  it('take a firm for new only where the record reaches back far enough', async () => {
    const fresh = Object.fromEntries(
      (await CountedAwards.find().lean()).map((one) => [one.sourceId.at(-1), one.fresh]),
    )
    // Award 3 is the oldest of all; Large Works won it, so the later two of it are not its first.
    expect(fresh).toEqual({ 1: false, 2: true, 3: null, 4: false })
  })

  it('say the same of an authority from its awards as all do together', async () => {
    const whole = await readEvidence({ ...wholeEvidence, region: 'TLD', category: '77000000' })
    const own = await readEvidence({ ...wholeEvidence, authority: 'BBD', category: '77000000' })
    expect(own.baseline.all).toEqual(whole.baseline.all)
    expect(own.baseline.byYear).toEqual(whole.baseline.byYear)
  })

  it('that were imported before their end was read get it with the next import', async () => {
    await Award.collection.updateMany({}, { $unset: { endsOn: 1, startsOn: 1, procedure: 1, tenderedOn: 1 } })
    await importReleases(release(1))
    const [award] = await Award.find({ sourceId: 'ocds-b5fd17-evidence-1' }).lean()
    expect(award).toMatchObject({ procedure: 'Open procedure', endsOn: new Date('2027-03-31T22:59:59Z') })
    await importReleases(
      release(
        2,
        { tender: { title: 'Parks', classification: { scheme: 'CPV', id: '77310000' } } },
        {},
        'Green Ltd',
      ),
    )
  })

  it('of two countings that of the later stands, whichever ends first', async () => {
    const { build, begun } = await evidenceState()
    const facts = { builtAt: null, awards: 0, from: null, to: null, unplaced: 0 }
    await State.updateOne({ _id: 'evidence' }, { $set: { build: begun + 2 } })
    expect(await useBuild(begun + 1, facts)).toBeNull()
    await State.updateOne({ _id: 'evidence' }, { $set: { build, begun } })
    expect(await useBuild(build, facts)).toBeNull()
    expect((await evidenceState()).awards).toBe(4)
  })
})

describe('a challenge', () => {
  it('is counted once it is public, and tells nothing of its proposals while they are sealed', async () => {
    await countChallenge(room.challenge._id)
    expect(await factOf(room)).toMatchObject({
      authority: 'BBD',
      region: 'TLD',
      priceShare: 30,
      proposals: null,
      proposers: null,
      end: null,
    })
    expect((await factOf(room))?.openness).toBeNull()
    expect(JSON.stringify(await factOf(room))).not.toContain('CANARY')
    await Challenge.updateOne({ _id: room.challenge._id }, { $set: { publishedAt: null } })
    await countChallenge(room.challenge._id)
    expect(await factOf(room)).toBeNull()
    const { publishedAt } = room.challenge
    await Challenge.updateOne({ _id: room.challenge._id }, { $set: { publishedAt } })
  })

  it('tells how many proposals there are from the opening on, and of their suppliers nothing of so few', async () => {
    await contractsOf(room as EvaluationPeople)
    await Decision.updateOne({ _id: room.challenge._id }, { $set: { award: null, assessed: 2 } })
    await countChallenge(room.challenge._id)
    expect(await factOf(room)).toMatchObject({
      proposals: 2,
      proposers: null,
      end: null,
      contracts: [],
      assessed: 0,
    })
  })

  it('tells of its award, its contracts and its feedback once the award is public', async () => {
    const { challenge } = room
    const publishedOn = new Date(Date.now()).toISOString().slice(0, 10)
    const award = { number: 1, publishedOn, endsOn: null, values: {} }
    await Decision.updateOne({ _id: challenge._id }, { $set: { award } })
    const place = {
      challengeId: challenge._id,
      proposalId: 'p',
      supplierId: 's',
      revision: 1,
      savedAt: new Date(),
    }
    for (const [index, how] of ['useful', 'not', null].entries())
      await Feedback.create({
        ...place,
        submissionId: `s${index}`,
        sentAt: new Date(),
        rating: how && { how, words: '', at: new Date() },
      } as never)
    await countChallenge(challenge._id)
    expect(await factOf(room)).toMatchObject({
      end: 'awarded',
      contracts: [{ sme: true, vcse: false, fresh: true }],
      assessed: 2,
      feedbackSent: 3,
      feedbackRated: 0,
      feedbackUseful: null,
    })
    expect((await factOf(room))?.daysFromNotice).toBeGreaterThanOrEqual(0)
    // A correction of the award is no later award.
    const earlierAwards = [{ ...award, publishedOn: '2026-01-01' }]
    await Decision.updateOne({ _id: challenge._id }, { $set: { earlierAwards } })
    await countChallenge(challenge._id)
    expect((await factOf(room))?.daysFromNotice).toBe(0)
    await Decision.updateOne({ _id: challenge._id }, { $set: { earlierAwards: [] } })
    await countChallenge(challenge._id)
  })

  it('is the same counted often, at once, and late', async () => {
    const before = await factOf(room)
    await Promise.all(Array.from({ length: 5 }, () => countChallenge(room.challenge._id)))
    expect(await factOf(room)).toEqual(before)
    expect((await CountedChallenges.findById(room.challenge._id).lean())?.touched).toBeGreaterThan(5)
  })
})

it('gives the same figures when everything is counted anew', async () => {
  await countAwards()
  const before = await everything()
  expect([before.challenges.length, before.awards.length]).toEqual([1, 4])
  // What a page may still be reading stays, and nothing older.
  expect(await CountedAwards.distinct('build')).toHaveLength(2)
  const read = await readEvidence(wholeEvidence)
  await CountedChallenges.deleteMany({})
  await CountedAwards.deleteMany({})
  await AwardCells.deleteMany({})
  await State.deleteMany({})
  await rebuildEvidence()
  expect(await everything()).toEqual(before)
  const again = await readEvidence(wholeEvidence)
  expect(again.figures).toEqual(read.figures)
  expect(again.charts).toEqual(read.charts)
  expect((await evidenceState()).rebuiltAt).not.toBeNull()
}, 30_000)
