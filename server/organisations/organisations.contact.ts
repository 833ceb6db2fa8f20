import type { Actor } from '../../shared/platform/actor.ts'
import { contactPolicy } from './organisations.policy.ts'
import type { Organisation } from './organisations.service.ts'

type HaveMet = (one: string, other: string) => Promise<boolean>

let haveMet: HaveMet = async () => false

/** Says who knows whether two organisations were introduced to each other: that room comes after this one. */
export function useIntroductions(find: HaveMet): void {
  haveMet = find
}

/** True if this actor may read the contact in this supplier's profile at this moment. */
export async function maySeeContact(actor: Actor, supplier: Organisation): Promise<boolean> {
  const { id } = supplier
  const isContactPublic = supplier.supplier?.isContactPublic ?? false
  if (contactPolicy.see(actor, { id, isContactPublic, isIntroduced: false })) return true
  const isIntroduced = actor.organisation ? await haveMet(actor.organisation.id, id) : false
  return contactPolicy.see(actor, { id, isContactPublic, isIntroduced })
}
