import { Delivery } from './notifications.model.ts'

const earlierIndex = 'state_1_isDaily_1_askAt_1'

/**
 * Brings e-mails that were planned by an earlier version up to this one: that one waits for a digest, daily or weekly,
 * was called `isDaily`. Safe to repeat.
 * @returns how many were changed
 */
export async function upgradeDeliveries(): Promise<number> {
  const { collection } = Delivery
  const { modifiedCount } = await collection.updateMany(
    { isDaily: { $exists: true } },
    {
      $rename: { isDaily: 'waitsForDigest' },
    },
  )
  const indexes = await collection.indexes()
  if (indexes.some(({ name }) => name === earlierIndex)) await collection.dropIndex(earlierIndex)
  return modifiedCount
}
