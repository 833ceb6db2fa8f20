import { correctAnswer } from '../../server/clarifications/clarifications.correct.service.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/clarifications.service.ts'
import {
  announceSession,
  changeSession,
} from '../../server/clarifications/clarifications.sessions.service.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { sessionInput } from './sessions.factory.ts'

useDatabase()

it('tells everybody no more than twenty times an hour for a person: sessions, changes and corrected answers', async () => {
  const challenge = await aPublicChallenge()
  const busy = { ...actor('authority', challenge.authorityId), userId: newId() }
  const { id } = await announceSession(busy, challenge._id, sessionInput())
  for (let change = 1; change < 20; change += 1)
    await changeSession(busy, id, sessionInput({ minutes: 60 + change }))
  await expect(changeSession(busy, id, sessionInput())).rejects.toMatchObject({ code: 'too-many' })
  await expect(announceSession(busy, challenge._id, sessionInput())).rejects.toMatchObject({
    code: 'too-many',
  })
  const asked = await askQuestion(actor('supplier', 'asking-firm'), challenge._id, 'Is there Wi-Fi?')
  await answerQuestion(busy, asked.id, 'Yes.')
  const corrected = correctAnswer(busy, asked.id, { text: 'No.', why: 'A slip' })
  await expect(corrected).rejects.toMatchObject({ code: 'too-many' })
})
