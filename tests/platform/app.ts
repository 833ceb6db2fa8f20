import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import supertest from 'supertest'
import { createApp } from '../../server/app.ts'
import { actorOfSession } from '../../server/identity/index.ts'
import { watches } from '../../server/live.ts'
import { closeAtEnd } from '../../server/platform/closing.ts'
import { useConfig } from '../../server/platform/config.ts'
import { startLive } from '../../server/platform/live.ts'
import { sessions } from '../../server/platform/session.ts'
import { handlers } from '../../workers/handlers.ts'
import { startDispatch } from '../../workers/platform/dispatch.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { startTestDatabase, stopTestDatabase } from './database.ts'

export { startTestDatabase, stopTestDatabase, useTestConfig } from './database.ts'

export interface TestApp {
  /** Without a slash at the end. */
  url: string
  /** A browser without scripts: keeps cookies, follows nothing. */
  agent: () => ReturnType<typeof supertest.agent>
  stop: () => Promise<void>
}

/** The whole web application on a free port, with live messages; `workers` runs the jobs in this process too. */
export async function startTestApp(
  options: { workers?: boolean; settings?: NodeJS.ProcessEnv } = {},
): Promise<TestApp> {
  const config = await startTestDatabase(options.settings)
  const session = sessions()
  const http = createServer(createApp(session))
  startLive(http, { session, actorOf: actorOfSession, watches })
  closeAtEnd('test HTTP', () => {
    const closed = new Promise((resolve) => http.close(resolve))
    http.closeAllConnections()
    return closed
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  useConfig({ ...config, publicUrl: url })
  if (options.workers) startTestWorkers()
  return { url, agent: () => supertest.agent(url), stop: stopTestDatabase }
}

/** Hands events out and does jobs, as a worker process would. */
export function startTestWorkers(): void {
  startRunner(handlers)
  startDispatch(handlers.reactions)
}

/**
 * Waits until `check` gives something, looking again every 25 ms unless to look costs more than to wait.
 * @throws Error after `limitMs`
 */
export async function until<Result>(
  check: () => Promise<Result> | Result,
  limitMs = 10_000,
  everyMs = 25,
): Promise<NonNullable<Result>> {
  const end = Date.now() + limitMs
  for (;;) {
    const result = await check()
    if (result) return result as NonNullable<Result>
    if (Date.now() > end)
      throw new Error(`Still not so after ${limitMs} ms: ${check.toString().slice(0, 200)}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** What the form of a page that is sent there carries of what it showed, as a browser sends it back. */
export function seenIn(html: string, page: string, to: string): Record<string, string> {
  const [, ...forms] = html.split('<form')
  const form = forms.find((one) => (/^[^>]* action="([^"]*)"/.exec(one)?.[1] ?? page) === to) ?? ''
  const hidden = form.matchAll(/type="hidden" name="(revision|_seen|words)" value="([^"]*)"/g)
  return Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, asTyped(value)]))
}

const asTyped = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The CSRF token in a page's form. */
export function csrfIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1]
  if (!token) throw new Error('This page has no form with a CSRF token')
  return token
}
