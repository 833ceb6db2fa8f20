import { newestChallenges } from '../../server/challenges/index.ts'
import { readLog, reportQuestion } from '../../server/clarifications/index.ts'
import { findPersonByEmail, seedPeople } from '../../server/identity/index.ts'
import { changeMatchingSettings } from '../../server/matching/index.ts'
import { claimOrganisation, createOrganisation, listSuppliers } from '../../server/organisations/index.ts'
import { wholeDirectory } from '../../shared/organisations/directory.schema.ts'
import { fillRoom } from './clarifications.ts'
import { introduceFirms } from './introductions.ts'
import { demoPassword } from '../../shared/identity/demo-password.ts'
import { actorOf } from './organisations.ts'

const newcomer = { name: 'Theo Marsh', email: 'theo.marsh@tidewater-data.example' }
const claimant = { name: 'Gwen Price', email: 'gwen.price@price-and-daughters.example' }
/** From here on a match goes out unasked in the demonstration; below it waits for a broker. */
const sendFrom = 0.42
const proposeFrom = 0.3

/**
 * Leaves one of each kind of work on the brokers' desk, so that all of it can be tried at the first start.
 * Safe to repeat.
 */
export async function fillDesk(broker: string, supplier: string): Promise<void> {
  await changeMatchingSettings(await actorOf(broker), { proposeFrom, sendFrom })
  if (await findPersonByEmail(newcomer.email)) return
  await seedPeople([newcomer, claimant].map((one) => ({ ...one, password: demoPassword, isExample: true })))
  const founder = await actorOf(newcomer.email)
  const firm = { kind: 'supplier', name: 'Tidewater Data Ltd (example)', hasNoCompanyNumber: true } as const
  await createOrganisation(founder, firm, { ...newcomer, userId: founder.userId })
  await claimPublicProfile()
  await reportOneQuestion(supplier)
  await fillRoom()
  await introduceFirms(broker)
}

async function claimPublicProfile(): Promise<void> {
  const { items } = await listSuppliers({ ...wholeDirectory, sort: 'awards' })
  const unclaimed = items.find(({ status }) => status === 'unclaimed')
  if (!unclaimed) return
  const actor = await actorOf(claimant.email)
  const why = 'I run this firm with my daughters. The award notices name our office in Burnley.'
  await claimOrganisation(actor, unclaimed.id, why, { ...claimant, userId: actor.userId })
}

async function reportOneQuestion(supplier: string): Promise<void> {
  const actor = await actorOf(supplier)
  for (const { _id } of await newestChallenges(20)) {
    const [question] = (await readLog(actor, _id)).answered
    if (question) {
      await reportQuestion(actor, question.id, 'The wording lets one guess which firm asked.')
      return
    }
  }
}
