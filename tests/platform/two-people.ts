import { type Agent, encoded } from '../challenges/challenges.forms.ts'
import { csrfIn, seenIn } from './app.ts'

interface TwoPeople {
  first: Agent
  second: Agent
  page: string
  /** Where the form is sent; the page's own address unless said. */
  to?: string
  mine: object
  /** What the second sends there; or does elsewhere. */
  theirs: object | (() => Promise<unknown>)
  /** What is kept now, as words. */
  kept: () => Promise<unknown>
}

const send = (agent: Agent, html: string, { page, to = page }: TwoPeople, words: object) =>
  agent
    .post(to)
    .type('form')
    .send(encoded({ _csrf: csrfIn(html), ...seenIn(html, page, to), ...words }))

/**
 * Two people open one form; the second saves, then the first sends what they typed: refused, and once they have seen
 * what the second changed, saved. A form that does not say what it showed is refused, too.
 * @returns the page of the refusal, and what was kept before and after the first saved over it
 */
export async function crossEachOther(two: TwoPeople) {
  const { first, second, page, to = page, mine, theirs, kept } = two
  const opened = (await first.get(page).expect(200)).text
  if (typeof theirs === 'function') await theirs()
  else expect((await send(second, (await second.get(page).expect(200)).text, two, theirs)).status).toBe(303)
  const refused = await send(first, opened, two, mine)
  expect(refused.status).toBe(409)
  const silent = await first
    .post(to)
    .type('form')
    .send(encoded({ _csrf: csrfIn(opened), ...mine }))
  expect(silent.status).not.toBe(303)
  const theirsKept = await kept()
  const again = await send(first, refused.text, two, mine)
  expect([again.status, again.status === 303 ? '' : again.text]).toEqual([303, ''])
  return { page: refused.text, theirsKept, mineKept: await kept() }
}
