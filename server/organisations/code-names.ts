import { regionName } from '../../shared/organisations/region-tree.ts'
import { categories } from './categories.reference.ts'
import { regions } from './regions.reference.ts'

/** What codes are called, from the reference data; one that they don't know is called by itself. */
export const codeNames = {
  category: (code: string): string => categories().find(code)?.label ?? code,
  region: (code: string): string => {
    const region = regions().find(code)
    return region ? regionName(region) : code
  },
}
