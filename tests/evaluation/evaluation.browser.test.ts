import type { Browser, Page } from 'playwright-core'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { now } from '../../server/platform/clock.ts'
import { usualSettings } from '../../shared/evaluation/settings.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

const criteria = [
  { id: 'outcome', title: 'Outcome', description: 'Evidence first', weight: 45, partOf: 'Quality' },
  {
    id: 'place',
    title: 'Good for the place',
    description: '',
    weight: 20,
    partOf: 'Quality',
    isSocialValue: true,
  },
  { id: 'price', title: 'Price', description: '', weight: 35 },
]
const levels = [{ points: 4, title: 'Shown', meaning: 'Two councils say in writing that it works.' }]

let app: TestApp
let browser: Browser
let room: EvaluationPeople
const faults: string[] = []
beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  room = await evaluationPeople(app, { criteria, wholeLifeYears: 5 })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

async function pageOf(who: Who): Promise<Page> {
  const { page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, room.people[who])
  return page
}

it('every page of a first look without names is fit to read at both widths', async () => {
  const call = (who: Who, path: string, body: object) => room.call(who, 'post', `${room.base}${path}`, body)
  const declare = (who: Who) => call(who, '/declarations', { interest: 'none' }).expect(200)
  const lead = await pageOf('lead')
  await Challenge.updateOne({ _id: room.challenge._id }, { $set: { publishedAt: null } })
  const found = await faultsAt(lead, `${room.base}/settings`)
  await Challenge.updateOne({ _id: room.challenge._id }, { $set: { publishedAt: now() } })
  const settings = { ...usualSettings, levels, isAnonymous: true }
  await Evaluation.create({ _id: room.challenge._id, settings, settingsAt: now() } as never)
  found.push(...(await faultsAt(lead, `/challenges/${room.challenge._id}`)))
  const roles = { moderator: 'moderator', first: 'evaluator', second: 'evaluator' } as const
  for (const [who, role] of Object.entries(roles)) {
    await call('lead', '/panel', { userId: room.people[who as Who].id, role }).expect(200)
    await declare(who as Who)
  }
  await room.close()
  await call('lead', '/begin', {}).expect(200)
  const first = await pageOf('first')
  found.push(...(await faultsAt(first, room.base)), ...(await faultsAt(first, `${room.base}/declare`)))
  await declare('first')
  found.push(...(await faultsAt(first, room.base)), ...(await faultsAt(first, `${room.base}/scores`)))
  await first.getByRole('link', { name: 'Quality: Outcome' }).first().click()
  await first.waitForURL(/scores\/[a-z]+\/outcome/)
  found.push(...(await faultsAt(first, new URL(first.url()).pathname)))
  await first.getByText('Two councils say in writing that it works.').waitFor()
  expect(found).toEqual([])
  expect(faults).toEqual([])
})
