import { randomBytes } from 'node:crypto'
import { Follow } from '../../../server/challenges/challenges.model.ts'
import { User as Person } from '../../../server/identity/identity.model.ts'
import { Preference } from '../../../server/notifications/notifications.model.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { aPerson } from '../../identity/identity.factory.ts'

const batchSize = 5000

/** So many people who follow a challenge; with e-mail off, they have chosen so for this kind of notice. */
export async function aCrowd(challengeId: string, size: number, withoutEmail?: string): Promise<void> {
  const { id } = await aPerson()
  const pattern = await Person.findById(id).lean()
  for (let start = 0; start < size; start += batchSize) {
    const ids = Array.from({ length: Math.min(batchSize, size - start) }, () => newId())
    await Person.collection.insertMany(
      ids.map((_id) => ({
        ...pattern,
        _id,
        email: `${randomBytes(9).toString('hex')}@crowd.example`,
      })) as never,
    )
    await Follow.collection.insertMany(
      ids.map((userId) => ({ _id: newId(), challengeId, userId, since: new Date() })) as never,
    )
    if (withoutEmail)
      await Preference.collection.insertMany(
        ids.map((_id) => ({ _id, choices: { [withoutEmail]: { email: 'off', inbox: true } } })) as never,
      )
  }
}
