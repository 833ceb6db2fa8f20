import { categories, regions } from '../../server/organisations/index.ts'
import type { Names } from '../../shared/matching/explaining.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { createSupplierDirectory } from './supplier-directory.ts'

/** The one directory of this worker: its jobs and its answers share what is in memory. */
export const directory = createSupplierDirectory()

/** What people call the codes of categories and regions. */
export const names: Names = {
  category: (code) => categories().find(code)?.label ?? '',
  region: (code) => {
    const region = regions().find(code)
    return region ? regionName(region) : ''
  },
}
