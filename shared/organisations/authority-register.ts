import { domainOf } from './organisation-name.ts'

/** A UK local or combined authority as the register has it. */
export interface Authority {
  /** The short code of the register: `BBD`. */
  code: string
  gss: string
  name: string
  shortName: string
  type: string
  typeName: string
  nation: string
  region: string
  itl1: string
  domain: string
  website: string
  isCurrent: boolean
  /** Codes of the authorities that took over from one that has ended. */
  replacedBy: string[]
}

export interface AuthorityRegister {
  all: () => Authority[]
  current: () => Authority[]
  find: (code: string) => Authority | null
  /** The authority meant by a name as notices write it: `Chorley Council`, `BLACKPOOL BOROUGH COUNCIL`. */
  findByName: (name: string) => Authority | null
  /** The council to which the register gives the e-mail's domain alone. */
  findByEmail: (email: string) => Authority | null
}

/** Look-ups over the register; give it all authorities once and keep the result. */
export function buildAuthorityRegister(all: Authority[]): AuthorityRegister {
  const current = all.filter(({ isCurrent }) => isCurrent)
  const byCode = new Map(all.map((authority) => [authority.code, authority]))
  const byName = onlyOnes(current, ({ name }) => plainName(name))
  const byShortName = onlyOnes(current, ({ shortName }) => plainName(shortName))
  const byDomain = onlyOnes(current, ({ domain }) => domain)
  return {
    all: () => all,
    current: () => current,
    find: (code) => byCode.get(code.toUpperCase()) ?? null,
    findByName: (name) => byName.get(plainName(name)) ?? byShortName.get(plainName(name)) ?? null,
    findByEmail: (email) => {
      const domain = domainOf(email)
      // Only the government gives out these; anybody may buy another.
      return /\.gov\.(?:uk|wales)$/.test(domain) ? (byDomain.get(domain) ?? null) : null
    },
  }
}

/** By key, without the keys that two share or that are empty. */
function onlyOnes(authorities: Authority[], keyOf: (authority: Authority) => string): Map<string, Authority> {
  const byKey = new Map<string, Authority>()
  const shared = new Set<string>([''])
  for (const authority of authorities) {
    const key = keyOf(authority)
    if (byKey.has(key)) shared.add(key)
    byKey.set(key, authority)
  }
  for (const key of shared) byKey.delete(key)
  return byKey
}

/** What is left of a council's name when its rank is taken away: `blackpool`, `kensingtonchelsea`. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(
      /\b(?:royal borough|london borough|metropolitan borough|metropolitan district|county borough)\b/g,
      ' ',
    )
    .replace(/\b(?:council|borough|district|city|county|unitary|authority|of|the|and)\b/g, ' ')
    .replace(/[^a-z]/g, '')
