import { listEvents } from '../../server/audit/index.ts'
import { liveModel, trainingExamples } from '../../server/matching/index.ts'
import { MatchingModel, MatchingTraining } from '../../server/matching/matching.learning.model.ts'
import { askToRetrain, latestTraining, useModel } from '../../server/matching/matching.learning.service.ts'
import { MatchingRun } from '../../server/matching/matching.model.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { newId } from '../../shared/platform/ids.ts'
import { partWeights } from '../../shared/matching/parts.ts'
import { matchingHandlers } from '../../workers/matching/matching.handlers.ts'
import { aBroker, aSupplier } from '../organisations/organisations.factory.ts'
import { startTestWorkers, until } from '../platform/app.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { decidedMatches } from './learning.factory.ts'
import { Match } from '../../server/matching/matching.model.ts'
import { aMatch, aPublicChallenge, matchesOf } from './matching.factory.ts'

useDatabase()
beforeEach(emptyDatabase)

const job = (name: string) => {
  const handler = matchingHandlers.jobs.find((one) => one.job.name === name)
  if (!handler) throw new Error(`Nobody does ${name}`)
  return handler
}
const retrain = (trainingId = '') => job('matching.retrain').work({ trainingId })
const events = async () => (await listEvents('matching-models', 'models')).map(({ name }) => name)
const versions = () => MatchingModel.find().sort({ version: 1 }).lean()

/** Public awards reward words and categories, and are ranked worse where the place counts for more. */
const agreesWithAwards = { text: 0.6, category: 0.4 }
const disagreesWithAwards = { region: 0.6, trackRecord: 0.4 }

describe('learning again', () => {
  it('puts a version live that ranks known awards no worse, and keeps the one before', async () => {
    await decidedMatches(agreesWithAwards, 200)
    await retrain()
    const [builtIn, first] = await versions()
    expect(builtIn).toMatchObject({ version: 0, status: 'retired' })
    expect(first).toMatchObject({ version: 1, status: 'live', by: '' })
    const { own, live } = first?.evaluation ?? {}
    expect(own?.ndcgAt10).toBeGreaterThan((live?.ndcgAt10 ?? 1) - 1 / 56)
    expect(first?.evaluation).toMatchObject({ liveVersion: 0, own: { challenges: 56 } })
    expect(first?.trainedOn?.byKind).toEqual({ 'not-ready': first?.trainedOn?.bad })
    expect((await liveModel()).weights.region).toBeLessThan(partWeights.region)
    expect(await events()).toEqual(['matching.model-trained', 'matching.model-changed'])
    expect(await latestTraining()).toMatchObject({ outcome: 'live', version: 1 })
  }, 30_000)

  it('keeps a version that ranks them worse as tried, once, and changes nothing', async () => {
    await decidedMatches(disagreesWithAwards, 200)
    await retrain()
    await retrain()
    const [tried, ...others] = await versions()
    expect(others).toEqual([])
    expect(tried).toMatchObject({ version: 1, status: 'no-better' })
    expect(tried?.evaluation?.own.ndcgAt10).toBeLessThan(tried?.evaluation?.live.ndcgAt10 ?? 0)
    expect(await liveModel()).toEqual({ version: 0, weights: partWeights, since: null, learntUntil: null })
    expect(await events()).toEqual(['matching.model-trained'])
    expect(await latestTraining()).toMatchObject({ outcome: 'no-better', version: 1 })
    await expect(useModel(aBroker('admin'), 1)).rejects.toThrow('ranked worse')
  }, 30_000)

  it('learns from each decision once: twice is once, and two at once are one', async () => {
    await decidedMatches(agreesWithAwards, 200)
    await Promise.allSettled([retrain(), retrain()])
    await retrain()
    expect((await versions()).map(({ version }) => version)).toEqual([0, 1])
    expect(await latestTraining()).toMatchObject({ outcome: 'too-few', trainedOn: { good: 0, bad: 0 } })
  }, 30_000)

  it('loses no decision that is taken while it runs: it is in this version, or waits for the next', async () => {
    await decidedMatches(agreesWithAwards, 200)
    const training = retrain()
    for (let i = 0; i < 40; i += 1) await decidedMatches(agreesWithAwards, 1)
    await training
    const { version, learntUntil } = await liveModel()
    const { good = 0, bad = 0 } = (await MatchingModel.findOne({ version }).lean())?.trainedOn ?? {}
    const waiting = await trainingExamples(learntUntil)
    expect(good + bad).toBeLessThan(240)
    expect(good + bad + waiting.length).toBe(240)
  }, 30_000)

  it('says why nothing was learnt', async () => {
    await decidedMatches(agreesWithAwards, 10)
    const { _id } = await askToRetrain(aBroker('admin'))
    await retrain(_id)
    expect(await latestTraining()).toMatchObject({ _id, outcome: 'too-few', version: null })
    await decidedMatches(agreesWithAwards, 200)
    await retrain(_id)
    expect(await versions()).toEqual([])
  })

  it('is asked for once by many who ask at the same moment', async () => {
    const admin = aBroker('admin')
    const asked = await Promise.all(Array.from({ length: 8 }, () => askToRetrain(admin)))
    expect(new Set(asked.map(({ _id }) => _id)).size).toBe(1)
    expect(await events()).toEqual(['matching.retrain-asked'])
  })
})

describe('going back', () => {
  it('takes one click of an administrator, and the clock does not undo it', async () => {
    await decidedMatches(agreesWithAwards, 200)
    await retrain()
    const admin = aBroker('admin')
    await expect(useModel(aBroker(), 0)).rejects.toThrow('administrator')
    await useModel(admin, 0)
    await useModel(admin, 0)
    expect(await liveModel()).toMatchObject({ version: 0, weights: partWeights })
    expect(await events()).toEqual([
      'matching.model-trained',
      'matching.model-changed',
      'matching.model-changed',
    ])
    await retrain()
    expect((await liveModel()).version).toBe(0)
    await useModel(admin, 1)
    expect((await liveModel()).version).toBe(1)
    expect(await MatchingModel.countDocuments({ status: 'live' })).toBe(1)
    await expect(useModel(admin, 7)).rejects.toThrow('not found')
  }, 30_000)

  it('falls back on the built-in version where the live one weighs other parts', async () => {
    const at = now()
    const old = { version: 1, weights: { words: 1 }, status: 'live', createdAt: at, liveSince: at }
    await MatchingModel.collection.insertOne({ _id: newId(), ...old } as never)
    expect(await liveModel()).toMatchObject({ version: 0, weights: partWeights })
  })
})

describe('what is learnt from', () => {
  const firm = () => ({ id: newId(), name: 'Firm', isVerified: true })
  const word = (by: string, kind?: 'wrong-place' | 'no-capacity') => ({ by, at: now(), reason: '', kind })

  it('is the last word on each match that says something of its fit', async () => {
    const challenge = newId()
    const [approved, refused, busy, unasked, bare, backed] = [firm(), firm(), firm(), firm(), firm(), firm()]
    const sent = { status: 'sent' as const, sentAt: now(), decision: word('broker') }
    await aMatch(challenge, approved, sent)
    await aMatch(challenge, refused, {
      ...sent,
      status: 'not-for-me',
      answer: word('supplier', 'wrong-place'),
    })
    await aMatch(challenge, busy, { ...sent, status: 'not-for-me', answer: word('supplier', 'no-capacity') })
    await aMatch(challenge, unasked, {
      status: 'not-for-me',
      sentAt: now(),
      answer: word('supplier', 'wrong-place'),
    })
    const back = await aMatch(challenge, backed, {
      ...sent,
      status: 'not-for-me',
      answer: word('supplier', 'wrong-place'),
    })
    // As taking it back leaves it.
    await Match.updateOne({ _id: back._id }, { $set: { status: 'sent', answer: null, takenBackAt: now() } })
    await aMatch(challenge, bare, { status: 'declined', decision: word('broker') })
    await aMatch(challenge, firm(), { ...sent, parts: null })
    await aMatch(challenge, firm())
    const found = await trainingExamples(null)
    const said = new Map(
      found.map(({ supplierId, isGood, kind, decidedBy }) => [supplierId, { isGood, kind, decidedBy }]),
    )
    expect(Object.fromEntries(said)).toEqual({
      [approved.id]: { isGood: true, kind: null, decidedBy: 'broker' },
      [refused.id]: { isGood: false, kind: 'wrong-place', decidedBy: 'supplier' },
      [backed.id]: { isGood: true, kind: null, decidedBy: 'broker' },
      [busy.id]: { isGood: true, kind: null, decidedBy: 'broker' },
      [unasked.id]: { isGood: false, kind: 'wrong-place', decidedBy: 'supplier' },
      [bare.id]: { isGood: false, kind: null, decidedBy: 'broker' },
    })
    expect(JSON.stringify(found)).not.toContain('isSme')
    expect(await trainingExamples(new Date(now().getTime() + 1))).toEqual([])
  })
})

describe('asking for it', () => {
  it('is for administrators of the brokerage, and twice is once while it is under way', async () => {
    const admin = aBroker('admin')
    await expect(askToRetrain(aBroker())).rejects.toThrow('administrator')
    const { admin: supplier } = await aSupplier()
    await expect(askToRetrain(supplier)).rejects.toThrow('not found')
    const first = await askToRetrain(admin)
    expect((await askToRetrain(admin))._id).toBe(first._id)
    expect(await events()).toEqual(['matching.retrain-asked'])
    setClock(new Date(first.askedAt.getTime() + 16 * 60_000))
    expect((await askToRetrain(admin))._id).not.toBe(first._id)
    releaseClock()
    expect(await MatchingTraining.countDocuments()).toBe(2)
  })
})

describe('the worker', () => {
  it('trains when asked and ranks open challenges by the new version', async () => {
    await decidedMatches(agreesWithAwards, 200)
    await aSupplier({ profile: { whatWeDo: 'Damp sensors for council homes', regions: ['TLD'] } })
    const challenge = await aPublicChallenge()
    await job('matching.rank-challenge').work({ challengeId: challenge._id, trigger: 'published' })
    const [before] = await matchesOf(challenge._id)
    expect(before).toMatchObject({ modelVersion: 0, weights: partWeights })
    startTestWorkers()
    await askToRetrain(aBroker('admin'))
    const after = await until(
      async () => (await matchesOf(challenge._id)).find((match) => match.modelVersion === 1),
      40_000,
    )
    expect(after.weights).toEqual((await liveModel()).weights)
    expect(after.score).not.toBe(before?.score)
    await until(() => MatchingRun.findOne({ challengeId: challenge._id, modelVersion: 1 }).lean())
  }, 60_000)
})
