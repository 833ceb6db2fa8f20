import type { Random } from './random.ts'
import type { End, History } from './history.ts'
import { pauseFor } from './programs.ts'
import type { World } from './world.ts'

const longestTryMs = 30_000
const pauseBetweenTriesMs = 100
const longestAnswerMs = 10_000

interface Reply {
  status: number
  body: Record<string, unknown>
}

interface Caller {
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
      const answer = await fetch(`${urls[next]}/api/v1${path}`, {
        method,
        signal: AbortSignal.timeout(longestAnswerMs),
        headers: {
          Authorization: `Bearer ${token}`,
          'X-Forwarded-For': address,
          'Content-Type': 'application/json',
          ...(key ? { 'Idempotency-Key': key } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>
      if (answer.status === 500) history.serverErrors.push(`${method} ${path}: ${JSON.stringify(said)}`)
      return { status: answer.status, body: said }
    },
  }
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
async function insist(
  wire: Wire,
  { who, method, path, body, key }: Wish,
): Promise<{ end: End; reply: Reply | null }> {
  const until = Date.now() + longestTryMs
  let mayHaveWorked = false
  while (Date.now() < until) {
    try {
      const reply = await wire.call(who, method, path, body, key)
      if (reply.status < 300) return { end: 'acknowledged', reply }
      const isNoAnswer =
        reply.status >= 500 || reply.status === 429 || (reply.status === 409 && key !== undefined)
      if (!isNoAnswer) return { end: mayHaveWorked ? 'unknown' : 'refused', reply }
      if (reply.status >= 500 && reply.status !== 503) mayHaveWorked = true
    } catch {
      mayHaveWorked = true
    }
    await pauseFor(pauseBetweenTriesMs)
  }
  return { end: 'unknown', reply: null }
}

export interface Load {
  /** Lets every client finish what it is doing. */
  stop: () => Promise<void>
}

/** Starts every client of the world: each does one thing after the other, as chance has it. */
export function startLoad(world: World, wire: Wire, history: History, random: Random): Load {
  let isOver = false
  const clients = [
    ...world.suppliers.map((supplier, i) => beSupplier(`supplier-${i}`, supplier, random.fork(i))),
    ...world.officers.map((officer, i) => beOfficer(`officer-${i}`, officer, random.fork(1000 + i))),
  ]

  async function beSupplier(client: string, who: World['suppliers'][number], chance: Random): Promise<void> {
    let count = 0
    while (!isOver) {
      count += 1
      const mark = `${client} ${count}`
      const draw = chance.next()
      if (draw < 0.2) await ask(client, who, chance.pick(world.challengeIds), mark)
      else if (draw < 0.75) await save(client, who, count)
      else await submit(client, who, mark)
      await pauseFor(20 * chance.next())
    }
  }

  async function beOfficer(client: string, who: World['officers'][number], chance: Random): Promise<void> {
    let count = 0
    while (!isOver) {
      count += 1
      const log = await wire
        .call(who, 'GET', `/challenges/${who.challengeId}/questions?after=1000000`)
        .catch(() => null)
      const waiting = (log?.body['waiting'] ?? []) as { id: string }[]
      if (waiting.length > 0) await answer(client, who, chance.pick(waiting).id, `${client} answer ${count}`)
      else await pauseFor(200)
    }
  }

  const note = (entry: Omit<History['entries'][number], 'endedAt'>) =>
    history.entries.push({ ...entry, endedAt: Date.now() })

  async function ask(client: string, who: Caller, about: string, mark: string): Promise<void> {
    const beganAt = Date.now()
    const body = { text: `What about (${mark})?`, anyway: 'yes' }
    const path = `/challenges/${about}/questions`
    const { end } = await insist(wire, { who, method: 'POST', path, body, key: mark })
    note({ client, kind: 'ask', mark, about, end, beganAt })
  }

  async function answer(
    client: string,
    who: World['officers'][number],
    id: string,
    mark: string,
  ): Promise<void> {
    const beganAt = Date.now()
    const body = { text: `It is so (${mark}).` }
    const { end } = await insist(wire, { who, method: 'POST', path: `/questions/${id}/answer`, body })
    note({ client, kind: 'answer', mark, about: who.challengeId, end, beganAt })
  }

  async function save(client: string, who: World['suppliers'][number], count: number): Promise<void> {
    const beganAt = Date.now()
    const body = { ...world.wholeDraft, summary: `Draft (${count})`, revision: who.revision }
    const { end, reply } = await insist(wire, {
      who,
      method: 'PUT',
      path: `/proposals/${who.proposalId}`,
      body,
    })
    if (end === 'acknowledged') who.revision = Number(reply?.body['revision'])
    else await reread(who)
    note({ client, kind: 'save', mark: String(count), about: who.proposalId, end, beganAt })
  }

  async function submit(client: string, who: World['suppliers'][number], mark: string): Promise<void> {
    const beganAt = Date.now()
    const path = `/proposals/${who.proposalId}/submit`
    const body = { revision: who.revision }
    const { end, reply } = await insist(wire, { who, method: 'POST', path, body })
    if (end !== 'acknowledged') await reread(who)
    const reference = end === 'acknowledged' ? String(reply?.body['reference']) : mark
    note({ client, kind: 'submit', mark: reference, about: who.proposalId, end, beganAt })
  }

  /** Nobody said what came of the last try: the next one begins from what there is. */
  async function reread(who: World['suppliers'][number]): Promise<void> {
    const { reply } = await insist(wire, { who, method: 'GET', path: `/proposals/${who.proposalId}` })
    if (typeof reply?.body['revision'] === 'number') who.revision = reply.body['revision']
  }

  return {
    stop: async () => {
      isOver = true
      await Promise.all(clients)
    },
  }
}
