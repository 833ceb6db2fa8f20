import type { End, History } from './history.ts'
import { pauseFor } from './programs.ts'

const longestTryMs = 30_000
const pauseBetweenTriesMs = 100
const longestAnswerMs = 10_000

export interface Reply {
  status: number
  body: Record<string, unknown>
}

export interface Caller {
  token: string
  /** As which address the web process sees it. */
  address: string
}

/** A client's way to the site: to whichever web process answers, as through a balancer. */
export interface Wire {
  /** One try. @throws Error if nobody answered */
  call: (who: Caller, method: string, path: string, body?: object, key?: string) => Promise<Reply>
}

export function wireTo(urls: string[], history: History): Wire {
  let next = 0
  return {
    async call({ token, address }, method, path, body, key) {
      next = (next + 1) % urls.length
      const answer = await inTime(
        fetch(`${urls[next]}/api/v1${path}`, {
          method,
          headers: {
            Authorization: `Bearer ${token}`,
            'X-Forwarded-For': address,
            'Content-Type': 'application/json',
            ...(key ? { 'Idempotency-Key': key } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      )
      // An answer that breaks off says nothing, whatever its status was.
      const said = bodyIn(await inTime(answer.text()))
      if (answer.status === 500) history.serverErrors.push(`${method} ${path}: ${JSON.stringify(said)}`)
      return { status: answer.status, body: said }
    },
  }
}

function bodyIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** An answer, or an error when nobody gave one in time: fetch may wait for ever when the other side is killed. */
async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Nobody answered in time')), longestAnswerMs)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

interface Wish {
  who: Caller
  method: string
  path: string
  body?: object
  key?: string
}

/**
 * Tries until there is an answer that is one: yes or no. Nobody there, 500, 503 and a repeat of a request that is
 * still under way are no answers.
 * @returns `unknown` if a try may have had its effect without anybody saying so
 */
export async function insist(
  wire: Wire,
  { who, method, path, body, key }: Wish,
): Promise<{ end: End; reply: Reply | null }> {
  const until = Date.now() + longestTryMs
  let mayHaveWorked = false
  while (Date.now() < until) {
    try {
      const reply = await wire.call(who, method, path, body, key)
      if (reply.status < 300) return { end: 'acknowledged', reply }
      const isNoAnswer = reply.status >= 500 || (reply.status === 409 && key !== undefined)
      if (!isNoAnswer) return { end: mayHaveWorked ? 'unknown' : 'refused', reply }
      if (reply.status >= 500 && reply.status !== 503) mayHaveWorked = true
    } catch {
      mayHaveWorked = true
    }
    await pauseFor(pauseBetweenTriesMs)
  }
  return { end: 'unknown', reply: null }
}
