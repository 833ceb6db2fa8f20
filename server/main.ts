import { createServer, type Server } from 'node:http'
import { createApp } from './app.ts'
import { watches } from './live.ts'
import { actorOfSession } from './identity/index.ts'
import { closeAtEnd, closeEverything } from './platform/closing.ts'
import { config } from './platform/config.ts'
import { connectDatabase } from './platform/database.ts'
import { startLive } from './platform/live.ts'
import { watchLoad } from './platform/load.ts'
import { reportProcess } from './platform/processes.ts'
import { oldestWork, watchStatus } from './operations/index.ts'
import { logger } from './platform/logger.ts'
import { sessions } from './platform/session.ts'
import { serverLimits } from './platform/web.ts'
import { stopOnSignals } from './platform/stopping.ts'

/** Starts the web process and stops it politely: requests under way are answered first. */
async function main(): Promise<void> {
  await connectDatabase()
  const session = sessions()
  const http = createServer(serverLimits, createApp(session))
  watchLoad(oldestWork)
  watchStatus()
  reportProcess('web')
  startLive(http, { session, actorOf: actorOfSession, watches })
  closeAtEnd('HTTP', () => endPolitely(http), true)
  await new Promise<void>((resolve) => http.listen(config().port, resolve))
  logger('web').info({ port: config().port }, 'Web process listens')
  stopOnSignals(closeEverything)
}

/**
 * Takes no new connections, and asks those that are open to go with their next answer: a balancer that keeps its
 * connections busy would hold the process for ever, and one that is closed under it would lose a request.
 */
function endPolitely(http: Server): Promise<unknown> {
  http.prependListener('request', (_req, res) => void res.setHeader('Connection', 'close'))
  return new Promise((resolve) => http.close(resolve))
}

await main()
