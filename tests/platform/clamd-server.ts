import { createServer, type Server, type Socket } from 'node:net'

const eicar = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'

/** A scanner that speaks clamd's INSTREAM and knows one signature. */
export interface TestClamd {
  url: string
  /** How many bytes it has seen whole. */
  seen: () => number
  /** Takes no more bytes than this, as StreamMaxLength. */
  takeAtMost: (bytes: number) => void
  close: () => Promise<void>
}

/** The content of a whole stream: pieces with their length before each, up to one of length 0; null until it ends. */
function contentIn(received: Buffer, start: number): Buffer | null {
  const parts: Buffer[] = []
  for (let at = start; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

/** Starts one on a port that is free. */
export async function startClamd(): Promise<TestClamd> {
  const command = Buffer.from('zINSTREAM\0')
  let seen = 0
  let most = Number.POSITIVE_INFINITY
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    let received = Buffer.alloc(0)
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.on('data', (some) => {
      received = Buffer.concat([received, some])
      if (received.length > most + command.length) return socket.end('INSTREAM size limit exceeded. ERROR\0')
      const content = received.subarray(0, command.length).equals(command)
        ? contentIn(received, command.length)
        : null
      if (!content) return undefined
      seen += content.length
      return socket.end(content.includes(eicar) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    seen: () => seen,
    takeAtMost: (bytes) => (most = bytes),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
