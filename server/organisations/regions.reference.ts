import { buildRegionTree, type RegionTree } from '../../shared/organisations/region-tree.ts'
import { readReference } from './reference-file.ts'

let tree: RegionTree | undefined

/** The ITL regions of 2025 with the NUTS-style codes that notices still carry, read on first use and kept. */
export function regions(): RegionTree {
  tree ??= buildRegionTree(
    readReference('itl_2025_uk').map((row) => ({
      level: Number(row.level),
      code: row.code ?? '',
      name: row.name ?? '',
      parent: row.parent ?? '',
      nutsCode: row.nuts_style_code ?? '',
    })),
    readReference('lad_to_itl3_2025').map((row) => ({
      gss: row.lad_gss ?? '',
      code: row.itl3 ?? '',
    })),
  )
  return tree
}
