import { findAuthorityByCode, loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import type { TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import type { Agent } from './challenges.forms.ts'

/** Those whom a challenge concerns, signed in: two of a confirmed council, a broker and a supplier. */
export interface ChallengePeople {
  council: Organisation
  buyer: Agent
  viewer: Agent
  broker: Agent
  supplier: Agent
}

/** Signs one of each in. */
export async function challengePeople(app: TestApp): Promise<ChallengePeople> {
  const agentOf = async (facts: Parameters<typeof aPerson>[0]): Promise<Agent> => {
    const agent = app.agent()
    await signInAs(agent, await aPerson(facts))
    return agent
  }
  await loadAuthorities()
  const council = (await findAuthorityByCode('BBD')) as Organisation
  await Organisations.updateOne({ _id: council.id }, { $set: { status: 'verified' } })
  return {
    council,
    buyer: await agentOf({ organisation: council }),
    viewer: await agentOf({ organisation: council, role: 'viewer' }),
    broker: await agentOf({ organisation: 'brokerage' }),
    supplier: await agentOf({ organisation: 'supplier' }),
  }
}
