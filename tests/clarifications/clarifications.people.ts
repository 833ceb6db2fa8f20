import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { csrfIn, type TestApp } from '../platform/app.ts'
import { signInEach } from '../platform/sign-in.ts'

type Agent = ReturnType<TestApp['agent']>

/** Everybody who turns up at a public challenge, signed in: its officers, two suppliers, a broker. */
export interface ClarificationPeople {
  challenge: ChallengeRecord
  /** `/challenges/…/questions` */
  log: string
  agents: Record<Who, Agent>
  people: Record<Who, Awaited<ReturnType<typeof aPerson>>>
  /** Fills in the form of one page and sends it to an address. */
  send: (
    who: Who,
    from: string,
    to: string,
    fields: object,
  ) => Promise<{ status: number; text: string; headers: Record<string, string> }>
  /** Calls the API as one of them. */
  call: (who: Who, method: 'get' | 'post' | 'put', path: string, body?: object) => ReturnType<Agent['get']>
}
const whos = ['buyer', 'colleague', 'supplier', 'other', 'broker'] as const
export type Who = (typeof whos)[number]

/** @param changes what the challenge says other than usual */
export async function clarificationPeople(
  app: TestApp,
  changes: Partial<ChallengeRecord> = {},
): Promise<ClarificationPeople> {
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register has no BBD')
  const challenge = await aPublicChallenge({
    authorityId: council.id,
    authorityName: council.name,
    ...changes,
  })
  const firms = { supplier: await aFirm('Sensible Sensors Ltd', 0), other: await aFirm('Dry Walls Ltd', 0) }
  const people = {
    buyer: await aPerson({ organisation: council.id }),
    colleague: await aPerson({ organisation: council.id }),
    supplier: await aPerson({ organisation: firms.supplier.id }),
    other: await aPerson({ organisation: firms.other.id }),
    broker: await aPerson({ organisation: 'brokerage' }),
  }
  const { agents, tokens } = await signInEach(app, people)
  return {
    challenge,
    log: `/challenges/${challenge._id}/questions`,
    agents,
    people,
    send: async (who, from, to, fields) => {
      const page = await agents[who].get(from).expect(200)
      return agents[who]
        .post(to)
        .type('form')
        .send({ _csrf: csrfIn(page.text), ...fields })
    },
    call: (who, method, path, body) => {
      const request = app.agent()[method](`/api/v1${path}`).set('authorization', `Bearer ${tokens[who]}`)
      return body ? request.send(body) : request
    },
  }
}
