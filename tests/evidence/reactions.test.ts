import { outboxFigures, record } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Decision, Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { rebuildEvidence } from '../../server/evidence/index.ts'
import { CountedAwards, CountedChallenges } from '../../server/evidence/evidence.model.ts'
import { readEvidence } from '../../server/evidence/evidence.read.service.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { Adoption } from '../../server/outcomes/outcomes.adoption.model.ts'
import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { transaction } from '../../server/platform/database.ts'
import { openQueues } from '../../server/platform/queue-desk.ts'
import { Opening } from '../../server/proposals/proposals.keys.model.ts'
import type { ChallengeFact } from '../../shared/evidence/facts.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { rebuildEvidenceJob } from '../../shared/evidence/evidence.jobs.ts'
import { system } from '../../shared/platform/actor.ts'
import { evidenceReactions } from '../../workers/evidence/evidence.reactions.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { startTestApp, startTestWorkers, type TestApp, until } from '../platform/app.ts'
import { aRecordOfAwards } from './awards.factory.ts'
import { aReport } from './reported.factory.ts'

let app: TestApp
let challengeId: string

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const outcome = { id: 'price', title: 'Price of the pilot', description: '', weight: 30 }
  const other = { id: 'outcome', title: 'Reaching the outcome', description: '', weight: 70 }
  const challenge = await aChallenge({ status: 'open', criteria: [other, outcome] })
  challengeId = challenge._id
  await Challenge.updateOne({ _id: challengeId }, { $set: { publishedAt: null } })
  await rebuildEvidence()
  startTestWorkers()
  await until(async () => (await outboxFigures()).waiting === 0)
}, 120_000)
afterAll(() => app.stop())

const inChallenge = (change: object) => () => Challenge.updateOne({ _id: challengeId }, { $set: change })
const inDecision = (change: object) => () =>
  Decision.updateOne({ _id: challengeId }, { $set: { decidedAt: new Date(), ...change } }, { upsert: true })
const place = () => ({ challengeId, submissionId: 's', supplierId: 'x' })
const pilotOf = () => ({ challengeId, pilotId: 'pilot', supplierId: 'x' })
const done = { at: new Date(), byUserId: 'y' }

type Step = [
  name: string,
  /** What changes on record, without an event. */
  change: () => Promise<unknown>,
  payload: () => object,
  /** What is counted then, and was not before. */
  isCounted: (fact: ChallengeFact | null) => boolean | Promise<boolean>,
]

const figure = async (id: string) => (await readEvidence(wholeEvidence)).figures.find((one) => one.id === id)
const awards = async () => (await figure('awards'))?.public?.value ?? 0
const smallFirms = async () => (await figure('sme'))?.public?.yes ?? 0

const version = () => ({ challengeId, version: 1 })
const ofChallenge = () => ({ challengeId })

const steps: Step[] = [
  [
    'challenge.published',
    inChallenge({ publishedAt: new Date() }),
    () => ({ ...version(), authorityId: 'a' }),
    (fact) => fact?.priceShare === 30,
  ],
  [
    'challenge.amended',
    inChallenge({ 'criteria.1.weight': 25, 'criteria.0.weight': 75 }),
    version,
    (fact) => fact?.priceShare === 25,
  ],
  [
    'evaluation.settings-chosen',
    () =>
      Evaluation.create({
        _id: challengeId,
        state: 'preparing',
        settings: { minimums: {}, price: { formula: 'lowest-proportion', criterionId: 'outcome' } },
      } as never),
    ofChallenge,
    (fact) => fact?.priceShare === 100,
  ],
  [
    'challenge.proposals-opened',
    () => Opening.updateOne({ _id: challengeId }, { $set: { openedAt: new Date() } }, { upsert: true }),
    ofChallenge,
    (fact) => fact?.proposals === 0,
  ],
  [
    'evaluation.award-published',
    inDecision({ award: { number: 1, publishedOn: '2026-01-01', endsOn: null, values: {} } }),
    () => ({ challengeId, number: 1 }),
    (fact) => fact?.end === 'awarded',
  ],
  [
    'evaluation.contract-entered',
    inDecision({ contracts: [{ submissionId: 's', supplier: { id: 'x', name: 'X', isSme: true } }] }),
    () => ({ challengeId, submissionId: 's' }),
    (fact) => fact?.contracts.length === 1,
  ],
  [
    'evaluation.feedback-rated',
    () =>
      Feedback.create({
        ...place(),
        proposalId: 'p',
        revision: 1,
        savedAt: new Date(),
        sentAt: new Date(),
        rating: { how: 'useful', words: '', at: new Date() },
      } as never),
    place,
    (fact) => fact?.feedbackRated === 1,
  ],
  [
    'outcomes.results-published',
    () =>
      Pilot.create({
        _id: 'pilot',
        ...place(),
        plan: {},
        results: { ...done, number: 1, worked: '', didNotWork: '', because: '', readings: {} },
      } as never),
    () => ({ ...pilotOf(), number: 1 }),
    (fact) => fact?.pilots === 1,
  ],
  [
    'outcomes.pilot-adopted',
    () =>
      Adoption.create({
        ...place(),
        pilotId: 'pilot',
        ownerId: 'a',
        authorityId: 'b',
        status: 'adopted',
        asked: { ...done, words: '' },
        updatedAt: new Date(),
      } as never),
    () => ({ ...pilotOf(), authorityId: 'a', adoptionId: 'c', organisationId: 'b', way: 'competition' }),
    (fact) => fact?.adoptedBy === 1,
  ],
  [
    'evaluation.not-awarded',
    inDecision({ endedAt: new Date() }),
    ofChallenge,
    (fact) => fact?.end === 'not-awarded',
  ],
  [
    'challenge.withdrawn',
    inChallenge({ status: 'withdrawn' }),
    () => ({ challengeId, wasPublic: true }),
    (fact) => fact?.isWithdrawn === true,
  ],
  [
    'outcomes.supplier-reviewed',
    async () => {
      for (const supplierId of ['a', 'b', 'c', 'd', 'e']) await aReport(challengeId, supplierId)
    },
    () => ({ ...pilotOf(), authorityId: 'a', months: 3, number: 1, isLate: false, counted: null }),
    async () => (await figure('investment'))?.here?.value === 500_000_00,
  ],
  [
    'suppliers.imported',
    aRecordOfAwards,
    () => ({ importId: 'i', suppliers: 2, awards: 27 }),
    async () => (await awards()) === 27,
  ],
  [
    'evidence.rebuild-asked',
    () => CountedAwards.deleteMany({}),
    () => ({ rebuildId: 'r' }),
    async () => (await CountedAwards.countDocuments()) === 27,
  ],
  [
    'supplier.profile-changed',
    () => Organisation.updateOne({ name: 'Large Grit plc' }, { $set: { 'supplier.isSme': true } }),
    () => ({ organisationId: 'o', section: 'about' }),
    // Whatever a firm changes in ten minutes is counted once, after them: here we do not wait.
    async () => {
      const queues = await openQueues(['evidence'])
      for (const queue of queues)
        for (const job of await queue.getDelayed())
          if (job.name === rebuildEvidenceJob.name && job.id?.includes('sitting')) await job.promote()
      return (await smallFirms()) === 27
    },
  ],
]

it('each event that is reacted to stands here', () => {
  expect(steps.map(([name]) => name).sort()).toEqual(evidenceReactions.map(({ event }) => event.name).sort())
})

it.each(steps)(
  'after %s what changed on record is counted, and not before',
  async (name, change, payload, isCounted) => {
    const known = async () => (await CountedChallenges.findById(challengeId).lean())?.fact ?? null
    await change()
    expect(await isCounted(await known())).toBe(false)
    const event = evidenceReactions.find((one) => one.event.name === name)?.event
    if (!event) throw new Error(`Nothing reacts to ${name}`)
    await transaction((session) => record(session, system, event, payload() as never))
    await until(async () => isCounted(await known()), 60_000)
  },
  90_000,
)
