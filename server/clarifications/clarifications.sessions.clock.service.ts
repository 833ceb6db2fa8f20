import mongoose from 'mongoose'
import { lastInstantOf, type SessionStatus } from '../../shared/clarifications/session-status.ts'
import { system } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { LiveSession, type LiveSessionRecord } from './clarifications.sessions.model.ts'
import { markCancelled, markClosed } from './clarifications.sessions.service.ts'

const isRunning = () => ({ status: mongoose.trusted({ $in: ['announced', 'open'] as SessionStatus[] }) })

async function end(liveSessionId: string, reason: string): Promise<void> {
  await transaction(async (session) => {
    const live = await LiveSession.findOne({ _id: liveSessionId, ...isRunning() })
      .session(session)
      .lean<LiveSessionRecord>()
    if (live?.status === 'open') await markClosed(session, system, live)
    if (live?.status === 'announced') await markCancelled(session, system, live, reason)
  })
}

/** Ends the sessions of a challenge that is over: those open are closed, those announced cancelled. */
export async function endSessionsOf(challengeId: string): Promise<void> {
  for (const { _id } of await LiveSession.find({ challengeId, ...isRunning() }).lean())
    await end(_id, 'The challenge is over.')
}

/** Ends what is two hours past its expected end: it was not closed, or nobody opened it. */
export async function endOverdueSessions(): Promise<void> {
  const running = await LiveSession.find(isRunning()).lean<LiveSessionRecord[]>()
  for (const live of running)
    if (now() > lastInstantOf(live)) await end(live._id, 'Nobody opened it at its time.')
}
