import { categories, regions } from '../../server/organisations/index.ts'
import type { Names } from '../../shared/matching/explaining.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { createSupplierDirectory } from './supplier-directory.ts'

/** The supplier directory of this process: one for all that its jobs and questions rank. */
export const directory = createSupplierDirectory()

/** What the codes of categories and regions are called. */
export const names: Names = {
  category: (code) => categories().find(code)?.label ?? '',
  region: (code) => {
    const region = regions().find(code)
    return region ? regionName(region) : ''
  },
}
