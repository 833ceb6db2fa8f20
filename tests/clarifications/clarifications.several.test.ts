import { listEvents } from '../../server/audit/index.ts'
import { correctAnswer } from '../../server/clarifications/clarifications.correct.service.ts'
import { answeredTogether } from '../../server/clarifications/clarifications.together.read.service.ts'
import { readDraft, saveDraftAnswer } from '../../server/clarifications/clarifications.drafts.service.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { isToldAlone } from '../../server/clarifications/clarifications.sessions.read.service.ts'
import { changeSettings } from '../../server/clarifications/clarifications.settings.service.ts'
import {
  answerSeveral,
  leaveSeveral,
  showSeveral,
} from '../../server/clarifications/clarifications.several.service.ts'
import { signOff } from '../../server/clarifications/clarifications.sign-off.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { severalFormSchema } from '../../shared/clarifications/clarifications.several.schema.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const broker = actor('brokerage', 'ipec')
let challenge: ChallengeRecord
let questionIds: string[]
const supplier = () => actor('supplier', challenge._id)
const officer = () => actor('authority', challenge.authorityId)
const colleague = () => actor('authority', challenge.authorityId, 'admin')
beforeEach(async () => {
  challenge = await aPublicChallenge()
  questionIds = []
  for (const text of ['Is there Wi-Fi?', 'Is there broadband?', 'Who pays for data?'])
    questionIds.push((await askQuestion(supplier(), challenge._id, text)).id)
})
const answered = async () => (await readLog(visitor, challenge._id)).answered
const named = async (name: string) =>
  (await listEvents('challenge', challenge._id)).filter((event) => event.name === name)

describe('one answer for several questions', () => {
  it('stands under each with a number of its own, in no order of asking, and is told once', async () => {
    expect(await answerSeveral(officer(), challenge._id, { questionIds, text: 'In none.' })).toEqual({
      number: 1,
    })
    const log = await answered()
    expect(log.map(({ number }) => number)).toEqual([3, 2, 1])
    expect(log.map(({ answer }) => answer?.text)).toEqual(['In none.', 'In none.', 'In none.'])
    expect(log.toReversed().map(({ id }) => id)).toEqual([...questionIds].sort())
    expect(await named('clarification.answered')).toHaveLength(3)
    expect(await named('clarification.answered-together')).toHaveLength(1)
    for (const id of questionIds) expect(await isToldAlone(id)).toBe(false)
  })

  it('is given to all of them or to none', async () => {
    await answerQuestion(officer(), questionIds[1] ?? '', 'No.')
    const several = answerSeveral(officer(), challenge._id, { questionIds, text: 'In none.' })
    await expect(several).rejects.toMatchObject({
      code: 'conflict',
      fields: { questionIds: expect.stringContaining('broadband') },
    })
    expect(await answered()).toHaveLength(1)
    const other = await aPublicChallenge()
    const elsewhere = answerSeveral(officer(), other._id, { questionIds: [questionIds[0] ?? ''], text: 'x' })
    await expect(elsewhere).rejects.toMatchObject({ code: 'invalid' })
    const asSupplier = answerSeveral(supplier(), challenge._id, {
      questionIds: [questionIds[0] ?? ''],
      text: 'x',
    })
    await expect(asSupplier).rejects.toMatchObject({ code: 'forbidden' })
    const one = { questionIds: [questionIds[0] ?? ''], text: 'Alone.' }
    await answerSeveral(officer(), challenge._id, one)
    expect(await named('clarification.answered-together')).toEqual([])
  })

  it('is signed off once for all, but for one of which somebody changed the words', async () => {
    await changeSettings(officer(), challenge._id, { display: 'with-answer', signOff: true })
    const [first = '', second = '', third = ''] = questionIds
    expect(await answerSeveral(officer(), challenge._id, { questionIds, text: 'In none.' })).toEqual({
      number: null,
    })
    expect(await named('clarification.sign-off-asked')).toHaveLength(1)
    expect(await answered()).toEqual([])
    await saveDraftAnswer(officer(), third, { text: 'You do.', why: '' })
    const draft = await readDraft(colleague(), first)
    expect(draft?.together).toEqual([{ id: second, text: 'Is there broadband?' }])
    await expect(signOff(officer(), first, draft?.revision ?? 0)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await signOff(colleague(), first, draft?.revision ?? 0)).toMatchObject({ number: 1 })
    expect((await answered()).map(({ id }) => id).sort()).toEqual([first, second].sort())
    expect((await readDraft(colleague(), third))?.isForSignOff).toBe(false)
  })
})

it('says all that is missing from the form at once', () => {
  const { error } = severalFormSchema.safeParse({ text: '', reason: '' })
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'Choose the questions',
    'Choose what to do with them',
  ])
})

describe('several questions', () => {
  it('are shown as asked by brokers alone', async () => {
    await expect(showSeveral(officer(), challenge._id, { questionIds })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await showSeveral(broker, challenge._id, { questionIds })
    expect((await readLog(visitor, challenge._id)).waiting).toHaveLength(3)
  })

  it('are left for one reason, which stands with each', async () => {
    await leaveSeveral(broker, challenge._id, { questionIds, reason: 'They are about another challenge.' })
    const log = await answered()
    expect(log.every(({ answer }) => answer?.isLeft && answer.text.includes('another challenge'))).toBe(true)
    expect(await named('clarification.answered-together')).toHaveLength(1)
  })

  it.each([
    ['answer', { text: '' }, 'text'],
    ['leave', { reason: ' ' }, 'reason'],
    ['show', { questionIds: undefined }, 'questionIds'],
  ])('need what belongs to %s', (what, changes, field) => {
    const given = { what, questionIds: ['a', 'b'], text: 'x', reason: 'y' }
    expect(severalFormSchema.safeParse(given).success).toBe(true)
    const { error } = severalFormSchema.safeParse({ ...given, ...changes })
    expect(error?.issues[0]?.path).toEqual([field])
  })
})

it('names what else carries an answer that is corrected, until it is corrected too', async () => {
  await answerSeveral(officer(), challenge._id, { questionIds, text: 'In none.' })
  const [first = '', second = '', third = ''] = [...questionIds].sort()
  const others = async (id: string) => (await answeredTogether(id)).map(({ id, isSame }) => [id, isSame])
  expect(await others(first)).toEqual([
    [second, true],
    [third, true],
  ])
  await correctAnswer(officer(), second, { text: 'In two.', why: 'We counted' })
  expect(await others(first)).toEqual([[third, true]])
  expect(await others(second)).toEqual([
    [first, false],
    [third, false],
  ])
  const alone = await askQuestion(supplier(), challenge._id, 'Is there heating?')
  await answerQuestion(officer(), alone.id, 'In none.')
  expect(await others(alone.id)).toEqual([])
  expect(await others(first)).toHaveLength(1)
})
