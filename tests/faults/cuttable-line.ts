import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface CuttableLine {
  port: number
  /** From now on nobody gets through, and whoever was through is thrown out. */
  cut: () => void
  restore: () => void
  close: () => Promise<void>
}

/** A line to a server of the tests that can be cut, as if the server had died, and restored. */
export async function openLine(host: string, port: number): Promise<CuttableLine> {
  const ends = new Set<Socket>()
  let isCut = false
  const keep = (end: Socket) => {
    ends.add(end)
    end.on('close', () => ends.delete(end))
    end.on('error', () => end.destroy())
  }
  const server = createServer((caller) => {
    if (isCut) return void caller.destroy()
    const called = connect(port, host)
    keep(caller)
    keep(called)
    caller.pipe(called).pipe(caller)
    caller.on('close', () => called.destroy())
    called.on('close', () => caller.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const throwOut = () => {
    for (const end of ends) end.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
      throwOut()
    },
    restore() {
      isCut = false
    },
    async close() {
      throwOut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
