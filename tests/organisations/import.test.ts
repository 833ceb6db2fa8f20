import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listEvents } from '../../server/audit/index.ts'
import { listAwards, listSuppliers, streamSuppliersForRanking } from '../../server/organisations/index.ts'
import { importAwards } from '../../server/organisations/organisations.import.service.ts'
import { Award, Organisation } from '../../server/organisations/organisations.model.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { wholeDirectory } from '../../shared/organisations/directory.schema.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aSupplier } from './organisations.factory.ts'

useDatabase()

const folder = mkdtempSync(join(tmpdir(), 'foothold-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const list = join(projectRoot, 'data/awards/uk_contracts_finder_awards.csv')
const english = join(projectRoot, 'data/awards/english_releases.json')
const scottish = join(projectRoot, 'data/awards/scottish_releases.json')

const header = 'ref,buyer,title,description,cpv,cpv_description,region,date,suppliers,url\n'
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const find = async (q: string) => (await listSuppliers({ ...wholeDirectory, q })).items

describe('importing the public award records', () => {
  it('reads both real files, and finds nothing new in them a second time', async () => {
    const first = await importAwards([list, english])
    expect(first.read).toBe(943 + 200)
    expect(first.passedOver).toBe(53)
    const awards = await Award.countDocuments()
    expect(first.awards.new).toBe(awards)
    expect(awards).toBeGreaterThan(1000)
    expect(await Organisation.countDocuments({ kind: 'supplier' })).toBe(first.suppliers.new)
    expect(first.suppliers.new).toBeGreaterThan(800)
    expect(first.refused).toContainEqual(
      expect.objectContaining({
        file: list,
        reason: 'The name is withheld',
        place: expect.stringMatching(/^line \d+$/),
      }),
    )

    const second = await importAwards([list, english])
    expect(second.awards).toEqual({ new: 0, changed: 0, same: expect.any(Number) })
    expect(second.suppliers.new).toBe(0)
    expect(await Award.countDocuments()).toBe(awards)
  }, 240_000)

  it('never says zero where no value was published, and repairs the text', async () => {
    expect(await Award.countDocuments({ valuePence: 0 })).toBe(0)
    expect(await Award.countDocuments({ valuePence: null })).toBeGreaterThan(900)
    const [barnfield] = await find('barnfield construction')
    expect(barnfield).toMatchObject({ name: 'Barnfield Construction', status: 'unclaimed', awards: 2 })
    const { items } = await listAwards(barnfield?.id ?? '')
    expect(items[0]).toMatchObject({
      buyer: 'Blackburn With Darwen Borough Council',
      valuePence: null,
      regions: ['TLD'],
    })
    const texts = await Award.find({}, { text: 1, title: 1 }).lean()
    expect(texts.filter(({ text, title }) => /â€|Â£|\\r/.test(text + title))).toEqual([])
  })

  it('takes value, size and company number from the releases', async () => {
    const [sabre] = await find('sabre building')
    const record = await Organisation.findById(sabre?.id).lean()
    expect(record?.supplier).toMatchObject({ companyNumber: '10266124', isSme: true, isVcse: false })
    const { items } = await listAwards(sabre?.id ?? '')
    expect(items[0]?.valuePence).toBeGreaterThan(0)
  })

  it('keeps no e-mail address and no telephone number', async () => {
    const all = JSON.stringify([await Award.find().lean(), await Organisation.find().lean()])
    expect(all.match(/[\w.]+@[\w.]+/g)).toBeNull()
    expect(all).not.toContain('contactPoint')
  })

  it('streams every supplier with its awards to the ranking', async () => {
    let suppliers = 0
    let awards = 0
    for await (const supplier of streamSuppliersForRanking()) {
      suppliers += 1
      awards += supplier.awards.length
    }
    expect(suppliers).toBe(await Organisation.countDocuments({ kind: 'supplier' }))
    expect(awards).toBe(await Award.countDocuments())
  })

  it('passes over releases of tenders', async () => {
    const report = await importAwards([scottish])
    expect(report).toMatchObject({ read: 90, passedOver: 90, awards: { new: 0 }, refused: [] })
  })
})

describe('importing what is wrong', () => {
  beforeEach(emptyDatabase)

  it('refuses rows with their place and the reason, and goes on', async () => {
    const rows = [
      'ref-000001,Chorley Council,Fences,Fences mended,45340000,Fencing,North West,2024-05-01,Fence Menders Ltd,https://a.example/1',
      ',Chorley Council,No reference,,,,,2024-05-01,A Ltd,',
      'ref-000002,Chorley Council,,,,,,2024-05-01,A Ltd,',
      'ref-000003,Chorley Council,Bad day,,,,,2024-02-31,A Ltd,',
      'ref-000004,Chorley Council,Nobody,,,,,2024-05-01,,',
      'ref-000005,Chorley Council,Script,,,,,2024-05-01,FENCE MENDERS LIMITED,javascript:alert(1)',
    ]
    const report = await importAwards([file('bad.csv', header + rows.join('\n'))])
    expect(report.refused.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
      'line 3: The reference is missing or unreadable',
      'line 4: The title is missing',
      'line 5: The date is not a day: “2024-02-31”',
      'line 6: No supplier is named',
    ])
    expect(report).toMatchObject({ awards: { new: 2 }, suppliers: { new: 1 } })
    expect(await Award.findOne({ sourceId: 'ref-000005' }).lean()).toMatchObject({ url: '' })
  })

  it.each([
    ['is empty', ''],
    ['is no award list: it lacks the columns', 'a,b\n1,2\n'],
    ['is no OCDS release package', '{"records": []}'],
    ["can't be read as JSON", '{"releases": [{"ocid": "x"'],
  ])('says of a file that it %s', async (sentence, text) => {
    await expect(importAwards([file('broken', text)])).rejects.toThrow(sentence)
  })

  it('keeps what stood before the place where a file breaks off', async () => {
    const release = {
      ocid: 'ocds-test-1',
      date: '2025-01-01T00:00:00Z',
      buyer: { name: 'Fylde Council' },
      tender: { title: 'Lamps' },
      awards: [{ id: '1', status: 'active', suppliers: [{ id: 'a', name: 'Lamp Ltd' }] }],
    }
    const path = file('cut.json', `{"releases": [${JSON.stringify(release)}, {"ocid": `)
    await expect(importAwards([path])).rejects.toThrow("can't be read as JSON")
    expect(await Award.countDocuments()).toBe(1)
  })

  it('lets a later publication replace an earlier one, in whatever order they come', async () => {
    const version = (date: string, amount: number) => ({
      ocid: 'ocds-test-2',
      date,
      buyer: { name: 'Fylde Council' },
      tender: { title: 'Lamps' },
      awards: [{ id: '1', suppliers: [{ id: 'a', name: 'Lamp Ltd' }], value: { amount, currency: 'GBP' } }],
    })
    const releases = [version('2025-02-01T00:00:00Z', 200), version('2025-01-01T00:00:00Z', 100)]
    const path = file('twice.json', JSON.stringify({ releases }))
    expect(await importAwards([path])).toMatchObject({ awards: { new: 1 } })
    expect(await Award.findOne({ sourceId: 'ocds-test-2' }).lean()).toMatchObject({ valuePence: 200_00 })
    expect(await importAwards([path])).toMatchObject({ awards: { new: 0, changed: 0 } })
  })

  it('gives no track record to a firm that registered under the name of another', async () => {
    const { supplier } = await aSupplier({ name: 'Fence Menders Ltd' })
    const row = 'ref-000001,Chorley Council,Fences,Fences mended,,,,2024-05-01,Fence Menders Ltd,'
    await importAwards([file('namesake.csv', header + row)])
    expect((await listAwards(supplier.id)).total).toBe(0)
    expect((await find('fence menders')).map(({ awards }) => awards).sort()).toEqual([0, 1])
  })

  it('tells the ranking once, and only if something changed', async () => {
    const row = 'ref-000001,Chorley Council,Fences,Fences mended,,,,2024-05-01,Fence Menders Ltd,'
    const path = file('once.csv', header + row)
    await importAwards([path])
    await importAwards([path])
    const { EventRecord } = await import('../../server/audit/audit.model.ts')
    const told = await EventRecord.find({ name: 'suppliers.imported' }).lean()
    expect(told).toHaveLength(1)
    expect(await listEvents('import', told[0]?.subject.id ?? '')).toHaveLength(1)
  })
})
