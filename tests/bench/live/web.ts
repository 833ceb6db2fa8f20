import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { actorOfSession } from '../../../server/identity/index.ts'
import { watches } from '../../../server/live.ts'
import { readConfig, useConfig } from '../../../server/platform/config.ts'
import { connectDatabase } from '../../../server/platform/database.ts'
import { broadcast, startLive } from '../../../server/platform/live.ts'
import { sessions } from '../../../server/platform/session.ts'
import { memory, type WebAsks } from './asked.ts'

// A program of its own: the live part of a web process, which broadcasts when it is told to.

/** Starts live messages as a web process does. @returns the address */
async function start(settings: NodeJS.ProcessEnv): Promise<string> {
  useConfig(readConfig(settings))
  await connectDatabase()
  const http = createServer()
  startLive(http, { session: sessions(), actorOf: actorOfSession, watches })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}/socket.io/?EIO=4&transport=websocket`
}

process.on('message', async (asked: WebAsks) => {
  if (asked.ask === 'start') process.send?.({ url: await start(asked.settings) })
  if (asked.ask === 'broadcast') broadcast(asked.audience, asked.message, asked.news)
  if (asked.ask === 'memory') process.send?.(memory())
})
