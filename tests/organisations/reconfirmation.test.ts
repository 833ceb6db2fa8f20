import { EventRecord } from '../../server/audit/audit.model.ts'
import {
  findOrganisation,
  listOrganisationsToVerify,
  saveSupplierProfile,
  verifyOrganisation,
} from '../../server/organisations/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { renameOrganisation } from '../../server/organisations/organisations.register.service.ts'
import { openSupplierIndex } from '../../server/organisations/supplier-index.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aBroker, aSupplier } from './organisations.factory.ts'

useDatabase()
beforeEach(emptyDatabase)

const timesRegistered = (id: string) =>
  EventRecord.countDocuments({ 'subject.id': id, name: 'organisation.registered' })
const named = (name: string, companyNumber: string | null = null) => ({
  name,
  companyNumber,
  isSme: null,
  isVcse: null,
})

describe('another name', () => {
  it.each(['Damson Ltd trading as NHS England', 'Damson Ltd 国家', 'Dаmson Ltd'])(
    'sends a confirmed supplier back to a broker: %s',
    async (name) => {
      const { supplier, admin } = await aSupplier({ name: 'Damson Ltd' })
      expect(await renameOrganisation(admin, supplier.id, name)).toEqual({ waits: true })
      expect(await findOrganisation(supplier.id)).toMatchObject({ status: 'pending', name })
      expect(await timesRegistered(supplier.id)).toBe(2)
      const [waiting] = await listOrganisationsToVerify(aBroker())
      expect(waiting).toMatchObject({ id: supplier.id, confirmedAs: { name: 'Damson Ltd' } })
      await verifyOrganisation(aBroker(), supplier.id)
      expect(await findOrganisation(supplier.id)).toMatchObject({ isVerified: true, confirmedAs: null })
    },
  )

  it('that reads the same changes nothing else', async () => {
    const { supplier, admin } = await aSupplier({ name: 'Damson Ltd' })
    expect(await renameOrganisation(admin, supplier.id, 'DAMSON Limited')).toEqual({ waits: false })
    expect(await findOrganisation(supplier.id)).toMatchObject({ isVerified: true, name: 'DAMSON Limited' })
  })

  it('gives no awards of the firm that has it, before a broker has agreed', async () => {
    const { supplier, admin } = await aSupplier({ name: 'Damson Ltd' })
    await Organisation.updateOne({ _id: supplier.id }, { source: 'public-records' })
    await renameOrganisation(admin, supplier.id, 'Famous Builders Ltd')
    const index = await openSupplierIndex()
    expect(index.find(named('Famous Builders Limited'))).toBeNull()
    expect(index.find(named('Damson Limited'))).toBe(supplier.id)
  })
})

describe('another company number', () => {
  it('sends a confirmed supplier back to a broker, and finds no awards until then', async () => {
    const { supplier, admin } = await aSupplier({ name: 'Damson Ltd' })
    await Organisation.updateOne({ _id: supplier.id }, { source: 'sign-up' })
    const saved = await saveSupplierProfile(admin, supplier.id, { companyNumber: '00000006' })
    expect(saved).toMatchObject({ status: 'pending', confirmedAs: { companyNumber: null } })
    expect(await timesRegistered(supplier.id)).toBe(2)
    expect((await openSupplierIndex()).find(named('Somebody Ltd', '00000006'))).toBeNull()
    await verifyOrganisation(aBroker(), supplier.id)
    expect((await openSupplierIndex()).find(named('Somebody Ltd', '00000006'))).toBe(supplier.id)
  })

  it('of a claimed profile leaves its award records with the number from before', async () => {
    const { supplier, admin } = await aSupplier({ name: 'Damson Ltd' })
    const before = { source: 'public-records', 'supplier.companyNumber': '01234567' } as const
    await Organisation.updateOne({ _id: supplier.id }, before)
    await saveSupplierProfile(admin, supplier.id, { companyNumber: '00000006' })
    const index = await openSupplierIndex()
    expect(index.find(named('Somebody Ltd', '00000006'))).toBeNull()
    expect(index.find(named('Somebody Ltd', '01234567'))).toBe(supplier.id)
  })

  it('saved as it was keeps the confirmation', async () => {
    const { supplier, admin } = await aSupplier()
    await saveSupplierProfile(admin, supplier.id, { hasNoCompanyNumber: true, companyNumber: null })
    expect(await findOrganisation(supplier.id)).toMatchObject({ isVerified: true })
  })
})
