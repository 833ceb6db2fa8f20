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
export async function scalesFor(browserPage: Page): Promise<(path: string) => Weight> {
  const session = await browserPage.context().newCDPSession(browserPage)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const { frameTree } = await session.send('Page.getFrameTree')
  const types = new Map<string, string>()
  const pageOf = new Map<string, string>()
  let loaded: { type: string; bytes: number }[] = []
  let page = ''
  session.on('Network.requestWillBeSent', ({ requestId, loaderId, type, frameId, redirectResponse }) => {
    pageOf.set(requestId, loaderId)
    if (type !== 'Document' || frameId !== frameTree.frame.id || redirectResponse) return
    page = loaderId
    loaded = []
  })
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    // The font of the page before may come in while this one is on its way.
    if (pageOf.get(requestId) === page) loaded.push({ type: types.get(requestId) ?? '', bytes })
  })
  return (path) => {
    const sum = (of: typeof loaded) => of.reduce((total, { bytes }) => total + bytes, 0)
    return { path, all: sum(loaded), scripts: sum(loaded.filter(({ type }) => type === 'Script')) }
  }
}
