import { ChallengeVersion } from '../../server/challenges/challenges.model.ts'
import { clarificationPolicy as policy } from '../../server/clarifications/clarifications.policy.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { suggestedTags } from '../../server/clarifications/clarifications.topics.read.service.ts'
import { setTopics } from '../../server/clarifications/clarifications.topics.service.ts'
import { now } from '../../server/platform/clock.ts'
import { type ChallengeRecord, contentOf } from '../../shared/challenges/challenge.ts'
import { topicsFormSchema } from '../../shared/clarifications/clarifications.topics.schema.ts'
import { partsOf } from '../../shared/clarifications/question-parts.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor, allowed } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const day = 86_400_000
const supplier = actor('supplier', 'supplier')
const outcome = {
  id: 'sooner',
  title: 'The cause is known sooner',
  measure: 'Days',
  unit: 'days',
  baseline: 46,
  target: 10,
  direction: 'lower',
  source: '',
} as const
let challenge: ChallengeRecord
const officer = () => actor('authority', challenge.authorityId)
beforeEach(async () => {
  challenge = await aPublicChallenge({ outcomes: [outcome], asks: 'Eight pages', constraints: 'No pictures' })
})
const ask = (text: string, part = '') => askQuestion(supplier, challenge._id, text, undefined, part)
const log = (only = { part: '', tag: '' }) => readLog(officer(), challenge._id, 0, 'time', only)

/** A version that was public from so many days after today on. */
const version = (number: number, inDays: number, changes: Partial<ChallengeRecord>) =>
  ChallengeVersion.create({
    challengeId: challenge._id,
    number,
    at: new Date(now().getTime() + inDays * day),
    by: { userId: 'somebody', organisationId: null },
    content: contentOf({ ...challenge, ...changes }),
    whatChanged: 'Something',
    why: 'It was wrong',
    newTerms: null,
    findATender: null,
  })

it('offers the parts that a challenge has, and no empty ones', () => {
  const keys = partsOf(challenge).map(({ key }) => key)
  expect(keys).toEqual(['outcomes.sooner', 'constraints', 'asks', 'timetable', 'category'])
})

it('is said by the asker with the question, and afterwards by officers and brokers alone', async () => {
  await expect(ask('Why?', 'outcomes.gone')).rejects.toMatchObject({
    fields: { part: expect.stringContaining('Choose') },
  })
  const { id } = await ask('Does the count start at the call?', 'outcomes.sooner')
  const { waiting } = await log()
  expect(waiting[0]?.part).toMatchObject({
    label: 'Outcome 1: The cause is known sooner',
    href: `/challenges/${challenge._id}#outcome-sooner`,
    amended: null,
  })
  await expect(setTopics(supplier, id, { part: '', tags: [] })).rejects.toMatchObject({ code: 'forbidden' })
  const room = { buyerIds: ['council'], status: 'closed', isPublished: true, askBy: null, answerBy: null }
  const facts = { askerOrganisationId: 'supplier', status: 'answered', isReported: false } as const
  expect(allowed((who) => policy.sort(who, room, facts))).toEqual(['buyer', 'broker'])
  expect(allowed((who) => policy.sort(who, room, { ...facts, status: 'merged' }))).toEqual([])
})

it('filters the log, and says how many questions are about what', async () => {
  const first = await ask('One?', 'asks')
  const second = await ask('Two?')
  await setTopics(officer(), first.id, { part: 'asks', tags: ['Length'] })
  await setTopics(officer(), second.id, { part: '', tags: ['length', 'pictures'] })
  await answerQuestion(officer(), second.id, 'Yes.')
  const whole = await log()
  expect(whole.topics.tags).toEqual([
    { tag: 'Length', count: 2 },
    { tag: 'pictures', count: 1 },
  ])
  expect(whole.topics.parts).toEqual([{ key: 'asks', label: 'What we ask for', count: 1 }])
  const pictures = await log({ part: '', tag: 'pictures' })
  expect(pictures.waiting).toEqual([])
  expect(pictures.answered.map(({ text }) => text)).toEqual(['Two?'])
  expect((await log({ part: 'asks', tag: 'Length' })).waiting.map(({ text }) => text)).toEqual(['One?'])
  // What waits unseen says nothing of itself through its tags.
  const { topics } = await readLog(visitor, challenge._id)
  expect(topics.parts).toEqual([])
  expect(topics.tags.map(({ count }) => count)).toEqual([1, 1])
  expect(await suggestedTags(challenge._id, [challenge.authorityId])).toEqual(['Length', 'pictures'])
})

it('says that an amendment changed the part, by days, or took it out', async () => {
  await version(1, -3, {})
  await ask('May we film?', 'constraints')
  await ask('Which days?', 'outcomes.sooner')
  await ask('How long?', 'asks')
  await version(2, 1, { constraints: 'Pictures only with consent' })
  await version(3, 2, { constraints: 'Pictures only with consent', outcomes: [] })
  const { waiting } = await log()
  const parts = Object.fromEntries(waiting.map(({ text, part }) => [text, part]))
  expect(parts['May we film?']?.amended).toMatchObject({ version: 2 })
  expect(parts['Which days?']).toMatchObject({ isGone: true, amended: { version: 3 } })
  expect(parts['Which days?']?.href).toContain('/versions/2#outcome-sooner')
  expect(parts['How long?']?.amended).toBeNull()
})

it('takes at most five tags, each once', () => {
  const form = (newTags: string) => topicsFormSchema.safeParse({ part: '', tags: ['power'], newTags })
  expect(form('Power,  battery   life ,').data?.tags).toEqual(['Power', 'battery life'])
  expect(form('a,b,c,d,e').error?.issues[0]?.path).toEqual(['newTags'])
  expect(form('x'.repeat(41)).success).toBe(false)
})
