import { buildCategoryTree, type CategoryTree } from '../../shared/organisations/category-tree.ts'
import { readReference } from './reference-file.ts'

let tree: CategoryTree | undefined

/** The CPV 2008 vocabulary (9,454 codes), read on first use and kept. */
export function categories(): CategoryTree {
  tree ??= buildCategoryTree(
    readReference('cpv_2008_en').map((row) => ({
      code: row.code ?? '',
      label: row.label ?? '',
      level: row.level ?? '',
      parent: row.parent ?? '',
    })),
  )
  return tree
}
