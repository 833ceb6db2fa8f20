import { system } from '../../shared/platform/actor.ts'
import type { Actor, Role } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { createOrganisation, type Organisation, type Person } from '../../server/organisations/index.ts'
import type { OrganisationStatus } from '../../shared/organisations/status.ts'

let count = 0

/** Somebody with an account. */
export function aPerson(changes: Partial<Person> = {}): Person {
  count += 1
  return { userId: newId(), name: `Person ${count}`, email: `person${count}@firm.example`, ...changes }
}

/** Somebody who acts for an organisation, or for none. */
export function anActor(
  organisation: Organisation | null,
  role: Role | null = 'admin',
  userId = newId(),
): Actor {
  const place = organisation && {
    id: organisation.id,
    kind: organisation.kind,
    name: organisation.name,
    isVerified: organisation.status === 'verified',
  }
  return { kind: 'person', userId, organisation: place, role: place ? role : null }
}

/** A broker of a confirmed brokerage; nothing is written. */
export const aBroker = (role: Role = 'member'): Actor => ({
  kind: 'person',
  userId: newId(),
  organisation: { id: newId(), kind: 'brokerage', name: 'The brokerage', isVerified: true },
  role,
})

/** A supplier that exists in the database, verified unless said otherwise, with an administrator. */
export async function aSupplier(
  options: {
    name?: string
    status?: OrganisationStatus
    profile?: Partial<SupplierProfile>
    person?: Person
  } = {},
): Promise<{ supplier: Organisation; admin: Actor; person: Person }> {
  count += 1
  const person = options.person ?? aPerson()
  const supplier = await createOrganisation(
    system,
    {
      kind: 'supplier',
      name: options.name ?? `Supplier ${count} Ltd`,
      profile: options.profile ?? {},
      bySystem: { status: options.status ?? 'verified', isExample: true },
    },
    person,
  )
  return { supplier, admin: anActor(supplier, 'admin', person.userId), person }
}
