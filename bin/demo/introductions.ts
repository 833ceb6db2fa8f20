import { newestChallenges } from '../../server/challenges/index.ts'
import { acceptIntroduction, proposeIntroduction } from '../../server/matching/index.ts'
import { actorOf } from './organisations.ts'

const senses = 'farah.siddiqui@damson-sensing.example'
const insulates = 'peter.clegg@warmwall.example'
const maps = 'ifeoma.okafor@quayside-maps.example'

/** Two introductions over the challenge about damp homes: one that both sides accepted, and one that waits. */
export async function introduceFirms(broker: string): Promise<void> {
  const damp = (await newestChallenges(20)).find(({ title }) => /damp and mould/i.test(title))
  if (!damp) return
  const propose = async (one: string, other: string, why: string, toTalkAbout: string) =>
    proposeIntroduction(await actorOf(broker), damp._id, {
      between: 'suppliers',
      supplierId: (await actorOf(one)).organisation?.id ?? '',
      otherSupplierId: (await actorOf(other)).organisation?.id,
      why,
      toTalkAbout,
    })
  const { _id } = await propose(
    senses,
    insulates,
    'One of you finds damp early, the other takes away what causes it. The council asks for homes that stay dry, which neither of you promises alone.',
    'Who would visit tenants, and what a reading has to say before a crew is sent.',
  )
  await acceptIntroduction(await actorOf(senses), _id)
  await acceptIntroduction(await actorOf(insulates), _id)
  await propose(
    maps,
    senses,
    'One of you knows the homes from maps and records, the other from sensors inside them.',
    'Which homes to begin with, and how to show a council where damp comes back.',
  )
}
