import type { Page } from 'playwright-core'

/** What a page weighs over the line, in bytes. */
export interface Weight {
  path: string
  all: number
  scripts: number
}

/** Whether it is more than a page may weigh; what comes once somebody writes, the rules of the coach, is not in it. */
export const tooHeavy = ({ all, scripts }: Weight): boolean => all > 100_000 || scripts > 60_000

/**
 * Counts what a browser that was never here loads for a page, in bytes as they come: nothing is kept for the next.
 * @returns gives what was loaded since it was asked last
 */
export async function scalesFor(page: Page): Promise<(path: string) => Weight> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const types = new Map<string, string>()
  let loaded: { type: string; bytes: number }[] = []
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    loaded.push({ type: types.get(requestId) ?? '', bytes })
  })
  return (path) => {
    const parts = loaded
    loaded = []
    const sum = (of: typeof parts) => of.reduce((total, { bytes }) => total + bytes, 0)
    return { path, all: sum(parts), scripts: sum(parts.filter(({ type }) => type === 'Script')) }
  }
}
