import { WebSocket } from 'ws'

// A program of its own: many clients that only listen, so that their work is not the server's.

export interface ListenersWish {
  /** Each is connected to the next of these in turn. */
  urls: string[]
  count: number
  /** What each says once it is connected, and by what start the reply to each of these is known. */
  greetings: { say: string; replyBegins: string }[]
  /** How the messages begin that are waited for, and their number. */
  newsBegin: string
  news: number
}

/** Nanoseconds of the machine's steady clock, the same for all its processes, in milliseconds. */
export const steadyMs = (): number => Number(process.hrtime.bigint()) / 1e6

export interface Heard {
  /** Of every message at every listener, in milliseconds. */
  delays: number[]
  lost: number
  doubled: number
}

const openAtOnce = 50
const longestWaitMs = 60_000

/** One listener: answers pings as clients of engine.io do, and notes when what came. */
async function listen(url: string, { greetings, newsBegin }: ListenersWish, heard: Map<number, number[]>) {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    let said = 0
    const greet = () => {
      const greeting = greetings[said]
      if (greeting) socket.send(greeting.say)
      else resolve()
    }
    socket.on('error', reject)
    socket.on('open', () => {
      if (greetings.length === 0) resolve()
    })
    socket.on('message', (data) => {
      const at = steadyMs()
      const text = (data as Buffer).toString()
      if (text === '2') return socket.send('3')
      if (text.startsWith(newsBegin)) {
        const { count, sentAt } = JSON.parse(text.slice(newsBegin.length).replace(/\]$/, '')) as {
          count: number
          sentAt: number
        }
        const delays = heard.get(count) ?? []
        delays.push(at - sentAt)
        heard.set(count, delays)
        return
      }
      if (text.startsWith('0{')) return greet()
      if (greetings[said] && text.startsWith((greetings[said] as { replyBegins: string }).replyBegins)) {
        said += 1
        greet()
      }
    })
  })
  return socket
}

async function run(wish: ListenersWish): Promise<void> {
  const sockets: WebSocket[] = []
  const all: Map<number, number[]>[] = []
  for (let start = 0; start < wish.count; start += openAtOnce) {
    const some = Array.from({ length: Math.min(openAtOnce, wish.count - start) }, (_, i) => {
      const heard = new Map<number, number[]>()
      all.push(heard)
      return listen(wish.urls[(start + i) % wish.urls.length] as string, wish, heard)
    })
    sockets.push(...(await Promise.all(some)))
  }
  process.send?.({ ready: true })
  const end = Date.now() + longestWaitMs
  const isComplete = () => all.every((heard) => heard.size >= wish.news)
  while (!isComplete() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
  const delays = all.flatMap((heard) => [...heard.values()].flat())
  const heard: Heard = {
    delays,
    lost: all.reduce((sum, one) => sum + (wish.news - one.size), 0),
    doubled: all.reduce((sum, one) => sum + [...one.values()].filter(({ length }) => length > 1).length, 0),
  }
  process.send?.(heard, () => {
    for (const socket of sockets) socket.terminate()
    process.exit(0)
  })
}

process.once('message', (wish: ListenersWish) => void run(wish))
