import { allow } from '../platform/errors.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { identityPolicy } from './identity.policy.ts'
import { User } from './identity.model.ts'

/** The person's first page shows the list of first steps no more, or again. How a page looks is no event. */
export async function hideChecklist(actor: Actor, hides: boolean): Promise<void> {
  allow(identityPolicy.change(actor, { userId: actor.userId }), 'Everybody changes their own account only')
  await User.updateOne({ _id: actor.userId }, { $set: { hidesChecklist: hides } })
}
