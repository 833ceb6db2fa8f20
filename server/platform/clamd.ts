import { createConnection, type Socket } from 'node:net'
import { finished } from 'node:stream/promises'

/** What a scanner says of some bytes; `unanswered` where it is away, refuses or takes too long. */
export type Verdict = { state: 'clean' } | { state: 'infected'; found: string } | { state: 'unanswered' }

const chunkBytes = 64 * 1024
/** A large file on a slow machine takes a while; a scanner that hangs must not hold an upload for ever. */
const patienceMs = 60_000

function lengthOf(chunk: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(chunk.length)
  return head
}

/** What clamd reads after INSTREAM: pieces with their length before each, and one of length 0 at the end. */
async function* pieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0')
  for await (const some of source) {
    for (let start = 0; start < some.length; start += chunkBytes) {
      const chunk = some.subarray(start, start + chunkBytes)
      yield lengthOf(chunk)
      yield chunk
    }
  }
  yield Buffer.alloc(4)
}

async function write(socket: Socket, source: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces(source)) {
    // It answers and hangs up in the middle where it takes no more.
    if (socket.writableEnded || socket.destroyed) return
    if (!socket.write(piece))
      await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve))
  }
}

async function answerOf(socket: Socket, source: AsyncIterable<Buffer>): Promise<string> {
  let answer = ''
  socket.setTimeout(patienceMs, () => socket.destroy(new Error('The scanner takes too long')))
  socket.on('data', (some) => {
    answer += some.toString()
  })
  const isOver = finished(socket, { writable: false })
  isOver.catch(() => undefined)
  await write(socket, source)
  await isOver
  return answer
}

function verdictOf(answer: string): Verdict {
  const found = /^stream: (.+) FOUND\0?$/.exec(answer.trim())?.[1]
  if (found) return { state: 'infected', found }
  return /^stream: OK\0?$/.test(answer.trim()) ? { state: 'clean' } : { state: 'unanswered' }
}

/**
 * Has clamd look at bytes (its INSTREAM command; clamd(8)).
 * @param address host and port, or the path of a socket
 * @param report hears why there was no answer
 * @throws what reading the source throws
 */
export async function askClamd(
  address: { host: string; port: number } | { path: string },
  source: AsyncIterable<Buffer>,
  report: (reason: unknown) => void,
): Promise<Verdict> {
  const socket = createConnection(address)
  let failed: { error: unknown } | null = null
  async function* watched() {
    try {
      yield* source
    } catch (error) {
      failed = { error }
      throw error
    }
  }
  try {
    const answer = await answerOf(socket, watched())
    const verdict = verdictOf(answer)
    if (verdict.state === 'unanswered') report(answer)
    return verdict
  } catch (error) {
    if (failed) throw (failed as { error: unknown }).error
    report(error)
    return { state: 'unanswered' }
  } finally {
    socket.destroy()
  }
}
