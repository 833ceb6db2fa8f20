import { listEvents } from '../../server/audit/index.ts'
import { Decision, Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { listAwardDeadlines } from '../../server/evaluation/index.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
let loser: string
let winner: string
let ownFeedback: string
const today = () => dayOf(new Date())
beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  ;[loser = '', winner = ''] = await agreeEverything(room)
  const own = await Submission.findById(loser).lean()
  ownFeedback = `/proposals/${own?.proposalId}/feedback`
}, 60_000)
afterAll(() => app.stop())

const page = (who: Who, path = '', status = 200) => room.agents[who].get(`${room.base}${path}`).expect(status)
const post = async (who: Who, path: string, fields: object, status = 303, from = path) => {
  const answer = await room.send(who, `${room.base}${from}`, `${room.base}${path}`, fields)
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
  return answer
}
const boxes = (name: string, day: string) => {
  const [year, month, date] = day.split('-')
  return { [`${name}[day]`]: date, [`${name}[month]`]: month, [`${name}[year]`]: year }
}
const supplier = (path: string, status = 200) => room.agents.supplier.get(path).expect(status)

describe('the decision', () => {
  it('is by the ranking, by somebody who did not score, and a secret of the buyer', async () => {
    expect((await page('moderator')).text).toContain('Decide, provisionally, who wins')
    const wrong = await post('moderator', '/decision', { outcome: 'award', winners: loser }, 422)
    expect(wrong.text).toContain('ranked higher is left out')
    await post('moderator', '/decision', { outcome: 'none' }, 422)
    await room
      .call('first', 'put', `${room.base}/decision`, { outcome: 'award', winners: [winner] })
      .expect(403)
    // One that was changed where it is stored is not left out without a word.
    const kept = await Submission.findById(loser).lean()
    const envelope = Buffer.from('something else')
    await Submission.collection.updateOne({ _id: loser as never }, { $set: { envelope } })
    expect((await page('moderator', '/ranking')).text).toContain(`cannot be read: ${kept?.reference}`)
    const silent = await post('moderator', '/decision', { outcome: 'award', winners: winner }, 422)
    expect(silent.text).toContain('say why you decide all the same')
    await Submission.collection.updateOne({ _id: loser as never }, { $set: { envelope: kept?.envelope } })
    await post('moderator', '/decision', { outcome: 'award', winners: winner })
    for (const who of ['supplier', 'stranger', 'lead'] as const) await page(who, '/decision', 404)
    await supplier(ownFeedback, 404)
    expect((await supplier('/your-proposals')).text).not.toContain('Not successful')
    await room.agents.supplier.get(`/challenges/${room.challenge._id}/award`).expect(404)
  })
})

describe('the feedback', () => {
  it('is drafted from what was agreed, and saved by the form and by the page that saves itself', async () => {
    const path = `/feedback/${loser}`
    const shown = await page('moderator', path)
    expect(shown.text).toContain('leaves open who looks at the figures')
    expect(shown.text).toContain('The next level up is 4, Good.')
    expect(shown.text).not.toContain('Why this score, for the other suppliers')
    expect((await page('moderator', `/feedback/${winner}`)).text).toContain(
      'Why this score, for the other suppliers',
    )
    const csrf = /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1]
    const auto = await room.agents.moderator
      .post(`${room.base}${path}`)
      .set('accept', 'application/json')
      .type('form')
      .send({ _csrf: csrf, revision: 1, 'explanations[outcome]': 'Dry Walls does it better.' })
    expect(auto.body).toEqual({
      values: { revision: 2, _seen: expect.stringContaining('Dry Walls does it better.') },
    })
    await post('moderator', path, { revision: 1 }, 409)
    await post('first', path, { revision: 2 }, 403)
  })

  it('does not go out while something is to be mended', async () => {
    const shown = await page('moderator', `/feedback/${loser}`)
    expect(shown.text).toContain('It names another supplier: Dry Walls Ltd')
    expect(shown.text).toContain('10 words or more')
    expect((await page('moderator', '/feedback')).text).toContain('To mend: 2')
    await room.call('moderator', 'post', `${room.base}/feedback/release`).expect(409)
    // Answers to criteria are words of a proposal like the others.
    const answer = 'They say that one nurse visits every home each week and writes it down.'
    const forOthers = { 'forOthers[outcome]': answer }
    await post('moderator', `/feedback/${winner}`, { revision: 1, ...forOthers })
    expect((await page('moderator', `/feedback/${winner}`)).text).toContain('Others would read words')
    const ours = 'The panel found that everybody is named who looks at the figures.'
    await post('moderator', `/feedback/${winner}`, { revision: 2, 'forOthers[outcome]': ours })
    const words = 'The plan says what is measured; nobody is named who looks at the figures each week.'
    await post('moderator', `/feedback/${loser}`, { revision: 2, 'explanations[outcome]': words })
    expect((await page('moderator', '/feedback')).text).not.toContain('To mend')
    expect(await Feedback.countDocuments({ sentAt: null })).toBe(2)
  })

  it('goes out to all at one instant, and says the winner’s scores to the others', async () => {
    await room.call('second', 'post', `${room.base}/feedback/release`).expect(403)
    await post('moderator', '/feedback', {})
    await room.call('moderator', 'post', `${room.base}/feedback/release`).expect(409)
    const sent = await Feedback.find({ challengeId: room.challenge._id }).lean()
    for (const says of ['Not successful', 'Its feedback says why'])
      expect((await supplier('/your-proposals')).text).toContain(says)
    const listed = (await room.call('supplier', 'get', '/proposals').expect(200)).body.items
    expect(listed).toMatchObject([{ result: 'unsuccessful' }])
    const decision = await Decision.findById(room.challenge._id).lean()
    expect(new Set(sent.map(({ sentAt }) => sentAt?.getTime()))).toEqual(
      new Set([decision?.releasedAt?.getTime()]),
    )
    const told = await listEvents('evaluation', room.challenge._id)
    expect(told.filter(({ name }) => name === 'evaluation.feedback-released')).toHaveLength(2)
    const { body } = await room.call('supplier', 'get', ownFeedback).expect(200)
    expect(body.summary).toMatchObject({
      result: 'unsuccessful',
      total: '72',
      criteria: [
        { points: 3, most: 5, earned: '42' },
        { by: 'price', points: null, earned: '30' },
      ],
      winners: [{ supplierName: 'Dry Walls Ltd', total: '85', criteria: [{ points: 5 }, { by: 'price' }] }],
    })
    expect(JSON.stringify(body)).not.toContain('60,000')
    const shown = await supplier(ownFeedback)
    expect(shown.text).toContain('What would have scored more')
    expect(shown.text).toContain('/your-matches')
    for (const who of ['lead', 'moderator', 'broker', 'stranger'] as const)
      await room.agents[who].get(ownFeedback).expect(404)
    await room.call('moderator', 'put', `${room.base}/feedback/${loser}`, { revision: 3 }).expect(403)
  })

  it('is rated as often as the supplier likes and asked about once, and answered to it alone', async () => {
    const say = (to: string, fields: object) => room.send('supplier', ownFeedback, to, fields)
    expect((await say(ownFeedback, {})).status).toBe(422)
    await say(ownFeedback, { how: 'not' })
    expect((await say(ownFeedback, { how: 'partly', words: 'More on price' })).status).toBe(303)
    expect((await say(`${ownFeedback}/question`, { question: '' })).text).toContain('Write your question')
    expect((await say(`${ownFeedback}/question`, { question: 'Which figures?' })).status).toBe(303)
    await room.call('supplier', 'post', `${ownFeedback}/question`, { question: 'And?' }).expect(409)
    const list = (await page('moderator', '/feedback')).text
    expect(list).toContain('More on price')
    expect(list).toContain('Which figures?')
    await page('first', `/feedback/${loser}/answer`, 403)
    await post('moderator', `/feedback/${loser}/answer`, { answer: 'Those of the pilot.' })
    expect((await supplier(ownFeedback)).text).toContain('Those of the pilot.')
    await room
      .call('moderator', 'post', `${room.base}/feedback/${loser}/answer`, { answer: 'Again' })
      .expect(409)
  })
})

describe('the award', () => {
  const publication = (day: string, changes: object = {}) => ({
    ...boxes('publishedOn', day),
    standstill: 'voluntary',
    standstillReason: 'Suppliers asked for it.',
    workingDays: '8',
    [`values[${winner}][grossPence]`]: '60,000',
    [`values[${winner}][netPence]`]: '50,000',
    ...changes,
  })

  it('is public once its publication is recorded, on a day that can be', async () => {
    const wrong = await post('moderator', '/award', publication(addDays(today(), 1)), 422)
    expect(wrong.text).toContain('is still to come')
    const refused = async (changes: object, says: string) => {
      const values = { [winner]: { grossPence: 60_000_00, netPence: 50_000_00 } }
      const body = {
        publishedOn: today(),
        standstill: 'voluntary',
        standstillReason: 'So.',
        values,
        ...changes,
      }
      const answer = await room.call('moderator', 'put', `${room.base}/award`, body).expect(422)
      expect(JSON.stringify(answer.body)).toContain(says)
    }
    await refused({ publishedOn: addDays(today(), -1) }, 'they come first')
    await refused({ workingDays: 7 }, '8 working days or more')
    await refused({ standstillReason: '' }, 'Say why you choose a standstill')
    await refused({ standstill: 'mandatory' }, 'choose a voluntary one')
    await refused({ noticeId: '12-2026' }, 'six digits')
    await refused({ values: { [winner]: { grossPence: 1, netPence: 2 } } }, 'less than the one without')
    await refused({ values: {} }, 'Enter the value of the contract with Dry Walls Ltd')
    await room.call('supplier', 'get', `/challenges/${room.challenge._id}/award`).expect(404)
    // A value for somebody who won nothing would make the award seem larger than it is.
    const somebody = {
      'values[somebody][grossPence]': '9,000,000',
      'values[somebody][netPence]': '9,000,000',
    }
    await post('moderator', '/award', publication(today(), somebody))
    await refused({}, 'Say what was wrong')
    const { body } = await room.call('stranger', 'get', `/challenges/${room.challenge._id}/award`).expect(200)
    expect(body.winners).toMatchObject([{ supplierName: 'Dry Walls Ltd', value: { grossPence: 6_000_000 } }])
    expect(Object.keys(body.award.values)).toEqual([winner])
    const shown = await app.agent().get(`/challenges/${room.challenge._id}/award`).expect(200)
    expect(shown.text).toContain('Voluntary standstill')
    for (const secret of ['Sensible Sensors', room.people.moderator.id]) {
      expect(shown.text).not.toContain(secret)
      expect(JSON.stringify(body)).not.toContain(secret)
    }
    expect((await app.agent().get(`/challenges/${room.challenge._id}`).expect(200)).text).toContain('Awarded')
  })

  it('is corrected with the reason, and its standstill never ended earlier than everybody has read', async () => {
    const values = { [winner]: { grossPence: 60_000_00, netPence: 50_000_00 } }
    const correct = (changes: object, status: number) =>
      room
        .call('moderator', 'put', `${room.base}/award`, {
          publishedOn: today(),
          standstill: 'voluntary',
          standstillReason: 'So.',
          workingDays: 9,
          correction: 'A slip',
          values,
          ...changes,
        })
        .expect(status)
    await correct({}, 200)
    const longer = (await Decision.findById(room.challenge._id).lean())?.award?.endsOn
    for (const changes of [{ standstill: 'none' }, { workingDays: 8 }]) {
      const { body } = await correct(changes, 422)
      expect(JSON.stringify(body)).toContain('it can’t end earlier')
    }
    expect((await Decision.findById(room.challenge._id).lean())?.award?.endsOn).toBe(longer)
    const { body } = await correct({ standstillReason: '', correction: '', values: {} }, 422)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/correction',
      '/standstillReason',
      `/values/${winner}/grossPence`,
    ])
  })

  it('has no contract before the end of its standstill, and then one', async () => {
    const [clock] = await listAwardDeadlines()
    expect(clock).toMatchObject({ what: 'standstill', challengeId: room.challenge._id })
    const endsOn = addDays(today(), -1)
    const contract = (signedOn: string) => ({
      reference: 'C-17',
      title: 'Dry homes',
      ...boxes('signedOn', signedOn),
      ...boxes('startsOn', '2027-02-01'),
      ...boxes('endsOn', '2028-01-31'),
      grossPence: '60,000',
      netPence: '50,000',
    })
    const path = `/contract/${winner}`
    expect((await post('moderator', path, contract(today()), 409)).text).toContain(
      'The standstill lasts until',
    )
    // As if twenty days had passed since.
    const publishedOn = addDays(today(), -20)
    await Decision.updateOne(
      { _id: room.challenge._id },
      {
        $set: { releasedAt: new Date(publishedOn), 'award.publishedOn': publishedOn, 'award.endsOn': endsOn },
      },
    )
    const { body } = await room.call('moderator', 'get', `${room.base}/steps`).expect(200)
    expect(body.steps).toContainEqual(expect.objectContaining({ id: 'contract', state: 'due' }))
    expect((await post('moderator', path, contract(endsOn), 422)).text).toContain(
      'The standstill lasts until',
    )
    await post('first', path, contract(addDays(endsOn, 1)), 403)
    await post('moderator', path, contract(addDays(endsOn, 1)))
    expect(await listAwardDeadlines()).toMatchObject([{ what: 'contract-notice', on: addDays(endsOn, 30) }])
    await room
      .call('moderator', 'post', `${room.base}/no-award`, { because: 'other', words: 'No.' })
      .expect(409)
    await post(
      'moderator',
      `${path}/notice`,
      { noticeId: '012345-2026', ...boxes('publishedOn', endsOn) },
      422,
    )
    await post('moderator', `${path}/notice`, {
      noticeId: '012345-2026',
      ...boxes('publishedOn', addDays(endsOn, 1)),
    })
    expect(await listAwardDeadlines()).toEqual([])
    expect((await app.agent().get(`/challenges/${room.challenge._id}/award`).expect(200)).text).toContain(
      'C-17',
    )
  })
})
