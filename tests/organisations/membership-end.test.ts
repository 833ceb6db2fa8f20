import {
  addMember,
  findAuthorityByName,
  inviteMember,
  joinByEmailDomain,
  loadAuthorities,
  membershipsOf,
  removeMember,
  verifyOrganisation,
} from '../../server/organisations/index.ts'
import { Invitation } from '../../server/organisations/organisations.people.model.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { useDatabase } from '../platform/database.ts'
import { anActor, aPerson, aSupplier } from './organisations.factory.ts'

useDatabase()

describe('whoever is taken out of an organisation', () => {
  it('is not brought back by the domain of their e-mail', async () => {
    await loadAuthorities()
    const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
    if (!council) throw new Error('The register lacks Blackburn with Darwen')
    const insider = { userId: newId(), name: 'Ina Sider', email: 'ina@blackburn.gov.uk' }
    await joinByEmailDomain(system, insider)
    expect(await membershipsOf(insider.userId)).toHaveLength(1)
    const chief = aPerson()
    await addMember(system, council.id, chief, 'admin')
    await verifyOrganisation(system, council.id)
    await removeMember(anActor(council, 'admin', chief.userId), council.id, insider.userId)
    expect(await joinByEmailDomain(system, insider)).toBeNull()
    expect(await membershipsOf(insider.userId)).toEqual([])
  })

  it('leaves no open invitation behind', async () => {
    const { supplier, admin } = await aSupplier()
    const second = aPerson()
    await addMember(system, supplier.id, second, 'admin')
    await inviteMember(anActor(supplier, 'admin', second.userId), supplier.id, {
      email: 'second-address@elsewhere.example',
      role: 'admin',
    })
    await removeMember(admin, supplier.id, second.userId)
    expect(await Invitation.countDocuments({ organisationId: supplier.id, withdrawnAt: null })).toBe(0)
  })
})
