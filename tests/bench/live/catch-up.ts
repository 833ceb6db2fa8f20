import { WebSocket } from 'ws'
import { LiveSession, SessionEntry } from '../../../server/clarifications/clarifications.sessions.model.ts'
import { watchSession } from '../../../shared/clarifications/clarifications.sessions.sockets.ts'
import { timed } from '../measuring.ts'

/** A live session of a challenge with so many entries in its record. @returns its id */
export async function aSessionWith(entries: number, challengeId: string): Promise<string> {
  const at = new Date()
  const { _id } = await LiveSession.create({
    challengeId,
    status: 'open',
    startsAt: at,
    minutes: 60,
    chair: { userId: 'chair', organisationId: 'authority' },
    entriesCount: entries,
    announcedAt: at,
    changedAt: at,
    openedAt: at,
  })
  await SessionEntry.insertMany(
    Array.from({ length: entries }, (_, i) => ({
      liveSessionId: _id,
      number: i + 1,
      kind: 'note',
      at,
      role: 'authority',
      text: `What was said at ${i} was this, in a sentence of about the usual length.`,
    })),
  )
  return _id
}

// A page that asks more than twenty times in ten seconds is sent away.
const rounds = 15

async function middleOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < rounds; i += 1) times.push((await timed(work)).ms)
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
}

/** From asking to watch after a break until everything that was missed is there, in milliseconds. */
export async function catchUp(url: string, liveSessionId: string, missed: number): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  let answer: (text: string) => void = () => undefined
  const next = () => new Promise<string>((resolve) => (answer = resolve))
  const opened = next()
  socket.on('message', (data) => {
    const text = (data as Buffer).toString()
    if (text === '2') socket.send('3')
    else if (text.startsWith('0{')) socket.send('40')
    else answer(text)
  })
  await opened
  try {
    return await middleOf(async () => {
      const reply = next()
      socket.send(`420${JSON.stringify([watchSession, { liveSessionId, after: 0 }])}`)
      const [said] = JSON.parse((await reply).slice('430'.length)) as [{ missed?: unknown[] }]
      if (said.missed?.length !== missed)
        throw new Error(`${said.missed?.length} entries in place of ${missed}`)
    })
  } finally {
    socket.terminate()
  }
}

/** The same rows read from the database and written as JSON, with nothing else done. */
export const readAlone = (liveSessionId: string): Promise<number> =>
  middleOf(async () => JSON.stringify(await SessionEntry.find({ liveSessionId }).sort({ number: 1 }).lean()))
