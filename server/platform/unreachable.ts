import mongoose from 'mongoose'
import { now } from './clock.ts'

/** An e-mail address that messages came back from. */
interface BouncingAddress {
  /** The address, in lower case. */
  _id: string
  /** Since when it counts as not reachable; null while it does not. */
  since: Date | null
  /** When messages came back that another day may be taken; the newest last. */
  softs: Date[]
}

const schema = new mongoose.Schema<BouncingAddress>(
  { _id: String, since: { type: Date, default: null }, softs: { type: [Date], default: [] } },
  { collection: 'bouncing_addresses', versionKey: false },
)
schema.index({ since: 1 })
const Bouncing = mongoose.model('BouncingAddress', schema)

const idOf = (email: string): string => email.trim().toLowerCase()
const { trusted } = mongoose

/** So many soft bounces within a month are as good as a hard one. */
export const mostSofts = 5
const monthMs = 30 * 24 * 60 * 60_000

/** Notes that there is no such mailbox: it is not reachable from now on. */
export async function noteHardBounce(email: string): Promise<void> {
  const _id = idOf(email)
  const at = now()
  await Bouncing.updateOne({ _id }, { $setOnInsert: { softs: [], since: at } }, { upsert: true })
  await Bouncing.updateOne({ _id, since: null }, { $set: { since: at } })
}

/** Notes that a message came back for now; the fifth within a month counts as a hard bounce. */
export async function noteSoftBounce(email: string): Promise<void> {
  const at = now()
  const kept = await Bouncing.findOneAndUpdate(
    { _id: idOf(email) },
    { $push: { softs: { $each: [at], $slice: -mostSofts } }, $setOnInsert: { since: null } },
    { upsert: true, returnDocument: 'after' },
  ).lean<BouncingAddress>()
  const recent = kept?.softs.filter((one) => one.getTime() > at.getTime() - monthMs) ?? []
  if (recent.length >= mostSofts) await noteHardBounce(email)
}

/** Forgets what came back: somebody opened a link that was sent there. */
export async function noteReachable(email: string): Promise<void> {
  await Bouncing.deleteOne({ _id: idOf(email) })
}

/** Those of these addresses that are not reachable, in lower case. */
export async function unreachableOf(emails: string[]): Promise<Set<string>> {
  const found = await Bouncing.find({
    _id: trusted({ $in: emails.map(idOf) }),
    since: trusted({ $ne: null }),
  }).lean<BouncingAddress[]>()
  return new Set(found.map(({ _id }) => _id))
}

/** True for an address that nothing but a link to confirm it is sent to. */
export const isUnreachable = async (email: string): Promise<boolean> =>
  (await unreachableOf([email])).size > 0

/** How many addresses are not reachable; for those who keep the site running. */
export const countUnreachable = (): Promise<number> =>
  Bouncing.countDocuments({ since: trusted({ $ne: null }) })
