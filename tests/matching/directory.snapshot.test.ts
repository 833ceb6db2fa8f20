import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unknownSupplier, createSupplierIndex } from '../../shared/matching/supplier-index.ts'
import { loadSnapshot, writeSnapshot } from '../../workers/matching/snapshot-file.ts'
import { createSupplierDirectory } from '../../workers/matching/supplier-directory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'

useDatabase()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-snapshot-'))
})
beforeEach(emptyDatabase)
afterAll(() => rmSync(folder, { recursive: true }))

describe('a snapshot that can’t be used', () => {
  const places: [string, (file: string) => void][] = [
    ['nothing', () => undefined],
    ['an empty file', (file) => writeFileSync(file, '')],
    ['something else', (file) => writeFileSync(file, 'no snapshot\n')],
    ['a folder', (file) => mkdirSync(file)],
  ]

  it.each(places)('in its place is %s: the directory is made from the records', async (name, put) => {
    const file = join(folder, name)
    put(file)
    const { supplier } = await aSupplier({ name: 'Damp Sensors Ltd' })
    const directory = createSupplierDirectory(() => file)
    await directory.whenFilled()
    expect(directory.index().ids()).toContain(supplier.id)
  })

  it('is refused when it ends early', async () => {
    const file = join(folder, 'whole')
    const index = createSupplierIndex()
    index.put({ ...unknownSupplier('one'), name: 'Damp Sensors Ltd' }, 'first')
    await writeSnapshot(file, index.state(), 'now')
    expect((await loadSnapshot(file))?.note).toBe('now')
    writeFileSync(file, '{"magic":"foothold-matching","version":1')
    await expect(loadSnapshot(file)).rejects.toThrow('cut short or damaged')
  })
})
