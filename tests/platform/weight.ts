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
 * @returns gives what was loaded since the page that stands open was asked for
 */
export async function scalesFor(page: Page): Promise<(path: string) => Weight> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const { frameTree } = await session.send('Page.getFrameTree')
  const types = new Map<string, string>()
  let loaded: { type: string; bytes: number }[] = []
  session.on('Network.requestWillBeSent', ({ type, frameId, redirectResponse }) => {
    if (type === 'Document' && frameId === frameTree.frame.id && !redirectResponse) loaded = []
  })
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    loaded.push({ type: types.get(requestId) ?? '', bytes })
  })
  return (path) => {
    const sum = (of: typeof loaded) => of.reduce((total, { bytes }) => total + bytes, 0)
    return { path, all: sum(loaded), scripts: sum(loaded.filter(({ type }) => type === 'Script')) }
  }
}
