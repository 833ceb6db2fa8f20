import { membershipsOf } from '../organisations/index.ts'
import { notFound } from '../platform/errors.ts'
import { isDemo } from '../platform/site.ts'
import type { OrganisationKind, Role } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { identityPolicy } from './identity.policy.ts'
import { User, type UserRecord } from './identity.model.ts'
import { asPerson, type Person } from './identity.service.ts'

export interface DemoPerson {
  id: string
  name: string
  email: string
  kind: OrganisationKind | 'none'
  role: Role | null
}

/** The people of one organisation; `organisation` is null for those who belong to none. */
export interface DemoGroup {
  organisation: { id: string; name: string; kind: OrganisationKind; isVerified: boolean } | null
  people: DemoPerson[]
}

const kindOrder: (OrganisationKind | 'none')[] = ['authority', 'supplier', 'brokerage', 'none']

/** The invented people who may be signed in as, by organisation; nobody outside a demonstration. */
export async function listDemoPeople(): Promise<DemoGroup[]> {
  if (!(await isDemo())) return []
  const users = await User.find({ isExample: true }).sort({ name: 1 }).lean<UserRecord[]>()
  const groups = new Map<string, DemoGroup>()
  for (const user of users) {
    const [membership] = await membershipsOf(user._id)
    const organisation = membership?.organisation ?? null
    const group = groups.get(organisation?.id ?? '') ?? { organisation, people: [] }
    const { _id: id, name, email } = user
    group.people.push({ id, name, email, kind: organisation?.kind ?? 'none', role: membership?.role ?? null })
    groups.set(organisation?.id ?? '', group)
  }
  const place = ({ organisation }: DemoGroup) => kindOrder.indexOf(organisation?.kind ?? 'none')
  const name = ({ organisation }: DemoGroup) => organisation?.name ?? ''
  return [...groups.values()].sort((a, b) => place(a) - place(b) || name(a).localeCompare(name(b), 'en'))
}

/** An invented person, in a demonstration. @throws AppError not-found for everybody else, and anywhere else */
export async function findDemoPerson(userId: string): Promise<Person> {
  const user = isId(userId) ? await User.findById(userId).lean<UserRecord>() : null
  if (!user || !identityPolicy.signInByDemo(user, { isDemo: await isDemo() })) throw notFound('Person')
  return asPerson(user)
}
