import { randomBytes } from 'node:crypto'
import { now } from '../platform/clock.ts'
import { asBuffer } from '../platform/bytes.ts'
import { keyring } from '../platform/keyring.ts'
import { SupplierKey, type SupplierKeyRecord } from './proposals.keys.model.ts'

const boundTo = (supplierId: string): string => `supplier ${supplierId}`

/**
 * The key of a supplier, made when it is first needed.
 * @throws KeyringRefuses if the ring lacks the key that wrapped it
 */
export async function supplierKey(supplierId: string): Promise<Buffer> {
  const known = await SupplierKey.findById(supplierId).lean<SupplierKeyRecord>()
  const kept = known ?? (await makeKey(supplierId))
  return keyring().unwrap(asBuffer(kept.wrapped), boundTo(supplierId))
}

/** Two who make it at once both get the one that is kept. */
async function makeKey(supplierId: string): Promise<SupplierKeyRecord> {
  const wrapped = await keyring().wrap(randomBytes(32), boundTo(supplierId))
  const kept = await SupplierKey.findOneAndUpdate(
    { _id: supplierId },
    { $setOnInsert: { wrapped, createdAt: now() } },
    { upsert: true, returnDocument: 'after' },
  ).lean<SupplierKeyRecord>()
  if (!kept) throw new Error('A supplier’s key could not be kept')
  return kept
}
