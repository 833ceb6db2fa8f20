import type { Cause } from '../../server/notifications/notifications.cause.ts'
import {
  Delivery,
  type DeliveryRecord,
  Notice,
  type NoticeRecord,
} from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { createOrganisation } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'

/** Why somebody is told something: a new event, by the system, unless said otherwise. */
export const aCause = (changes: Partial<Cause> & { name: string }): Cause => ({
  eventId: newId(),
  at: now(),
  actorUserId: '',
  ...changes,
})

/** A supplier with this many members. */
export async function aFirm(name: string, members = 1) {
  const { id } = await createOrganisation(system, {
    kind: 'supplier',
    name,
    bySystem: { status: 'verified', isExample: true },
  })
  const people = []
  for (let i = 0; i < members; i += 1) people.push(await aPerson({ organisation: id, role: 'admin' }))
  return { id, name, people }
}

/** Somebody with one unread notice and a planned e-mail about it: their organisation was confirmed. */
export async function aToldPerson(organisationName = 'Sensible Sensors Ltd') {
  const firm = await aFirm(organisationName)
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
  await tell(cause)
  return { firm, person, cause, deliveryId: `${cause.eventId}_${person.id}_email` }
}

/** Everything that a person was told, the newest last. */
export const noticesOf = (userId: string): Promise<NoticeRecord[]> =>
  Notice.find({ userId }).sort({ createdAt: 1, _id: 1 }).lean<NoticeRecord[]>()

/** The e-mails planned for a person. */
export const deliveriesOf = (userId: string): Promise<DeliveryRecord[]> =>
  Delivery.find({ 'recipient.id': userId }).sort({ createdAt: 1, _id: 1 }).lean<DeliveryRecord[]>()
