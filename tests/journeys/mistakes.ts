import type { Page, Response } from 'playwright-core'
import { pageFaults } from '../platform/browser.ts'
import { type FoundForm, patternOf } from './crawl.ts'

interface Mistake {
  typed: string
  /** What is sent for what people choose; nothing where it is null. */
  chosen: string | null
}

/** What is sent: nothing at all, far too much with signs that do harm where they are not text, and what can't be. */
export const mistakes = {
  nothing: { typed: '', chosen: null },
  'too much': { typed: `<script>x</script>{{ 7 * 7 }}${'x'.repeat(60_000)}`, chosen: null },
  'something wrong': { typed: '31 February, or so', chosen: 'no-such-thing' },
} satisfies Record<string, Mistake>

export type MistakeName = keyof typeof mistakes

const answers = [200, 403, 404, 409, 413, 422, 429]

/** Sends a form with a mistake from the page that it stands on. @returns null where it stands there no more */
export async function send(page: Page, form: FoundForm, mistake: MistakeName): Promise<Response | null> {
  if (((await page.goto(form.page))?.status() ?? 500) >= 400) return null
  const { typed, chosen } = mistakes[mistake]
  const fields = [
    ...form.typed.map((name) => [name, typed]),
    ...(chosen === null ? [] : form.chosen.map((name) => [name, chosen])),
  ]
  const isThere = await page.evaluate(
    (action) =>
      [...document.querySelectorAll('main form[method="post"]')].some(
        (one) => (one.getAttribute('action') || action) === action,
      ),
    form.action,
  )
  if (!isThere) return null
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().isNavigationRequest() && one.status() !== 303),
    // The page before has loaded long ago: its state says nothing of the one that comes. A file opens none.
    page.waitForEvent('load', { timeout: 10_000 }).catch(() => null),
    page.evaluate(
      ({ action, isMultipart, sent }) => {
        const stands = [...document.querySelectorAll<HTMLFormElement>('main form[method="post"]')].find(
          (one) => (one.getAttribute('action') || action) === action,
        )
        const made = document.createElement('form')
        made.method = 'post'
        made.action = action
        if (isMultipart) made.enctype = 'multipart/form-data'
        const hidden = [...(stands?.querySelectorAll<HTMLInputElement>('input[type="hidden"][name]') ?? [])]
        for (const [name = '', value = ''] of [...hidden.map((one) => [one.name, one.value]), ...sent]) {
          const field = document.createElement('textarea')
          field.name = name
          field.value = value
          made.append(field)
        }
        document.body.append(made)
        made.submit()
      },
      { action: form.action, isMultipart: form.isMultipart, sent: fields },
    ),
  ])
  return answer
}

/** The messages at the top of a page that was shown again, with where each leads. */
const summaryOf = (page: Page): Promise<{ text: string; href: string; isThere: boolean }[]> =>
  page.locator('.govuk-error-summary__list a').evaluateAll((links) =>
    links.map((link) => {
      const href = link.getAttribute('href') ?? ''
      return {
        text: link.textContent?.trim() ?? '',
        href,
        isThere: document.getElementById(href.replace('#', '')) !== null,
      }
    }),
  )

/** What somebody typed and the page that was shown again has no more; passwords are never shown again. */
const lostWords = (page: Page, names: string[], typed: string): Promise<string[]> =>
  page.evaluate(
    ({ all, value }) =>
      all.filter((name) => {
        const fields = [
          ...document.querySelectorAll<HTMLInputElement>(`main [name="${CSS.escape(name)}"]`),
        ].filter(({ type }) => type !== 'hidden')
        return (
          fields.length > 0 &&
          fields.every(({ type }) => !['password', 'number', 'date', 'time'].includes(type)) &&
          !fields.some((field) => field.value.replaceAll('\r', '').trim() === value)
        )
      }),
    { all: names, value: typed },
  )

/** Leaves the beginning of what is far too long: a browser takes minutes to lay out twenty fields of it for axe. */
const shorten = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const field of document.querySelectorAll<HTMLInputElement>('main input, main textarea'))
      if (field.type !== 'file' && field.value.length > 1000) field.value = field.value.slice(0, 1000)
  })

/** A page that was shown again: its messages, and what is wrong with it. */
export interface ShownAgain {
  messages: string[]
  faults: string[]
}

/** What is wrong with the answer to a form that was filled in wrongly. */
export async function answerTo(page: Page, form: FoundForm, mistake: MistakeName): Promise<ShownAgain> {
  const where = `${patternOf(form.action)} with ${mistake}`
  const answer = await send(page, form, mistake)
  if (!answer) return { messages: [], faults: [] }
  const status = answer.status()
  if (!answers.includes(status)) return { messages: [], faults: [`${where} answered ${status}`] }
  // A file that is answered with is no page to look at.
  if (answer.headers()['content-disposition']?.startsWith('attachment')) return { messages: [], faults: [] }
  const faults: string[] = []
  if ((await answer.text()).includes('<script>x</script>'))
    faults.push(`${where}: what was typed is part of the page`)
  if (status !== 422) return { messages: [], faults }
  const summary = await summaryOf(page)
  if (summary.length === 0) faults.push(`${where}: nothing says what is wrong`)
  // Nobody can choose what is not offered but by hand: where its message leads matters to no reader.
  const isOffered = ({ href }: { href: string }) =>
    mistake !== 'something wrong' || !form.chosen.some((name) => href.startsWith(`#${name.split('[')[0]}`))
  for (const { href } of summary.filter((one) => !one.isThere && isOffered(one)))
    faults.push(`${where}: ${href} leads nowhere`)
  for (const { text } of summary.filter((one) =>
    /invalid|expected \w+, received|undefined|\bnull\b|^$|[{}]/i.test(one.text),
  ))
    faults.push(`${where}: “${text}” is no message for people`)
  if (mistake === 'something wrong')
    for (const name of await lostWords(page, form.typed, mistakes[mistake].typed))
      faults.push(`${where}: what was typed as ${name} is gone`)
  if (mistake !== 'something wrong') {
    await shorten(page)
    faults.push(...(await pageFaults(page)).map((fault) => `${where}: ${fault}`))
  }
  return { messages: summary.map(({ text }) => text), faults }
}
