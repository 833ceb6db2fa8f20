import { newestEvents } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { remindOfPilots } from '../../server/notifications/notifications.pilot-remind.service.ts'
import { Paper } from '../../server/outcomes/outcomes.papers.model.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { law } from '../../server/coaching/index.ts'
import { lastDayFault } from '../../shared/outcomes/papers.ts'
import { addDays } from '../../shared/coaching/law/periods.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from '../evaluation/evaluation.people.ts'
import { noticesOf } from '../notifications/notifications.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { contractDays, contractsOf } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let pilots: string[]
let place: string
let papers: string
const { today } = contractDays()
const soon = addDays(today, 20)
const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'The housing team' } }

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  pilots = await contractsOf(room, 2)
  const { _id: id } = room.challenge
  await Challenge.updateOne(
    { _id: id },
    { $set: { kind: 'competitive-flexible', stages: ['pilot', 'scale'] } },
  )
  place = `/challenges/${id}/pilot/${pilots[0]}`
  papers = `/challenges/${id}/pilots/${pilots[0]}/papers`
  for (const pilot of pilots)
    await room
      .call('moderator', 'put', `/challenges/${id}/pilots/${pilot}/plan`, {
        measuring,
        scaleDescribed: 'yes',
      })
      .expect(200)
}, 60_000)
afterAll(async () => {
  releaseClock()
  await app.stop()
})

const page = async (who: Who, path: string, status = 200) =>
  (await room.agents[who].get(`${place}${path}`).expect(status)).text
const post = async (who: Who, path: string, fields: object, status = 303, from = path) => {
  const answer = await room.send(who, `${place}${from}`, `${place}${path}`, fields)
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
  return answer.text
}
const revisionOf = async (who: Who, path: string) =>
  /name="revision" value="(\d+)"/.exec(await page(who, path))?.[1] ?? ''
/** How often something happened; whom each is told is in the table of notices. */
const happened = async (name: string) => (await newestEvents(name, 10)).length

const report = {
  summary: 'CANARY-report: fewer falls in ten homes',
  'outcomes[0][outcomeId]': 'fewer-falls',
  'outcomes[0][how]': 'The sensors told the nurses in time',
  approach: 'Ten homes, two nurses',
  trl: '8',
}

describe('the report of a pilot', () => {
  it('begins with what is known, keeps what is typed, and is the supplier’s alone until it is submitted', async () => {
    const form = await page('supplier', '/report/edit')
    // What was promised stands beside the question, how ready it was is filled in.
    expect(form).toContain('at most 23%')
    expect(form).toMatch(/<option value="7" selected>/)
    expect(form).not.toContain('name="pilotPlan"')
    const revision = await revisionOf('supplier', '/report/edit')
    const long = { ...report, revision, summary: 'word '.repeat(301) }
    const unready = await post('supplier', '/report/edit', { ...long, 'outcomes[0][how]': '' })
    expect(unready).toContain('/report/edit?done=saved')
    const shown = await page('supplier', '/report')
    for (const says of ['Shorten “Summary” by 1 word', 'Say what came of “Fewer falls”'])
      expect(shown).toContain(says)
    expect(await page('moderator', '/report')).not.toContain('word word')
    for (const who of ['stranger', 'broker'] as const) await page(who, '/report', 404)
    const stale = await post('supplier', '/report/edit', { ...report, revision: 0 }, 409)
    expect(stale).toContain('CANARY-report')
    const wrong = await post('supplier', '/report/edit', { ...report, trl: '12' }, 422)
    expect(wrong).toContain('Choose a technology readiness level from 1 to 9')
    expect(wrong).toContain('CANARY-report')
    await room.call('moderator', 'put', `${papers}/pilot-report/draft`, { revision: 1 }).expect(404)
    await room
      .call('supplier', 'put', `${papers}/pilot-report/draft`, { revision: 1, pilotPlan: 'x' })
      .expect(422)
  })

  it('is submitted whole, told to the buyer, and corrected with the reason', async () => {
    const submitted = { revision: 1 }
    const missing = await room
      .call('supplier', 'post', `${papers}/pilot-report/submissions`, submitted)
      .expect(422)
    expect(missing.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(
      '/outcomes/0/how',
    )
    await post('supplier', '/report/edit', { ...report, revision: 1, next: 'continue' })
    await post('supplier', '/report/submit', { revision: 2 }, 303, '/report')
    for (const who of ['moderator', 'viewer', 'supplier'] as const)
      expect(await page(who, '/report')).toContain('CANARY-report')
    for (const who of ['stranger', 'broker'] as const) await page(who, '/report', 404)
    expect(await happened('outcomes.pilot-reported')).toBe(1)
    await post('supplier', '/report/submit', { revision: 2 }, 409, '/report')

    await post('supplier', '/report/edit', { ...report, summary: 'Fewer falls in nine homes', revision: 2 })
    expect(await page('moderator', '/report')).not.toContain('nine homes')
    expect(await post('supplier', '/report/submit', { revision: 3 }, 422, '/report')).toContain(
      'Say why it is corrected',
    )
    await post('supplier', '/report/submit', { revision: 3, because: 'One home had moved' }, 303, '/report')
    const read = await page('moderator', '/report')
    for (const says of ['nine homes', 'One home had moved', 'CANARY-report']) expect(read).toContain(says)
    expect(await happened('outcomes.pilot-reported')).toBe(2)
    expect(await page('moderator', '')).toContain('Pilot report')
  })

  it('is not in the database in plain words', async () => {
    expect(JSON.stringify(await Paper.find().lean())).not.toContain('CANARY')
  })

  it('says calmly that it was changed in the database, and leaves the rest alone', async () => {
    const { draft } = (await Paper.findOne({ stage: 'pilot-report' }).lean()) ?? {}
    await Paper.updateOne({ stage: 'pilot-report' }, { $set: { draft: Buffer.from('nothing') } })
    expect(await page('supplier', '/report', 409)).toContain('what is stored is not what was saved')
    expect(await page('moderator', '/report')).toContain('nine homes')
    await page('supplier', '')
    await Paper.updateOne({ stage: 'pilot-report' }, { $set: { draft } } as never)
  })
})

describe('a scale-up proposal', () => {
  const invite = (changes: object = {}) => ({
    way: 'next-stage',
    submissionIds: pilots,
    respondBy: soon,
    ...changes,
  })
  const ask = (who: Who, body: object, status: number) =>
    room.call(who, 'put', `/challenges/${room.challenge._id}/scale-up`, body).expect(status)

  it('is asked for by a way that the law leaves open, with time enough, of all pilots or with the reason', async () => {
    for (const who of ['supplier', 'stranger', 'broker'] as const) await ask(who, invite(), 404)
    await ask('first', invite(), 403)
    await page('supplier', '/scale-up', 404)
    const refused = async (changes: object, says: string) =>
      expect(JSON.stringify((await ask('moderator', invite(changes), 422)).body)).toContain(says)
    await refused({ respondBy: addDays(today, 9) }, 'Give 10 days or more (s.54(4))')
    await refused({ respondBy: today }, 'leaves no time')
    await refused({ submissionIds: pilots.slice(0, 1) }, 'Say why Dry Walls Ltd is not asked')
    await refused({ submissionIds: ['other'] }, 'Choose suppliers of pilots')
    await refused({ way: 'repeat-award' }, 'Look whether the tender notice')
    const form = await room.agents.moderator.get(`/challenges/${room.challenge._id}/scale-up`).expect(200)
    expect(form.text).toContain('Dry Walls Ltd')
    await ask('moderator', invite(), 200)
    expect(await happened('outcomes.scale-up-invited')).toBe(2)
    await refused({ respondBy: addDays(today, 19) }, 'give no less')
    await refused({ way: 'repeat-award', reason: 'It was announced' }, 'keep it')
    await ask('moderator', invite(), 200)
    await ask('moderator', invite({ respondBy: addDays(soon, 1) }), 200)
    expect(await happened('outcomes.scale-up-invited')).toBe(4)
  })

  it('begins with the proposal, is submitted, replaced and taken back, and read by no buyer in its time', async () => {
    expect(await page('supplier', '/scale-up/edit')).toContain('CANARY-approach')
    const draft = { ...report, approach: 'CANARY-scale', 'criteria[0][criterionId]': 'outcome', team: 'Us' }
    const whole = {
      ...draft,
      trl: undefined,
      'criteria[0][answer]': 'Yes',
      scalePrice: '900,000',
      revision: 0,
    }
    await post('supplier', '/scale-up/edit', whole)
    await post('supplier', '/scale-up/submit', { revision: 1 }, 303, '/scale-up')
    expect(await happened('outcomes.scale-up-submitted')).toBe(1)
    expect(await page('supplier', '/scale-up')).toContain('£900,000')
    await post('supplier', '/scale-up/withdraw', {}, 303, '/scale-up')
    await post('supplier', '/scale-up/submit', { revision: 1 }, 303, '/scale-up')
    for (const who of ['moderator', 'viewer'] as const) {
      const shown = await page(who, '/scale-up')
      for (const secret of ['CANARY', '900,000', 'Submitted']) expect(shown).not.toContain(secret)
      const { body } = await room.call(who, 'get', `${papers}/scale-up`).expect(200)
      expect(body).toMatchObject({ versions: [], draft: null })
    }
    expect(await page('moderator', '')).toContain('Sealed')
    await room
      .call('moderator', 'put', `${papers}/scale-up/answer`, { goesOn: 'yes', words: 'Yes' })
      .expect(409)
    for (const who of ['stranger', 'broker'] as const) await page(who, '/scale-up', 404)
  })

  it('is due in its time, read by the buyers after it, and answered once', async () => {
    const until = new Date(`${addDays(soon, 1)}T17:00:00Z`)
    const kinds = async (who: Who) =>
      (await noticesOf(room.people[who].id))
        .map(({ kind }) => kind)
        .filter((kind) => /scale-up-(due|over)/.test(kind))
    setClock(new Date(until.getTime() - 60 * 60_000))
    await remindOfPilots()
    // What is submitted is not reminded of.
    expect([await kinds('supplier'), await kinds('lead')]).toEqual([[], []])
    setClock(until)
    await remindOfPilots()
    await remindOfPilots()
    expect([await kinds('supplier'), await kinds('lead')]).toEqual([[], ['scale-up-over']])
    releaseClock()
    // Who is signed in would not be in three weeks.
    await Paper.updateMany({ stage: 'scale-up' }, { $set: { 'invitation.respondBy': now() } })
    const late = await room.call('supplier', 'put', `${papers}/scale-up/draft`, { revision: 1 }).expect(409)
    expect(late.body.code).toBe('too-late')
    expect(await page('moderator', '/scale-up')).toContain('CANARY-scale')
    const other = await room.agents.moderator.get(
      place.replace(pilots[0] ?? '', pilots[1] ?? '') + '/scale-up',
    )
    expect(other.text).toContain('Nothing was submitted in time')
    await ask('moderator', invite({ respondBy: addDays(soon, 40) }), 409)
    expect(
      await post('moderator', '/scale-up/answer', { goesOn: 'yes', words: '' }, 422, '/scale-up'),
    ).toContain('Say why: the supplier reads it')
    await post('moderator', '/scale-up/answer', { goesOn: 'no', words: 'No money left' }, 303, '/scale-up')
    expect(await page('supplier', '/scale-up')).toContain('No money left')
    expect(await happened('outcomes.scale-up-answered')).toBe(1)
    await room
      .call('moderator', 'put', `${papers}/scale-up/answer`, { goesOn: 'yes', words: 'Yes' })
      .expect(409)
  })
})

it.each([
  ['2026-12-10', false, null],
  ['2026-12-09', false, 'Give 10 days'],
  ['2026-12-01', true, null],
])('a next stage until %s, agreed: %s', (respondBy, isAgreed, says) => {
  const fault = lastDayFault(law(), { respondBy, today: '2026-11-30', isTender: true, isAgreed })
  expect(says === null ? fault : fault?.includes(says)).toBe(says === null ? null : true)
})
