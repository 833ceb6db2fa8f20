import { hash } from '@node-rs/argon2'
import { addMember, createOrganisation, findOrganisation } from '../../server/organisations/index.ts'
import { createPerson, type Person } from '../../server/identity/index.ts'
import { currentTerms } from '../../server/identity/terms.data.ts'
import { type OrganisationKind, type Role, system } from '../../shared/platform/actor.ts'

/** What every person of the tests types to sign in. */
export const testPassword = 'correct horse battery staple'

// No secret is kept by it: to hash a password as real ones are takes 25 ms of processor, and so does each signing in.
const cheapHash = (password: string): Promise<string> =>
  hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 })

let made = 0

interface PersonFacts {
  name?: string
  email?: string
  password?: string
  /** Their organisation, by its id; or a kind, to make one: not for authorities, which come from the register. */
  organisation?: string | { id: string } | Exclude<OrganisationKind, 'authority'>
  /** In the organisation; `member` unless said. */
  role?: Role
  isExample?: boolean
  /** True unless said. */
  hasAcceptedTerms?: boolean
}

/** A person who can sign in, with a verified address, in an organisation if one is given. */
export async function aPerson(facts: PersonFacts = {}): Promise<Person & { organisationId: string | null }> {
  made += 1
  const person = await createPerson({
    name: facts.name ?? `Test Person ${made}`,
    email: facts.email ?? `person-${made}@testing.example`,
    password: { hash: await cheapHash(facts.password ?? testPassword) },
    isExample: facts.isExample ?? false,
    terms: facts.hasAcceptedTerms === false ? undefined : currentTerms()?.version,
  })
  const organisationId = await organisationOf(facts.organisation)
  if (organisationId) {
    const { id: userId, name, email } = person
    await addMember(system, organisationId, { userId, name, email }, facts.role ?? 'member')
  }
  return { ...person, organisationId }
}

async function organisationOf(wanted: PersonFacts['organisation']): Promise<string | null> {
  if (wanted === undefined) return null
  if (typeof wanted === 'object') return wanted.id
  if (wanted !== 'supplier' && wanted !== 'brokerage') return (await findOrganisation(wanted))?.id ?? null
  const made = await createOrganisation(system, {
    kind: wanted,
    name: wanted === 'supplier' ? 'Sensible Sensors Ltd' : 'The Brokerage',
    bySystem: { status: 'verified', isExample: true },
  })
  return made.id
}
