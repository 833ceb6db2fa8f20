import { fewOf } from '../../server/clarifications/clarifications.few.ts'
import { Question } from '../../server/clarifications/clarifications.model.ts'
import { answerSeveral } from '../../server/clarifications/clarifications.several.service.ts'
import { newId } from '../../shared/platform/ids.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { actor } from '../platform/actors.ts'
import { type ClarificationPeople, clarificationPeople } from './clarifications.people.ts'

let app: TestApp
let people: ClarificationPeople
const ids = Array.from({ length: 60 }, newId)

/** A challenge of which sixty questions wait, each with a word of its own. */
beforeAll(async () => {
  app = await startTestApp()
  people = await clarificationPeople(app)
  const challengeId = people.challenge._id
  const asked = { challengeId, askerOrganisationId: 'firm', askerUserId: 'u', letter: 'A' }
  await Question.insertMany(
    ids.map((_id, i) => ({
      ...asked,
      _id,
      text: `Is floor ${i} damp?`,
      askedAt: new Date(Date.now() - 1000 + i),
    })),
  )
})
afterAll(() => app.stop())

const texts = ['How damp?', 'Which floor is damp?', 'Who pays?', 'Is the floor wet?']
const questions = texts.map((text, i) => ({ id: String(i), text }))
const few = (wanted: Partial<Parameters<typeof fewOf>[1]>) => {
  const { items, total } = fewOf(questions, { q: '', most: 2, ...wanted })
  return [total, ...items.map(({ id }) => id)]
}

describe('a few of many questions', () => {
  it.each([
    ['the first of all', {}, [4, '0', '1']],
    ['those with every word, however written', { q: ' FLOOR damp ' }, [1, '1']],
    ['those most alike first', { alike: 'Are floors wet?' }, [4, '3', '1']],
    ['those chosen already, whatever is searched for', { q: 'pays', chosen: ['0'] }, [1, '0', '2']],
    ['none', { q: 'roof' }, [0]],
    ['all for nonsense in the address', { q: ['a', 'b'], most: 9 }, [4, '0', '1', '2', '3']],
  ])('are %s', (_, wanted, expected) => expect(few(wanted)).toEqual(expected))
})

it('are what several are chosen from, and what a question is merged into', async () => {
  const { agents, log } = people
  const several = await agents.buyer.get(`${log}/several`).expect(200)
  expect(several.text.match(/name="questionIds"/g)).toHaveLength(50)
  expect(several.text).toContain('50 of 60 questions are shown.')
  const found = await agents.buyer.get(`${log}/several?q=floor+59`).expect(200)
  expect(found.text.match(/name="questionIds" type="checkbox" value="(\w+)"/)?.[1]).toBe(ids[59])
  const moderate = await agents.broker.get(`/questions/${ids[7]}/moderate`).expect(200)
  expect(moderate.text.match(/name="into"/g)).toHaveLength(20)
  const none = await agents.broker.get(`/questions/${ids[7]}/moderate?q=roof`).expect(200)
  expect(none.text).toContain('No question has all of these words.')
})

it('whoever asks lands on the page with the question, however many wait', async () => {
  const { challenge, log, send, agents } = people
  await Question.updateMany({ challengeId: challenge._id }, { shownAt: new Date() })
  const fields = { text: 'Are landlords told beforehand?', part: '' }
  const { status, headers } = await send('supplier', `${log}/ask`, log, fields)
  expect(status).toBe(303)
  const { text } = await agents.supplier.get(headers['location'] ?? '').expect(200)
  expect(text).toContain('Are landlords told beforehand?')
  expect(text).toContain('page 2 of 2')
})

it('a correction by a program names what else carries the answer', async () => {
  const { challenge, call } = people
  const officer = actor('authority', challenge.authorityId)
  await answerSeveral(officer, challenge._id, { questionIds: ids.slice(1, 3), text: 'No.' })
  const { body } = await call('buyer', 'post', `/questions/${ids[1]}/correct`, {
    text: 'Yes.',
    why: 'We looked',
  }).expect(200)
  expect(body.together).toEqual([
    { id: ids[2], number: expect.any(Number), text: 'Is floor 2 damp?', isSame: false },
  ])
})
