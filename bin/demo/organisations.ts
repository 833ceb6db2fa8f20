import { findPersonByEmail, actorOfPerson, hashPassword, seedPeople } from '../../server/identity/index.ts'
import {
  addMember,
  approveClaim,
  claimOrganisation,
  createOrganisation,
  findAuthorityByCode,
  membershipsOf,
  saveSupplierProfile,
} from '../../server/organisations/index.ts'
import { demoPassword } from '../../shared/identity/demo-password.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { type DemoPerson, demoPeople, demoSuppliers } from './demo-files.ts'

/** The invented people with their accounts, firms and councils; safe to repeat. */
export async function seedDemoPeople(): Promise<void> {
  const people = demoPeople()
  // All have the same, which is no secret: to hash it for each of them took a second.
  const password = { hash: await hashPassword(demoPassword) }
  await seedPeople(people.map(({ name, email }) => ({ name, email, password, isExample: true })))
  await seedBrokers(people)
  await seedFirms(people)
  await seedCouncils(people)
}

/** The person as the rooms know them, acting for their organisation. */
export async function actorOf(email: string): Promise<Actor> {
  const found = await findPersonByEmail(email)
  if (!found) throw new Error(`Nobody in the demonstration has the address ${email}`)
  return actorOfPerson(found.id)
}

const ofKind = (people: DemoPerson[], kind: string) =>
  people.filter((person) => person.organisation.kind === kind)
const adminFirst = (people: DemoPerson[]) =>
  people.toSorted((a, b) => Number(b.role === 'admin') - Number(a.role === 'admin'))

async function member({ email, name }: DemoPerson): Promise<{ userId: string; name: string; email: string }> {
  const actor = await actorOf(email)
  return { userId: actor.userId, name, email }
}

/** The organisation of the first of them, who founds it, then the others as its members. */
async function seedOrganisation(
  people: DemoPerson[],
  found: (founder: { userId: string; name: string; email: string }) => Promise<string>,
): Promise<string> {
  const [founder, ...others] = adminFirst(people)
  if (!founder) throw new Error('An organisation of the demonstration has nobody in it')
  const first = await member(founder)
  const [known] = await membershipsOf(first.userId)
  const id = known?.organisationId ?? (await found(first))
  for (const other of others) await addMember(system, id, await member(other), other.role)
  return id
}

async function seedBrokers(people: DemoPerson[]): Promise<void> {
  await seedOrganisation(ofKind(people, 'brokerage'), async (founder) => {
    const brokerage = {
      kind: 'brokerage',
      name: 'Innovation Procurement Empowerment Centre',
      bySystem: { status: 'verified', isExample: true },
    } as const
    return (await createOrganisation(system, brokerage, founder)).id
  })
}

async function seedFirms(people: DemoPerson[]): Promise<void> {
  for (const { key, name, profile } of demoSuppliers()) {
    const staff = people.filter(
      ({ organisation }) => organisation.kind === 'supplier' && organisation.key === key,
    )
    await seedOrganisation(staff, async (founder) => {
      const { companyNumber = null, hasNoCompanyNumber = false } = profile
      const bySystem = { status: 'verified', isExample: true } as const
      const firm = { kind: 'supplier', name, companyNumber, hasNoCompanyNumber, profile, bySystem } as const
      const { id } = await createOrganisation(system, firm, founder)
      // Saving is what does the test of size.
      await saveSupplierProfile(system, id, profile)
      return id
    })
  }
}

async function seedCouncils(people: DemoPerson[]): Promise<void> {
  const officers = ofKind(people, 'authority')
  const codes = new Set(
    officers.map(({ organisation }) => (organisation.kind === 'authority' ? organisation.code : '')),
  )
  for (const code of codes) {
    const council = await findAuthorityByCode(code)
    if (!council) throw new Error(`No authority has the code ${code}`)
    const staff = officers.filter(
      ({ organisation }) => organisation.kind === 'authority' && organisation.code === code,
    )
    await seedOrganisation(staff, async (founder) => {
      const actor = await actorOf(founder.email)
      const why = 'I work here: a broker of the demonstration knows me.'
      const { claimId } = await claimOrganisation(actor, council.id, why, founder)
      await approveClaim(system, claimId, 'A person of the demonstration')
      return council.id
    })
  }
}

/** The address of whoever acts for a firm of the demonstration. */
export function staffOf(supplier: string): string {
  const found = demoPeople().find(
    ({ organisation, role }) =>
      organisation.kind === 'supplier' && organisation.key === supplier && role === 'admin',
  )
  if (!found) throw new Error(`The demonstration has nobody at ${supplier}`)
  return found.email
}
