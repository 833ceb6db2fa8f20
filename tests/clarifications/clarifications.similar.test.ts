import { changeSettings } from '../../server/clarifications/clarifications.settings.service.ts'
import { askPrivately } from '../../server/clarifications/clarifications.private.service.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { findSimilar } from '../../server/clarifications/clarifications.similar.read.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const supplier = actor('supplier', 'supplier')
const other = actor('supplier', 'other')
const text = 'May the pilot run in privately rented homes as well?'
const typed = 'Can we use privately rented homes for the pilot?'
let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)
const found = (who: typeof supplier, words = typed) => findSimilar(who, challenge._id, words)
beforeEach(async () => {
  challenge = await aPublicChallenge()
})

describe('questions like the one being typed', () => {
  it('are those answered ones that share telling words', async () => {
    const { id } = await askQuestion(supplier, challenge._id, text)
    await answerQuestion(buyer(), id, 'Yes, for up to a fifth of the homes.')
    expect(await found(other)).toEqual([
      { id, text, answer: 'Yes, for up to a fifth of the homes.', isOwn: false, isConfidential: false },
    ])
    expect(await found(other, 'What is the format of invoices?')).toEqual([])
    expect(await found(other, '   ')).toEqual([])
    await expect(findSimilar(other, 'nonsense', typed)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are those of one’s own firm that wait too, and nobody else’s that are not shown', async () => {
    const { id } = await askQuestion(supplier, challenge._id, text)
    expect(await found(supplier)).toMatchObject([{ id, answer: null, isOwn: true }])
    for (const who of [other, visitor]) expect(await found(who)).toEqual([])
  })

  it('are those that wait in sight of everybody', async () => {
    await changeSettings(buyer(), challenge._id, { display: 'at-once', signOff: false })
    const { id } = await askQuestion(supplier, challenge._id, text)
    for (const who of [other, visitor])
      expect(await found(who)).toMatchObject([{ id, answer: null, isOwn: false }])
  })

  it('are one’s own with confidential parts, for nobody else', async () => {
    const { id } = await askPrivately(supplier, challenge._id, { text, confidential: 'Rented' })
    expect(await found(supplier)).toMatchObject([{ id, isOwn: true, isConfidential: true }])
    for (const who of [other, visitor, buyer()]) expect(await found(who)).toEqual([])
  })
})
