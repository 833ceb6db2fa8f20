import {
  type AuthorityRegister,
  buildAuthorityRegister,
} from '../../shared/organisations/authority-register.ts'
import { readReference } from './reference-file.ts'

let register: AuthorityRegister | undefined

/** The register of UK authorities, past and present, read on first use and kept. */
export function authorities(): AuthorityRegister {
  register ??= buildAuthorityRegister(
    readReference('uk_local_authorities').map((row) => ({
      code: row.code ?? '',
      gss: row.gss ?? '',
      name: row.name ?? '',
      shortName: row.short_name ?? '',
      type: row.type ?? '',
      typeName: row.type_name ?? '',
      nation: row.nation ?? '',
      region: row.region ?? '',
      itl1: row.itl1 ?? '',
      domain: (row.domain ?? '').toLowerCase(),
      website: row.website ?? '',
      isCurrent: row.current === '1',
      replacedBy: (row.replaced_by ?? '').split(/[;,| ]+/).filter(Boolean),
    })),
  )
  return register
}
