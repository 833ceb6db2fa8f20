import { listEvents } from '../../server/audit/index.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
let submissions: string[]
beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
}, 60_000)
afterAll(() => app.stop())

const page = (who: Who, path = '', status = 200) => room.agents[who].get(`${room.base}${path}`).expect(status)
const post = async (who: Who, from: string, to: string, fields: object, status = 303) => {
  const answer = await room.send(who, `${room.base}${from}`, `${room.base}${to}`, fields)
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
  return answer
}
const declareNone = (who: Who) => post(who, '/declare', '/declare', { interest: 'none' })
const agreedReasons = { reason: 'CANARY-agreed' }

describe('an evaluation, from the settings to the ranking', () => {
  it('is nobody’s business outside the buyers and brokers', async () => {
    for (const who of ['supplier', 'stranger'] as const) await page(who, '', 404)
    for (const who of ['lead', 'viewer', 'broker'] as const) await page(who)
    await room.call('supplier', 'get', room.base).expect(404)
  })

  it('has settings that suppliers read, chosen once when it is public', async () => {
    const usual = await room.agents.supplier.get(`/challenges/${room.challenge._id}`).expect(200)
    expect(usual.text).toContain('the usual way holds')
    const wrong = await post(
      'lead',
      '/settings',
      '/settings',
      {
        scale: 'nought-to-five',
        formula: 'linear-between',
        fullPrice: '50000',
        nonePrice: '40000',
        criterionId: 'price',
        tieRule: 'shared',
      },
      422,
    )
    expect(wrong.text).toContain('The price without points must be above the price with all of them')
    const settings = {
      scale: 'nought-to-five',
      formula: 'lowest-proportion',
      criterionId: 'price',
      tieRule: 'heaviest-then-price',
      'minimums[outcome]': '1',
      'levels[0][scale]': 'nought-to-five',
      'levels[0][points]': '4',
      'levels[0][meaning]': 'Two councils say that it works.',
    }
    const otherScale = { ...settings, scale: 'nought-to-three' }
    const refused = await post('lead', '/settings', '/settings', otherScale, 422)
    expect(refused.text).toContain('These words are for another scale')
    expect(refused.text).toContain('Two councils say that it works.')
    await post('lead', '/settings', '/settings', settings)
    const shown = await room.agents.supplier.get(`/challenges/${room.challenge._id}`).expect(200)
    expect(shown.text).toContain('In proportion to the lowest price')
    expect(shown.text).toContain('Two councils say that it works.')
    await page('lead', '/settings', 403)
  })

  it('has a panel of members, and no proposal is seen before the deadline', async () => {
    const invite = (who: Who, role: string, status = 303) =>
      post('lead', '/invite', '/invite', { userId: room.people[who].id, role }, status)
    expect((await invite('viewer', 'evaluator', 422)).text).toContain('can observe, not score or moderate')
    await invite('moderator', 'moderator')
    await invite('first', 'evaluator')
    await invite('second', 'evaluator')
    expect((await room.agents.first.get('/your-evaluations').expect(200)).text).toContain(
      'Declare your interests',
    )
    await declareNone('moderator')
    await page('first', '/scores', 404)
    await room.call('lead', 'post', `${room.base}/begin`).expect(409)
    await room.close()
    submissions = await room.submissions()
    await post('lead', '', '/begin', {})
    await page('first', '/scores', 404)
  })

  it('lets nobody see a proposal who has not declared, and keeps out whom an interest bars', async () => {
    const empty = await post('first', '/declare', '/declare', { interest: 'some' }, 422)
    expect(empty.text).toContain('Say what the interest is')
    await post('first', '/declare', '/declare', {
      interest: 'some',
      what: 'My sister works there',
      suppliers: 'Dry Walls',
    })
    await page('first', '/scores', 404)
    expect((await page('second')).text.includes('My sister')).toBe(false)
    await page('second', `/panel/${room.people.first.id}/interest`, 404)
    await page('second', '/invite', 403)
    const interest = `/panel/${room.people.first.id}/interest`
    await post('moderator', interest, interest, {
      number: 1,
      ruling: 'mitigated',
      words: 'She is in another trade.',
    })
    await page('first', '/scores')
    await declareNone('second')
    await declareNone('viewer')
    await page('viewer', '/scores', 404)
    await post('broker', '/declare', '/declare', { interest: 'some', what: 'Shares', suppliers: 'Dry Walls' })
    await room
      .call('moderator', 'post', `${room.base}/panel/${room.people.broker.id}/ruling`, {
        number: 1,
        ruling: 'barred',
        words: 'Shares.',
      })
      .expect(200)
    await page('broker', '', 404)
  })

  it('saves a score for the form and for the page that saves itself, and wants reasons', async () => {
    const path = `/scores/${submissions[0]}/outcome`
    const shown = await page('first', path)
    expect(shown.text).toContain('CANARY-how')
    expect(shown.text).toContain('Two councils say that it works.')
    // The answer to the criterion that is scored comes first.
    const first = shown.text.indexOf('The answer to this criterion')
    expect(first).toBeGreaterThan(0)
    expect(shown.text.indexOf('CANARY-answer', first)).toBeLessThan(shown.text.indexOf('CANARY-how'))
    const missing = await post('first', path, path, { revision: 0, points: '4', next: 'continue' }, 422)
    expect(missing.text).toContain('Give your reasons')
    const { token } = { token: /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] }
    const auto = await room.agents.first
      .post(`${room.base}${path}`)
      .set('accept', 'application/json')
      .type('form')
      .send({ _csrf: token, revision: 0, points: '4' })
    expect(auto.body).toEqual({ values: { revision: 1, _seen: expect.stringContaining('4 – ') } })
    expect((await post('first', path, path, { revision: 0, points: '3' }, 409)).text).toContain(
      'another window',
    )
    const next = await post('first', path, path, {
      revision: 1,
      points: '4',
      reasons: 'CANARY-first',
      evidence: '“CANARY-how”',
      next: 'continue',
    })
    expect(next.headers['location']).toMatch(/\/evaluation\/scores(\/\w+\/outcome)?$/)
    await page('first', `/scores/${submissions[0]}/price`, 404)
    await page('second', `/consensus/${submissions[0]}/outcome`, 404)
    expect((await page('second', path)).text).not.toContain('CANARY-first')
  })

  it('takes scores in when they are complete, gives them back with a reason, and then shows everybody’s', async () => {
    expect((await post('first', '/scores', '/scores', {}, 409)).text).toContain(
      'Scores that lack a level or reasons: 1',
    )
    const put = (who: Who, at: number, points: number, revision = 0) =>
      room
        .call(who, 'put', `${room.base}/scores/${submissions[at]}/outcome`, {
          points,
          reasons: `CANARY-${who}`,
          revision,
        })
        .expect(200)
    await put('first', 1, 5)
    await post('first', '/scores', '/scores', {})
    await room
      .call('first', 'put', `${room.base}/scores/${submissions[1]}/outcome`, {
        points: 1,
        reasons: 'x',
        revision: 1,
      })
      .expect(403)
    const back = `/panel/${room.people.first.id}/return`
    await page('lead', back, 403)
    await post('moderator', back, back, { reason: 'You asked for them' })
    await put('first', 1, 5, 1)
    await post('first', '/scores', '/scores', {})
    await page('moderator', '/consensus', 404)
    await put('second', 0, 1)
    await put('second', 1, 5)
    await post('second', '/scores', '/scores', {})
    const all = await page('second', '/consensus')
    expect(all.text).toContain('1 to 4')
    await page('lead', '/consensus', 404)
    expect((await page('viewer', `/consensus/${submissions[0]}/outcome`)).text).toContain('CANARY-first')
  })

  it('keeps every agreed score and ranks once they stand', async () => {
    const path = (at: number) => `/consensus/${submissions[at]}/outcome`
    await post('moderator', path(0), path(0), { points: '2', reason: '', number: 0 }, 422)
    await room.call('second', 'post', `${room.base}${path(0)}`, { points: 2, ...agreedReasons }).expect(403)
    await post('moderator', path(0), path(0), { points: '2', ...agreedReasons, number: 0 })
    await post('moderator', path(0), path(0), { points: '3', reason: 'CANARY-anew', number: 1 })
    await post('moderator', path(0), path(0), { points: '3', ...agreedReasons, number: 1 }, 409)
    expect((await post('moderator', '/consensus', '/consensus', {}, 409)).text).toContain(
      'Scores that are not agreed yet: 1',
    )
    await page('second', '/ranking', 404)
    await post('moderator', path(1), path(1), { points: '5', ...agreedReasons, number: 0 })
    await post('moderator', '/consensus', '/consensus', {})
    const history = await page('second', path(0))
    expect(history.text).toMatch(/CANARY-anew[\s\S]*CANARY-agreed/)
    const ranking = await page('second', '/ranking')
    expect(ranking.text).toContain('Dry Walls Ltd is first.')
    const { body } = await room.call('second', 'get', `${room.base}/ranking`).expect(200)
    // 70 × 5/5 + 30 × ½, and 70 × 3/5 + 30.
    expect(body.ranking.map(({ total }: { total: string }) => total)).toEqual(['85', '72'])
    // 0.4 x = 0.5 (100 − x)
    expect(body.robustness.weights[0]).toMatchObject({ criterionId: 'outcome', from: '55.6', to: '100' })
    await page('lead', '/ranking', 404)
    await room.agents.lead.get(`/challenges/${room.challenge._id}/proposals`).expect(403)
    await room.agents.lead.get(`/received-proposals/${submissions[0]}`).expect(403)
    await declareNone('lead')
    await page('lead', '/ranking')
    await room.agents.lead.get(`/challenges/${room.challenge._id}/proposals`).expect(200)
  })

  it('is on record, step by step', async () => {
    const names = (await listEvents('evaluation', room.challenge._id)).map(({ name }) => name)
    for (const name of [
      'settings-chosen',
      'person-invited',
      'interests-declared',
      'interest-ruled',
      'begun',
      'scoring-asked',
      'scores-submitted',
      'scores-returned',
      'all-scores-in',
      'score-agreed',
      'agreed',
    ])
      expect(names).toContain(`evaluation.${name}`)
    expect(names.filter((name) => name === 'evaluation.score-agreed')).toHaveLength(3)
  })
})
