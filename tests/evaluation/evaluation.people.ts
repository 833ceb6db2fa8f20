import { Challenge } from '../../server/challenges/challenges.model.ts'
import { now } from '../../server/platform/clock.ts'
import { openedProposals } from '../../server/proposals/index.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { csrfIn, seenIn, type TestApp } from '../platform/app.ts'
import { signInEach } from '../platform/sign-in.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { anAnswerableChallenge, completeDraft, openWith } from '../proposals/proposals.factory.ts'

type Agent = ReturnType<TestApp['agent']>
const whos = ['lead', 'moderator', 'first', 'second', 'viewer', 'broker', 'supplier', 'stranger'] as const
export type Who = (typeof whos)[number]

/** Everybody who turns up at an evaluation, and two submitted proposals. */
export interface Room {
  challenge: ChallengeRecord
  people: Record<Who, Awaited<ReturnType<typeof aPerson>>>
  /** The ids of what the two firms submitted, the cheaper first. */
  submissions: () => Promise<string[]>
  /** Lets the time to respond pass. */
  close: () => Promise<void>
}

/** The same with everybody signed in. */
export interface EvaluationPeople extends Room {
  /** `/challenges/…/evaluation` */
  base: string
  agents: Record<Who, Agent>
  /** Fills in the form of one page and sends it to an address. */
  send: (
    who: Who,
    from: string,
    to: string,
    fields?: object,
  ) => Promise<{ status: number; text: string; headers: Record<string, string> }>
  /** Calls the API as one of them. */
  call: (
    who: Who,
    method: 'get' | 'post' | 'put' | 'patch',
    path: string,
    body?: object,
  ) => ReturnType<Agent['get']>
}

async function propose(organisationId: string, challengeId: string, prices: object) {
  const actor = await actorOfPerson((await aPerson({ organisation: organisationId })).id)
  const { id } = await startProposal(actor, challengeId)
  const criteria = [
    {
      criterionId: 'outcome',
      answer: 'CANARY-answer: one nurse visits every home each week and writes it down',
    },
  ]
  const { revision } = await saveDraft(actor, id, completeDraft(0, { ...prices, criteria }))
  await submitProposal(actor, id, revision)
}

/** A challenge with two criteria, open, with two proposals for it, and everybody; nobody is signed in. */
export async function aRoom(changes: Partial<ChallengeRecord> = {}, code = 'BBD'): Promise<Room> {
  await loadAuthorities()
  const council = await findAuthorityByCode(code)
  if (!council) throw new Error(`The register has no ${code}`)
  const challenge = await anAnswerableChallenge({
    authorityId: council.id,
    authorityName: council.name,
    budget: { pilotPence: 60_000_00, pilots: 1, scalePence: null, vat: 'standard' },
    criteria: [
      { id: 'outcome', title: 'Reaching the outcome', description: 'Evidence first', weight: 70 },
      { id: 'price', title: 'Price of the pilot', description: '', weight: 30 },
    ],
    ...changes,
  })
  const firms = { cheap: await aFirm('Sensible Sensors Ltd', 0), dear: await aFirm('Dry Walls Ltd', 0) }
  const once = { setUp: '0', endOfLife: '0' }
  const costs = challenge.wholeLifeYears
    ? { cheap: { ...once, yearly: '20,000' }, dear: { ...once, yearly: '1,000' } }
    : { cheap: {}, dear: {} }
  await propose(firms.cheap.id, challenge._id, { pilotPrice: '30,000', ...costs.cheap })
  await propose(firms.dear.id, challenge._id, { pilotPrice: '60,000', ...costs.dear })
  const ofCouncil = (name: string) => aPerson({ name, organisation: council.id })
  const people = {
    lead: await ofCouncil('Lea Lead'),
    moderator: await ofCouncil('Mo Moderator'),
    first: await ofCouncil('Fay First'),
    second: await ofCouncil('Sam Second'),
    viewer: await aPerson({ name: 'Vi Viewer', organisation: council.id, role: 'viewer' }),
    broker: await aPerson({ organisation: 'brokerage' }),
    supplier: await aPerson({ organisation: firms.cheap.id }),
    stranger: await aPerson(),
  }
  return {
    challenge,
    people,
    submissions: async () => {
      const { proposals } = await openedProposals(challenge._id)
      return proposals
        .sort((a, b) => (a.content.pilotPricePence ?? 0) - (b.content.pilotPricePence ?? 0))
        .map(({ id }) => id)
    },
    close: async () => {
      const past = new Date(now().getTime() - opensAfterMs)
      await Challenge.updateOne(
        { _id: challenge._id },
        { $set: { status: 'closed', 'timetable.respondBy': past } },
      )
      await Submission.updateMany(
        { challengeId: challenge._id },
        { $set: { receivedAt: new Date(past.getTime() - 1000) } },
      )
      await openWith({ ...challenge, status: 'closed' }, await actorOfPerson(people.lead.id))
    },
  }
}

/** The same with everybody signed in. */
export async function evaluationPeople(
  app: TestApp,
  changes: Partial<ChallengeRecord> = {},
): Promise<EvaluationPeople> {
  const room = await aRoom(changes)
  const { people, challenge } = room
  const { agents, tokens } = await signInEach(app, people)
  return {
    ...room,
    base: `/challenges/${challenge._id}/evaluation`,
    agents,
    send: async (who, from, to, fields = {}) => {
      const page = await agents[who].get(from).expect(200)
      return agents[who]
        .post(to)
        .type('form')
        .send({ _csrf: csrfIn(page.text), ...seenIn(page.text, from, to), ...fields })
    },
    call: (who, method, path, body) => {
      const request = app.agent()[method](`/api/v1${path}`).set('authorization', `Bearer ${tokens[who]}`)
      return body ? request.send(body) : request
    },
  }
}
