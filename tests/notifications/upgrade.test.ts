import { Delivery } from '../../server/notifications/notifications.model.ts'
import { upgradeDeliveries } from '../../server/notifications/notifications.upgrade.service.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

it('e-mails that an earlier version planned wait for their digest still', async () => {
  const { collection } = Delivery
  await Delivery.createIndexes()
  await collection.createIndex({ state: 1, isDaily: 1, askAt: 1 })
  await collection.insertMany([
    { _id: 'daily', state: 'planned', isDaily: true },
    { _id: 'at-once', state: 'planned', isDaily: false },
  ] as never)
  expect(await upgradeDeliveries()).toBe(2)
  const found = await collection.find({}, { projection: { isDaily: 1, waitsForDigest: 1 } }).toArray()
  expect(found.sort((a, b) => String(a._id).localeCompare(String(b._id)))).toEqual([
    { _id: 'at-once', waitsForDigest: false },
    { _id: 'daily', waitsForDigest: true },
  ])
  const indexes = (await collection.indexes()).map(({ name }) => name)
  expect(indexes).not.toContain('state_1_isDaily_1_askAt_1')
  expect(indexes).toContain('state_1_waitsForDigest_1_askAt_1')
  expect(await upgradeDeliveries()).toBe(0)
})
