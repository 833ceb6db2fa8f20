import type { Actor } from '../../shared/platform/actor.ts'
import { listBrokers, membersOfAny } from '../organisations/index.ts'
import { AppError } from '../platform/errors.ts'
import type { ClarifiedFacts } from './clarifications.service.ts'
import { append } from './clarifications.sessions.record.ts'
import { refuseSteering, within } from './clarifications.sessions.run.service.ts'

export interface Leader {
  userId: string
  organisationId: string
  name: string
}

/** Who may have the chair: whoever acts for the authority, or for one that takes part, and the brokers. */
export async function leadersOf({ buyerIds }: Pick<ClarifiedFacts, 'buyerIds'>): Promise<Leader[]> {
  const [officers, brokers] = await Promise.all([membersOfAny(buyerIds), listBrokers()])
  return [...officers.filter(({ role }) => role !== 'viewer'), ...brokers].map(
    ({ userId, organisationId, name }) => ({ userId, organisationId, name }),
  )
}

/**
 * Hands the chair over to a colleague or a broker; the record says that it was, never to whom.
 * @throws AppError not-found, forbidden, conflict, invalid for somebody who cannot lead it
 */
export async function handOverChair(
  actor: Actor,
  liveSessionId: string,
  { userId, key }: { userId: string; key?: string | undefined },
): Promise<object> {
  return within(actor, liveSessionId, { userId, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    const next = (await leadersOf(loaded.challenge)).find((leader) => leader.userId === userId)
    if (!next) {
      const message = 'Choose somebody who acts for the authority, or a broker'
      throw new AppError('invalid', message, { userId: message })
    }
    const chair = { userId: next.userId, organisationId: next.organisationId }
    return {
      number: await append(session, actor, liveSessionId, { kind: 'chair' }, { $set: { chair } }),
    }
  })
}
