import { listEvents } from '../../server/audit/index.ts'
import { askedPolicy, askingPolicy } from '../../server/evaluation/evaluation.questions.policy.ts'
import type { AwardStanding } from '../../server/evaluation/evaluation.award.policy.ts'
import { ProposalQuestion } from '../../server/evaluation/evaluation.questions.model.ts'
import { now } from '../../server/platform/clock.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { awardStages } from '../../shared/evaluation/award.ts'
import { type QuestionState, questionState } from '../../shared/evaluation/questions.ts'
import { allowed } from '../platform/actors.ts'
import type { Clearance, PanelRole } from '../../shared/evaluation/panel.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { dumpOfDatabase } from '../proposals/dump.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

describe('who may ask one supplier about its proposal', () => {
  const standing = (changes: Partial<AwardStanding>): AwardStanding => ({
    buyerIds: ['council'],
    isPublished: true,
    isOpen: true,
    state: 'scoring',
    hasSettings: true,
    isAnonymous: false,
    own: part('evaluator', 'clear'),
    stage: 'open',
    isReleased: false,
    hasContract: false,
    ...changes,
  })
  const part = (role: PanelRole, clearance: Clearance) => ({
    role,
    clearance,
    hasSubmitted: false,
    hasSeenNames: false,
  })
  const asking = (changes: Partial<AwardStanding>) =>
    allowed((who) => askingPolicy.ask(who, standing(changes)))

  it.each(awardStages)(
    'is for those who act for a buyer and are clear, until the feedback is out: %s',
    (stage) => {
      expect(asking({ stage })).toEqual(['open', 'decided'].includes(stage) ? ['buyer'] : [])
      expect(asking({ stage, isOpen: false })).toEqual([])
      for (const clearance of ['undeclared', 'waiting', 'barred'] as const)
        expect(asking({ stage, own: part('moderator', clearance) })).toEqual([])
    },
  )

  it.each(['waiting', 'answered', 'unanswered'] as QuestionState[])(
    'is answered by the supplier alone: %s',
    (state) => {
      const own = { supplierId: 'supplier', state }
      expect(allowed((who) => askedPolicy.read(who, own))).toEqual(['supplier', 'supplierViewer'])
      expect(allowed((who) => askedPolicy.answer(who, own))).toEqual(state === 'waiting' ? ['supplier'] : [])
    },
  )

  it('counts the last instant, and not the next', () => {
    const answerBy = new Date('2026-12-04T17:00:00Z')
    const at = (ms: number) =>
      questionState({ answerBy, answeredAt: null }, new Date(answerBy.getTime() + ms))
    expect([at(0), at(1)]).toEqual(['waiting', 'unanswered'])
    expect(questionState({ answerBy, answeredAt: answerBy }, new Date('2027-01-01'))).toBe('answered')
  })
})

describe('a question to one supplier', () => {
  let app: TestApp
  let room: EvaluationPeople
  let own: string
  let asked: string
  const canaries = ['CANARY-which-sensor', 'CANARY-the-second']

  beforeAll(async () => {
    app = await startTestApp()
    room = await evaluationPeople(app)
    const [cheap = ''] = await agreeEverything(room)
    own = `/proposals/${(await Submission.findById(cheap).lean())?.proposalId}/questions`
    asked = `/questions/${cheap}`
  }, 60_000)
  afterAll(() => app.stop())

  const send = async (who: Who, from: string, fields: object, status: number) => {
    const answer = await room.send(who, from, from, fields)
    expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
    return answer.text
  }
  const ask = (fields: object, status = 303) => send('first', room.base + asked, fields, status)

  it('is asked in writing by somebody who declared, one at a time, and told to nobody else', async () => {
    for (const who of ['supplier', 'stranger', 'lead'] as const)
      await room.agents[who].get(room.base + asked).expect(404)
    await room.agents.supplier.get(own).expect(404)
    expect(await ask({ number: 0, workingDays: 3, question: '' }, 422)).toContain('Write the question')
    expect(await ask({ number: 0, workingDays: 40, question: 'x' }, 422)).toContain('20 working days at most')
    await ask({ number: 0, workingDays: 3, question: canaries[0] })
    const body = { number: 1, workingDays: 3, question: 'And?' }
    await room.call('moderator', 'post', room.base + asked, body).expect(409)
    await room.call('viewer', 'post', room.base + asked, body).expect(403)
    await room.call('moderator', 'post', room.base + asked, { ...body, number: 0 }).expect(409)
    for (const who of ['stranger', 'lead', 'moderator', 'broker'] as const)
      await room.agents[who].get(own).expect(404)
  })

  it('is answered once, stands beside the proposal, and is sealed in the database', async () => {
    const page = (await room.agents.supplier.get(own).expect(200)).text
    expect(page).toContain(canaries[0])
    expect(page).not.toContain('Fay First')
    expect((await room.agents.supplier.get(own.replace('/questions', '')).expect(200)).text).toContain(own)
    await room.agents.supplier.get(`${own}/7`).expect(404)
    await room.agents.supplier.get(`${own}/x`).expect(404)
    expect(await send('supplier', `${own}/1`, { answer: '' }, 422)).toContain('Write the answer')
    await send('supplier', `${own}/1`, { answer: canaries[1] }, 303)
    await room.call('supplier', 'post', `${own}/1/answer`, { answer: 'Anew' }).expect(409)
    const beside = (await room.agents.second.get(`${room.base}/consensus${asked.slice(10)}/outcome`)).text
    for (const canary of canaries) expect(beside).toContain(canary)
    const dump = await dumpOfDatabase({ withOplog: true })
    for (const canary of canaries) expect(dump).not.toContain(canary)
    const names = (await listEvents('evaluation', room.challenge._id)).map(({ name }) => name)
    expect(names.filter((name) => name.includes('proposal-question'))).toHaveLength(2)
    const open = await listEvents('challenge', room.challenge._id)
    expect(open.filter(({ name }) => name.includes('proposal-question'))).toEqual([])
  })

  it('is not answered after its time', async () => {
    await ask({ number: 1, workingDays: 1, question: 'And?' })
    await ProposalQuestion.updateOne({ number: 2 }, { $set: { answerBy: new Date(now().getTime() - 1) } })
    await room.call('supplier', 'post', `${own}/2/answer`, { answer: 'Late' }).expect(409)
    const { body } = await room.call('viewer', 'get', `${room.base}/questions`).expect(200)
    const states = body.proposals.flatMap((one: { questions: { state: string }[] }) =>
      one.questions.map(({ state }) => state),
    )
    expect(states).toEqual(['answered', 'unanswered'])
    expect((await room.agents.viewer.get(`${room.base}/questions`).expect(200)).text).toContain(
      'Not answered',
    )
  })
})
