import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface CuttableLine {
  port: number
  /** From now on nobody gets through, and whoever was through is thrown out. */
  cut: () => void
  restore: () => void
  /** From now on everything that is said arrives so many milliseconds later. */
  slow: (ms: number) => void
  /** From now on it leads to another port of that host, as a balancer does whose server is gone; all are thrown out. */
  leadTo: (port: number) => void
  close: () => Promise<void>
}

/** A line to a server of the tests that can be cut, as if the server had died, and restored. */
export async function openLine(host: string, port: number): Promise<CuttableLine> {
  const ends = new Set<Socket>()
  let isCut = false
  let leadsTo = port
  let lateMs = 0
  const keep = (end: Socket) => {
    ends.add(end)
    end.on('close', () => ends.delete(end))
    end.on('error', () => end.destroy())
  }
  /** Passes on what is said, late if the line is slow, and always in its order. */
  const pass = (from: Socket, to: Socket) => {
    const held: { chunk: Buffer | null; dueAt: number }[] = []
    let isPumping = false
    const pump = (): void => {
      isPumping = held.length > 0
      for (let first = held[0]; first; first = held[0]) {
        const wait = first.dueAt - Date.now()
        if (wait > 0) return void setTimeout(pump, wait)
        held.shift()
        if (to.destroyed) continue
        if (first.chunk) to.write(first.chunk)
        else to.end()
      }
      isPumping = false
    }
    const hold = (chunk: Buffer | null) => {
      held.push({ chunk, dueAt: Date.now() + lateMs })
      if (!isPumping) pump()
    }
    from.on('data', hold)
    from.on('end', () => hold(null))
  }
  const server = createServer((caller) => {
    if (isCut) return void caller.destroy()
    const called = connect(leadsTo, host)
    keep(caller)
    keep(called)
    pass(caller, called)
    pass(called, caller)
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
      lateMs = 0
    },
    leadTo(other) {
      leadsTo = other
      throwOut()
    },
    slow(ms) {
      lateMs = ms
    },
    async close() {
      throwOut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
