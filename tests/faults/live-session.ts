import type { Browser, Page } from 'playwright-core'
import { announceSession, openSession } from '../../server/clarifications/clarifications.sessions.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { aChallengeWithPeople, sessionInput } from '../clarifications/sessions.factory.ts'
import { type CuttableLine, openLine } from './cuttable-line.ts'
import type { Site } from './harness/site.ts'
import { withSite } from './harness/world.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'

/** Six people, and a live session that is open. */
async function prepare(site: Site) {
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

/** Each person's browser in the room, by lines of its own to one of the two processes. */
async function enter(
  browser: Browser,
  { room, people }: Awaited<ReturnType<typeof prepare>>,
  lines: CuttableLine[],
): Promise<Page[]> {
  return Promise.all(
    people.map(async (person, i) => {
      const { page } = await openContext(browser, `http://127.0.0.1:${lines[i]?.port}`)
      await signInBrowser(page, person)
      await page.goto(room)
      await page.getByText('This page keeps itself up to date.').waitFor()
      return page
    }),
  )
}

const arrivesEverywhere = (pages: Page[], words: string) =>
  Promise.all(pages.map((page) => page.locator('[data-entries]').getByText(words).waitFor()))

/** They ask and are answered, while the first process is killed and its people are led to the second. */
async function discuss(site: Site, pages: Page[], lines: CuttableLine[], secondPort: number): Promise<void> {
  const [buyer, broker, first, second, third, fourth] = pages as [Page, Page, Page, Page, Page, Page]
  await ask(first, 'May tenants keep the sensors?')
  await ask(second, 'Is there Wi-Fi in the stairwells?')
  await inQueue(broker, 'Wi-Fi in the stairwells').waitFor()
  await answer(buyer, 'May tenants keep', 'Yes, if they agree.')
  await arrivesEverywhere(pages, 'if they agree')

  await site.webs[0]?.kill()
  await ask(third, 'How many homes are there?')
  await third.getByText('What you sent is being tried again').waitFor()
  for (const line of lines.filter((_, i) => i % 2 === 0)) line.leadTo(secondPort)
  await ask(fourth, 'Who reads the sensors?')
  await inQueue(buyer, 'How many homes').waitFor()
  await answer(buyer, 'Wi-Fi in the stairwells', 'In most of them.')
  await site.webs[0]?.start()
  await answer(buyer, 'How many homes', 'Four thousand.')
  await arrivesEverywhere(pages, 'Four thousand.')
}

/** The record that all pages show alike, the newest entry first. */
async function sameEntries(pages: Page[]): Promise<string[]> {
  const logs = await Promise.all(pages.map(entriesOf))
  for (const log of logs) expect(log).toEqual(logs[0])
  return logs[0] ?? []
}

/** Six people in a live session, three of whom lose the process that they are connected to, read the same in it. */
export async function expectSameLogForSix(site: Site): Promise<void> {
  const browser = await openBrowser()
  const lines: CuttableLine[] = []
  try {
    const prepared = await prepare(site)
    const ports = site.webs.map(({ url }) => Number(new URL(url).port)) as [number, number]
    const opened = prepared.people.map((_, i) => openLine('127.0.0.1', ports[i % 2] as number))
    lines.push(...(await Promise.all(opened)))
    const pages = await enter(browser, prepared, lines)
    await discuss(site, pages, lines, ports[1])
    const log = await sameEntries(pages)
    const numbers = log.map((entry) => Number.parseInt(entry, 10))
    expect(numbers).toEqual(numbers.map((_, i) => numbers.length - i))
    const asked = ['tenants keep', 'Wi-Fi', 'How many homes', 'Who reads']
    for (const words of [...asked, 'if they agree', 'In most', 'Four thousand.'])
      expect(log.join('\n')).toContain(words)

    const [buyer] = pages as [Page]
    await buyer.getByRole('button', { name: 'Close the session' }).click()
    await buyer.getByRole('button', { name: 'Close it and publish the transcript' }).click()
    await buyer.getByRole('heading', { name: 'Transcript of the live session' }).waitFor()
    await Promise.all(pages.map((page) => page.goto(prepared.room)))
    expect(await sameEntries(pages)).toHaveLength(numbers.length + 1)
  } finally {
    await browser.close()
    for (const line of lines) await line.close()
  }
}
