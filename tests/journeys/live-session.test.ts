import type { Browser, Page } from 'playwright-core'
import { announceSession, openSession } from '../../server/clarifications/clarifications.sessions.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { aChallengeWithPeople, sessionInput } from '../clarifications/sessions.factory.ts'
import { type CuttableLine, openLine } from '../faults/cuttable-line.ts'
import { type Site, startSite } from '../faults/harness/site.ts'
import { withSite } from '../faults/harness/world.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'

// Real processes and six browsers on whatever machine this is.
const longestMs = 150_000

let site: Site
let browser: Browser
let lines: CuttableLine[] = []

beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(1), openBrowser()])
}, longestMs)
afterAll(async () => {
  await browser?.close()
  for (const line of lines) await line.close()
  await site?.stop()
}, longestMs)

/** Six people, and a live session that is open. */
async function prepare() {
  return withSite(site, async () => {
    const { challenge, buyer, broker, supplier, otherSupplier } = await aChallengeWithPeople()
    const third = await aPerson({ organisation: 'supplier', name: 'Tia Third' })
    const fourth = await aPerson({ organisation: 'supplier', name: 'Fay Fourth' })
    const actor = await actorOfPerson(buyer.id)
    const startsAt = now()
    setClock(new Date(startsAt.getTime() - 3_600_000))
    const { id } = await announceSession(actor, challenge._id, sessionInput({ startsAt }))
    releaseClock()
    await openSession(actor, id)
    return { room: `/live-sessions/${id}`, people: [buyer, broker, supplier, otherSupplier, third, fourth] }
  })
}

/** The record as a page shows it, without what is for its reader alone. */
const entriesOf = (page: Page): Promise<string[]> =>
  page.locator('.log__item').evaluateAll((items) =>
    items.map((item) =>
      [
        item.getAttribute('data-number'),
        ...item.querySelectorAll('.log__about, .log__question, .log__answer'),
      ]
        .map((part) => (part instanceof Element ? (part.textContent ?? '') : part))
        .join(' ')
        .replace(' · your question', '')
        .replaceAll(/\s+/g, ' '),
    ),
  )

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your question').fill(text)
  await page.getByRole('button', { name: 'Put it into the queue' }).click()
}

const inQueue = (page: Page, question: string) => page.locator('#queue .log__question').getByText(question)

async function answer(page: Page, question: string, text: string): Promise<void> {
  const queued = page.locator('#queue li').filter({ hasText: question })
  await queued.getByRole('button', { name: /^Answer it now/ }).click()
  await page.getByLabel('The answer').fill(text)
  await page.getByRole('button', { name: 'Publish the answer' }).click()
}

it(
  'gives six people the same log, though the process that three of them are connected to is killed',
  async () => {
    const { room, people } = await prepare()
    const ports = site.webs.map(({ url }) => Number(new URL(url).port)) as [number, number]
    lines = await Promise.all(people.map((_, i) => openLine('127.0.0.1', ports[i % 2] as number)))
    const pages = await Promise.all(
      people.map(async (person, i) => {
        const { page } = await openContext(browser, `http://127.0.0.1:${lines[i]?.port}`)
        await signInBrowser(page, person)
        await page.goto(room)
        await page.getByText('This page keeps itself up to date.').waitFor()
        return page
      }),
    )
    const [buyer, broker, first, second, third, fourth] = pages as [Page, Page, Page, Page, Page, Page]
    await ask(first, 'May tenants keep the sensors?')
    await ask(second, 'Is there Wi-Fi in the stairwells?')
    await inQueue(broker, 'Wi-Fi in the stairwells').waitFor()
    await answer(buyer, 'May tenants keep', 'Yes, if they agree.')
    await Promise.all(
      pages.map((page) => page.locator('[data-entries]').getByText('if they agree').waitFor()),
    )

    await site.webs[0]?.kill()
    await ask(third, 'How many homes are there?')
    await third.getByText('What you sent is being tried again').waitFor()
    for (const line of lines.filter((_, i) => i % 2 === 0)) line.leadTo(ports[1])
    await ask(fourth, 'Who reads the sensors?')
    await inQueue(buyer, 'How many homes').waitFor()
    await answer(buyer, 'Wi-Fi in the stairwells', 'In most of them.')
    await site.webs[0]?.start()
    await answer(buyer, 'How many homes', 'Four thousand.')

    const last = 'Four thousand.'
    await Promise.all(pages.map((page) => page.locator('[data-entries]').getByText(last).waitFor()))
    const logs = await Promise.all(pages.map(entriesOf))
    for (const log of logs) expect(log).toEqual(logs[0])
    const numbers = (logs[0] ?? []).map((entry) => Number.parseInt(entry, 10))
    expect(numbers).toEqual(numbers.map((_, i) => numbers.length - i))
    for (const words of [
      'tenants keep',
      'Wi-Fi',
      'How many homes',
      'Who reads',
      'if they agree',
      'In most',
      last,
    ])
      expect(logs[0]?.join('\n')).toContain(words)

    await buyer.getByRole('button', { name: 'Close the session' }).click()
    await buyer.getByRole('heading', { name: 'Transcript of the live session' }).waitFor()
    await Promise.all(pages.map((page) => page.goto(room)))
    const transcripts = await Promise.all(pages.map(entriesOf))
    for (const transcript of transcripts) expect(transcript).toEqual(transcripts[0])
    expect(transcripts[0]).toHaveLength(numbers.length + 1)
  },
  longestMs,
)
