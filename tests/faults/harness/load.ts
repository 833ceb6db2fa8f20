import type { Random } from '../../platform/random.ts'
import type { Entry, History } from './history.ts'
import { pauseFor } from './programs.ts'
import { type Caller, insist, type Wire } from './wire.ts'
import type { Latecomer, Officer, Supplier, World } from './world.ts'

/** How long before and after its deadline a latecomer submits without a pause. */
const aroundDeadlineMs = 1500

/** The title of the problem by which a submission after the deadline is refused. */
const tooLate = 'The deadline has passed'

export interface Load {
  /** Lets every client finish what it is doing. */
  stop: () => Promise<void>
}

/** Starts every client of the world: each does one thing after the other, as chance has it. */
export function startLoad(world: World, wire: Wire, history: History, random: Random): Load {
  const work = workOver(wire, history, world)
  let isOver = false
  const clients = [
    ...world.suppliers.map((supplier, i) => beSupplier(`supplier-${i}`, supplier, random.fork(i))),
    ...world.officers.map((officer, i) => beOfficer(`officer-${i}`, officer, random.fork(1000 + i))),
    ...world.latecomers.map((latecomer, i) => beLate(`latecomer-${i}`, latecomer)),
    beChair('chair', world.chair),
  ]

  async function beSupplier(client: string, who: Supplier, chance: Random): Promise<void> {
    for (let count = 1; !isOver; count += 1) {
      const mark = `${client} ${count}`
      const draw = chance.next()
      const challengeId = chance.pick(world.challengeIds)
      if (draw < 0.15) await work.ask(client, who, challengeId, mark)
      else if (draw < 0.25) await voteForOne(client, who, challengeId, chance)
      else if (draw < 0.75) await work.save(client, who, count)
      else await work.submit(client, who, mark)
      await pauseFor(20 * chance.next())
    }
  }

  async function waitingIn(who: Caller, challengeId: string): Promise<{ id: string; isOwn: boolean }[]> {
    const log = await wire
      .call(who, 'GET', `/challenges/${challengeId}/questions?after=1000000`)
      .catch(() => null)
    return (log?.body['waiting'] ?? []) as { id: string; isOwn: boolean }[]
  }

  async function voteForOne(client: string, who: Supplier, challengeId: string, chance: Random) {
    const others = (await waitingIn(who, challengeId)).filter(({ isOwn }) => !isOwn)
    if (others.length > 0) await work.vote(client, who, chance.pick(others).id, chance.next() < 0.7)
  }

  async function beOfficer(client: string, who: Officer, chance: Random): Promise<void> {
    for (let count = 1; !isOver; count += 1) {
      const waiting = await waitingIn(who, who.challengeId)
      // Some wait for a while, so that others can say that they want to know too.
      if (waiting.length > 2 || (waiting.length > 0 && chance.next() < 0.3))
        await work.answer(client, who, chance.pick(waiting).id, `${client} answer ${count}`)
      else await pauseFor(200)
    }
  }

  /** Submits again and again around its deadline: each time is in, or out. */
  async function beLate(client: string, who: Latecomer): Promise<void> {
    while (!isOver && Date.now() < who.respondBy - aroundDeadlineMs) await pauseFor(100)
    for (let count = 1; !isOver && Date.now() < who.respondBy + aroundDeadlineMs; count += 1) {
      await work.save(client, who, count)
      await work.submit(client, who, `${client} ${count}`)
    }
  }

  async function beChair(client: string, who: World['chair']): Promise<void> {
    for (let count = 1; !isOver; count += 1) {
      await work.say(client, who, `${client} ${count}`)
      await pauseFor(300)
    }
  }

  return {
    stop: async () => {
      isOver = true
      await Promise.all(clients)
    },
  }
}

/** What clients do; each notes in the history how it ended. */
function workOver(wire: Wire, history: History, { wholeDraft }: World) {
  const note = (entry: Omit<Entry, 'endedAt'>) => history.entries.push({ ...entry, endedAt: Date.now() })

  async function ask(client: string, who: Caller, about: string, mark: string): Promise<void> {
    const beganAt = Date.now()
    const body = { text: `What about (${mark})?`, anyway: 'yes' }
    const path = `/challenges/${about}/questions`
    const { end } = await insist(wire, { who, method: 'POST', path, body, key: mark })
    note({ client, kind: 'ask', mark, about, end, beganAt })
  }

  async function answer(client: string, who: Officer, id: string, mark: string): Promise<void> {
    const beganAt = Date.now()
    const body = { text: `It is so (${mark}).` }
    const { end } = await insist(wire, { who, method: 'POST', path: `/questions/${id}/answer`, body })
    note({ client, kind: 'answer', mark, about: who.challengeId, end, beganAt })
  }

  async function vote(client: string, who: Supplier, id: string, wants: boolean): Promise<void> {
    const beganAt = Date.now()
    const path = `/questions/${id}/vote`
    const { end } = await insist(wire, { who, method: 'PUT', path, body: { wants } })
    const about = `${id} ${who.organisationId}`
    note({ client, kind: 'vote', mark: String(wants), about, end, beganAt })
  }

  async function say(client: string, who: World['chair'], mark: string): Promise<void> {
    const beganAt = Date.now()
    const body = { note: `We said (${mark}).`, key: mark }
    const path = `/live-sessions/${who.liveSessionId}/notes`
    const { end } = await insist(wire, { who, method: 'POST', path, body })
    note({ client, kind: 'say', mark, about: who.liveSessionId, end, beganAt })
  }

  async function save(client: string, who: Supplier, count: number): Promise<void> {
    const beganAt = Date.now()
    const body = { ...wholeDraft, summary: `Draft (${count})`, revision: who.revision }
    const path = `/proposals/${who.proposalId}`
    const { end, reply } = await insist(wire, { who, method: 'PUT', path, body })
    if (end === 'acknowledged') who.revision = Number(reply?.body['revision'])
    else await reread(who)
    note({ client, kind: 'save', mark: String(count), about: who.proposalId, end, beganAt })
  }

  async function submit(client: string, who: Supplier, mark: string): Promise<void> {
    const beganAt = Date.now()
    const path = `/proposals/${who.proposalId}/submit`
    const body = { revision: who.revision }
    const { end, reply } = await insist(wire, { who, method: 'POST', path, body })
    if (end !== 'acknowledged') await reread(who)
    const reference = end === 'acknowledged' ? String(reply?.body['reference']) : mark
    const isTooLate = reply?.body['title'] === tooLate
    note({ client, kind: 'submit', mark: reference, about: who.proposalId, end, beganAt, isTooLate })
  }

  /** Nobody said what came of the last try: the next one begins from what there is. */
  async function reread(who: Supplier): Promise<void> {
    const { reply } = await insist(wire, { who, method: 'GET', path: `/proposals/${who.proposalId}` })
    if (typeof reply?.body['revision'] === 'number') who.revision = reply.body['revision']
  }

  return { ask, answer, vote, say, save, submit }
}
