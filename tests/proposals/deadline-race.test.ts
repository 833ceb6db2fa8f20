import { newestEvents } from '../../server/audit/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { Proposal, Submission } from '../../server/proposals/proposals.model.ts'
import { openAsSupplier } from '../../server/proposals/proposals.sealed.service.ts'
import { saveDraft } from '../../server/proposals/proposals.service.ts'
import { submitProposal, withdrawProposal } from '../../server/proposals/proposals.submit.service.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import {
  aCompleteDraft,
  anAnswerableChallenge,
  aSubmittedProposal,
  completeDraft,
} from './proposals.factory.ts'

useDatabase()
afterEach(releaseClock)

const kinds = ['submits', 'replaces', 'withdraws'] as const
type Kind = (typeof kinds)[number]

interface Racer {
  kind: Kind
  who: Actor
  id: string
  revision: number
}

/** A supplier ready to do this at the deadline. */
async function aRacer(kind: Kind, who: Actor, challengeId: string): Promise<Racer> {
  if (kind === 'submits') return { kind, who, ...(await aCompleteDraft(who, challengeId)) }
  const { id, revision } = await aSubmittedProposal(who, challengeId)
  if (kind === 'withdraws') return { kind, who, id, revision }
  const saved = await saveDraft(who, id, completeDraft(revision, { team: 'the second' }))
  return { kind, who, id, revision: saved.revision }
}

const race = ({ kind, who, id, revision }: Racer) =>
  kind === 'withdraws' ? withdrawProposal(who, id) : submitProposal(who, id, revision)

/** What should stand when it was taken, and when it was not. */
const outcomes: Record<Kind, Record<'in' | 'out', { live: number; team: string; events: number }>> = {
  submits: {
    in: { live: 1, team: 'CANARY-team', events: 1 },
    out: { live: 0, team: '', events: 0 },
  },
  replaces: {
    in: { live: 1, team: 'the second', events: 2 },
    out: { live: 1, team: 'CANARY-team', events: 1 },
  },
  withdraws: {
    in: { live: 0, team: '', events: 2 },
    out: { live: 1, team: 'CANARY-team', events: 1 },
  },
}

it('takes each of a hundred requests around the deadline whole, or not at all', async () => {
  const challenge = await anAnswerableChallenge()
  const deadline = challenge.timetable.respondBy as Date
  const racers: Racer[] = []
  for (let n = 0; n < 100; n += 1)
    racers.push(await aRacer(kinds[n % 3] as Kind, actor('supplier', `firm-${n}`), challenge._id))

  // The clock strikes while half of them are under way: it decides by when a request came, not by when it was done.
  freezeClock(deadline)
  const inTime = racers.slice(0, 50).map((racer) => race(racer))
  freezeClock(new Date(deadline.getTime() + 1))
  const late = racers.slice(50).map((racer) => race(racer))
  const ended = await Promise.allSettled([...inTime, ...late])

  expect(ended.map(({ status }) => status)).toEqual(racers.map((_, n) => (n < 50 ? 'fulfilled' : 'rejected')))
  for (const one of ended)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'too-late' })
  const events = [
    ...(await newestEvents('proposal.submitted', 1000)),
    ...(await newestEvents('proposal.withdrawn', 1000)),
  ]
  for (const [n, { kind, id }] of racers.entries()) {
    const live = await Submission.find({ proposalId: id, status: 'live' }).lean()
    const [only] = live
    const stands = {
      live: live.length,
      team: only ? (await openAsSupplier(only)).content.team : '',
      events: events.filter(({ subject }) => subject.id === id).length,
    }
    expect({ n, kind, ...stands }).toEqual({ n, kind, ...outcomes[kind][n < 50 ? 'in' : 'out'] })
    const { status } = (await Proposal.findById(id).lean()) ?? {}
    expect(status).toBe(live.length === 1 ? 'submitted' : kind === 'withdraws' ? 'withdrawn' : 'draft')
  }
})
