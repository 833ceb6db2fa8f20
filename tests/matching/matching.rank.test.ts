import { listEvents } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import {
  addMatch,
  approveMatch,
  changeMatchingSettings,
  declineMatch,
  keepRanking,
  matchForSupplier,
  summariseRanking,
} from '../../server/matching/index.ts'
import { Match } from '../../server/matching/matching.model.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { now } from '../../server/platform/clock.ts'
import { partWeights } from '../../shared/matching/parts.ts'
import { newId } from '../../shared/platform/ids.ts'
import { matchingHandlers } from '../../workers/matching/matching.handlers.ts'
import { aBroker, aSupplier } from '../organisations/organisations.factory.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { anAward, aPublicChallenge, matchesOf } from './matching.factory.ts'

useDatabase()
beforeEach(emptyDatabase)

const job = (name: string) => {
  const handler = matchingHandlers.jobs.find((one) => one.job.name === name)
  if (!handler) throw new Error(`Nobody does ${name}`)
  return handler
}
const rank = (challengeId: string) =>
  job('matching.rank-challenge').work({ challengeId, trigger: 'published' })
const sentEvents = async (matchId: string) =>
  (await listEvents('match', matchId)).filter(({ name }) => name === 'match.sent')
const touch = (id: string) => Organisation.updateOne({ _id: id }, { $set: { updatedAt: now() } })

async function aDampFirm(options: Parameters<typeof aSupplier>[0] = {}) {
  return aSupplier({
    name: 'Damp Sensors Ltd',
    ...options,
    profile: {
      whatWeDo: 'Sensors that find damp and mould in homes before tenants do',
      cpv: ['44000000'],
      regions: ['TLD'],
      isSme: true,
    },
  })
}

async function others(count: number) {
  for (let i = 0; i < count; i += 1)
    await aSupplier({ profile: { whatWeDo: `Buses and coaches for schools, depot ${i}` } })
}

it('a ranking that comes after a younger one changes nothing: its weights may be live no more', async () => {
  const { supplier } = await aDampFirm()
  const challenge = await aPublicChallenge()
  const kept = (version: number, startedAt: Date) => {
    const facts = { name: supplier.name, isClaimed: true, isSme: true, isVcse: null, isExample: true }
    const said = { parts: partWeights, reasons: [], missing: [], contexts: [] }
    const model = { version, weights: partWeights, since: null, learntUntil: null }
    const made = { challengeId: challenge._id, challengeVersion: 1, trigger: 'asked' as const, tookMs: 1 }
    const row = { supplierId: supplier.id, supplier: facts, rank: 1, score: version / 10, ...said }
    return keepRanking({ ...made, startedAt, model, suppliersCount: 1, rows: [row] })
  }
  const at = now()
  await kept(2, at)
  await kept(1, new Date(at.getTime() - 1))
  expect(await matchesOf(challenge._id)).toMatchObject([{ modelVersion: 2, score: 0.2 }])
  expect((await summariseRanking(challenge._id)).run).toMatchObject({ modelVersion: 2 })
  await kept(3, new Date(at.getTime() + 1))
  expect(await matchesOf(challenge._id)).toMatchObject([{ modelVersion: 3, score: 0.3 }])
})

describe('ranking a challenge', () => {
  it('ranks everybody in the directory, claimed or not, and stores why', async () => {
    await others(5)
    const { supplier: claimed } = await aDampFirm()
    const { supplier: unclaimed } = await aDampFirm({ name: 'On Record Ltd', status: 'unclaimed' })
    const { supplier: pending } = await aDampFirm({ name: 'Waiting Ltd', status: 'pending' })
    await anAward(unclaimed.id, 'Mould sensors in council homes', 'Chorley Council')
    await touch(unclaimed.id)
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    const matches = await matchesOf(challenge._id)
    expect(matches).toHaveLength(7)
    expect(matches.map(({ supplierId }) => supplierId)).not.toContain(pending.id)
    expect(
      matches
        .slice(0, 2)
        .map(({ supplierId }) => supplierId)
        .sort(),
    ).toEqual([claimed.id, unclaimed.id].sort())
    expect(matches.map((match) => match.rank)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const onRecord = matches.find(({ supplierId }) => supplierId === unclaimed.id)
    expect(onRecord?.supplier.isClaimed).toBe(false)
    expect(onRecord?.reasons.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['delivered-similar', 'category', 'region']),
    )
    expect(matches.every(({ status }) => status === 'proposed')).toBe(true)
    // They are written past the model, which would have filled in what is missing.
    for (const match of matches)
      expect(Object.keys(match).sort()).toEqual(Object.keys(Match.schema.paths).sort())
    const summary = await summariseRanking(challenge._id)
    expect(summary.run).toMatchObject({ suppliersCount: 7, trigger: 'published', challengeVersion: 1 })
    expect(summary).toMatchObject({ waiting: 1, unclaimed: 1, sent: 0, smeShare: 1 })
  })

  it('is harmless twice, and twice at once', async () => {
    await others(3)
    await aDampFirm()
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    const before = await matchesOf(challenge._id)
    await rank(challenge._id)
    await Promise.all([rank(challenge._id), rank(challenge._id)])
    const after = await matchesOf(challenge._id)
    const lasting = ({
      _id,
      supplierId,
      score,
      rank: place,
      status,
      proposedAt,
    }: (typeof after)[number]) => ({
      _id,
      supplierId,
      score,
      place,
      status,
      proposedAt,
    })
    expect(after.map(lasting)).toEqual(before.map(lasting))
  })

  it('keeps what was decided when the challenge is ranked again', async () => {
    const broker = aBroker()
    await others(2)
    const { supplier } = await aDampFirm()
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    const [best, second] = await matchesOf(challenge._id)
    await approveMatch(broker, best?._id ?? '')
    await declineMatch(broker, second?._id ?? '', 'Only runs buses', 'not-what-they-do')
    await Challenge.updateOne({ _id: challenge._id }, { $set: { title: 'Buses for schools', version: 2 } })
    await rank(challenge._id)
    const after = await matchesOf(challenge._id)
    expect(after.find(({ _id }) => _id === best?._id)).toMatchObject({
      status: 'sent',
      supplierId: supplier.id,
      challengeVersion: 2,
    })
    expect(after.find(({ _id }) => _id === second?._id)).toMatchObject({
      status: 'declined',
      decision: { reason: 'Only runs buses' },
    })
    expect(await sentEvents(best?._id ?? '')).toHaveLength(1)
  })

  it('sees at once what changed in the directory, and who left it', async () => {
    await others(4)
    const { supplier: late } = await aSupplier({ profile: { whatWeDo: 'Catering' } })
    const { supplier: leaving } = await aDampFirm()
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    await Organisation.updateOne(
      { _id: late.id },
      {
        $set: {
          'supplier.whatWeDo': 'Damp and mould sensors for homes',
          updatedAt: new Date(now().getTime() + 1),
        },
      },
    )
    await Organisation.updateOne({ _id: leaving.id }, { $set: { status: 'refused' } })
    await rank(challenge._id)
    const after = await matchesOf(challenge._id)
    expect(after[0]?.supplierId).toBe(late.id)
    expect(after.map(({ supplierId }) => supplierId)).not.toContain(leaving.id)
  })

  it('leaves alone a challenge that is closed, withdrawn, or unknown', async () => {
    await aDampFirm()
    const past = new Date(now().getTime() - 1)
    const closed = await aPublicChallenge({
      timetable: { askBy: past, answerBy: past, respondBy: past, pilotStart: null, pilotMonths: null },
    })
    const withdrawn = await aPublicChallenge({ status: 'withdrawn' })
    await rank(closed._id)
    await rank(withdrawn._id)
    await rank(newId())
    expect(await Match.countDocuments()).toBe(0)
  })

  it('ranks nobody in an empty directory and says so', async () => {
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    expect((await summariseRanking(challenge._id)).run).toMatchObject({ suppliersCount: 0 })
  })
})

describe('what goes out unasked', () => {
  it('is nothing until the brokerage sets a score, then what reaches it, once, to who signed up', async () => {
    await others(3)
    const { supplier } = await aDampFirm()
    const { supplier: unclaimed } = await aDampFirm({ name: 'On Record Ltd', status: 'unclaimed' })
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    expect(await matchForSupplier(challenge._id, supplier.id)).toBeNull()

    await changeMatchingSettings(aBroker(), { proposeFrom: 0.4, sendFrom: 0.5 })
    await rank(challenge._id)
    await rank(challenge._id)
    const mine = await matchForSupplier(challenge._id, supplier.id)
    expect(mine?.status).toBe('sent')
    expect(mine?.why.map(({ before }) => before)).toContain('shares: ')
    expect(mine).not.toHaveProperty('rank')
    const events = await sentEvents(mine?.id ?? '')
    expect(events).toHaveLength(1)
    expect(events[0]?.payload).toMatchObject({
      by: 'threshold',
      supplierId: supplier.id,
      challengeId: challenge._id,
    })
    expect(await matchForSupplier(challenge._id, unclaimed.id)).toBeNull()
    const [ranked] = (await listEvents('challenge', challenge._id))
      .filter(({ name }) => name === 'challenge.ranked')
      .slice(1)
    expect(ranked?.payload).toMatchObject({ sent: 1, suppliers: 5 })
  })

  it('never what a broker declined', async () => {
    const broker = aBroker()
    await others(3)
    await aDampFirm()
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    const [best] = await matchesOf(challenge._id)
    await declineMatch(broker, best?._id ?? '', 'In dispute with this council', 'other')
    await changeMatchingSettings(broker, { proposeFrom: 0.1, sendFrom: 0.1 })
    await rank(challenge._id)
    expect((await matchesOf(challenge._id))[0]).toMatchObject({ _id: best?._id, status: 'declined' })
    expect(await sentEvents(best?._id ?? '')).toHaveLength(0)
  })

  it('what was approved before the firm signed up, as soon as it has', async () => {
    await others(3)
    const { supplier } = await aDampFirm({ status: 'unclaimed' })
    const challenge = await aPublicChallenge()
    await rank(challenge._id)
    const [best] = await matchesOf(challenge._id)
    const approved = await approveMatch(aBroker(), best?._id ?? '')
    expect(approved.status).toBe('approved')
    expect(await matchForSupplier(challenge._id, supplier.id)).toBeNull()
    await Organisation.updateOne({ _id: supplier.id }, { $set: { status: 'verified' } })
    await rank(challenge._id)
    expect((await matchForSupplier(challenge._id, supplier.id))?.status).toBe('sent')
    expect((await sentEvents(best?._id ?? ''))[0]?.payload).toMatchObject({ by: 'broker' })
  })

  it('gives a supplier added by hand its place and score with the next ranking', async () => {
    const { supplier } = await aSupplier({ profile: { whatWeDo: 'Catering' } })
    const challenge = await aPublicChallenge()
    const added = await addMatch(aBroker(), challenge._id, supplier.id, 'They told us of their work on damp')
    expect(added).toMatchObject({ status: 'sent', rank: 0, parts: null })
    await rank(challenge._id)
    expect((await matchesOf(challenge._id))[0]).toMatchObject({ _id: added._id, rank: 1, status: 'sent' })
  })
})
