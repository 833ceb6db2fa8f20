import { currentLanguage } from '../platform/language.ts'

/** An International Territorial Level region of the UK. */
export interface Region {
  level: number
  code: string
  name: string
  parent: string
  /** The code that notices of the NUTS age use for the same place: `UKD3`. */
  nutsCode: string
}

export interface RegionTree {
  find: (code: string) => Region | null
  /** The twelve regions of level 1: nine in England, and Wales, Scotland and Northern Ireland. */
  nations: () => Region[]
  children: (code: string) => Region[]
  /** From level 1 down to the region itself. */
  path: (code: string) => Region[]
  /** The region of a local authority, by its GSS code. */
  ofAuthority: (gss: string) => Region | null
  /** The ITL code for whatever a notice gives: `UKD3`, `TLD3`, `North West`, `Yorkshire and the Humber`. */
  read: (text: string) => string[]
}

const england = ['TLC', 'TLD', 'TLE', 'TLF', 'TLG', 'TLH', 'TLI', 'TLJ', 'TLK']
const everywhere = [...england, 'TLL', 'TLM', 'TLN']
const wide: Record<string, string[]> = {
  england,
  uk: everywhere,
  unitedkingdom: everywhere,
  anyregion: everywhere,
  eastofengland: ['TLH'],
}

// Smaller places than these are called in Welsh pages as in English ones.
const welshNames: Readonly<Record<string, string>> = {
  TLC: 'Gogledd-ddwyrain Lloegr',
  TLD: 'Gogledd-orllewin Lloegr',
  TLE: 'Swydd Efrog a’r Humber',
  TLF: 'Dwyrain Canolbarth Lloegr',
  TLG: 'Gorllewin Canolbarth Lloegr',
  TLH: 'Dwyrain Lloegr',
  TLI: 'Llundain',
  TLJ: 'De-ddwyrain Lloegr',
  TLK: 'De-orllewin Lloegr',
  TLL: 'Cymru',
  TLM: 'Yr Alban',
  TLN: 'Gogledd Iwerddon',
}

const welshNations: Readonly<Record<string, string>> = {
  England: 'Lloegr',
  Wales: 'Cymru',
  Scotland: 'Yr Alban',
  'Northern Ireland': 'Gogledd Iwerddon',
  'The whole UK': 'Y DU gyfan',
}

/** The name of a nation of the UK, or of all of them, in the language at hand. */
export const nationName = (name: string): string =>
  (currentLanguage() === 'cy' ? welshNations[name] : undefined) ?? name

/** The name as people say it in the language at hand: `North West`, `East of England`, `Cymru`. */
export function regionName({ code, name }: Pick<Region, 'code' | 'name'>): string {
  const welsh = currentLanguage() === 'cy' ? welshNames[code] : undefined
  return welsh ?? (name === 'East (England)' ? 'East of England' : name.replace(' (England)', ''))
}

/** Look-ups over the regions; give it all of them once and keep the result. */
export function buildRegionTree(all: Region[], authorities: { gss: string; code: string }[]): RegionTree {
  const byCode = new Map(all.map((region) => [region.code, region]))
  const byNuts = new Map(all.map((region) => [region.nutsCode, region]))
  const byName = new Map(all.filter(({ level }) => level === 1).map((region) => [plain(region.name), region]))
  const byGss = new Map(authorities.map(({ gss, code }) => [gss, code]))
  const find = (code: string) => byCode.get(code) ?? null
  const path = (code: string): Region[] => {
    const region = find(code)
    return region ? [...path(region.parent), region] : []
  }
  const readOne = (text: string): string[] => {
    const code = text.trim().toUpperCase()
    const exact = byCode.get(code) ?? byNuts.get(code) ?? byName.get(plain(text))
    if (exact) return [exact.code]
    // At level 3 some codes of the NUTS age have no successor: fall back on the region above.
    if (/^UK[A-Z]\d{1,2}$/.test(code)) return readOne(code.slice(0, -1))
    return wide[plain(text)] ?? []
  }
  return {
    find,
    path,
    nations: () => all.filter(({ level }) => level === 1),
    children: (code) => all.filter(({ parent }) => parent === code),
    ofAuthority: (gss) => find(byGss.get(gss) ?? ''),
    read: (text) => [...new Set(text.split(/[,|]/).flatMap(readOne))],
  }
}

/** `Yorkshire and The Humber` and `Yorkshire & the Humber (England)` are one place. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\(.*?\)/g, '')
    .replace(/&/g, 'and')
    .replace(/\bthe\b|[^a-z]/g, '')

/** True if one of two regions lies in the other, or they are the same: `TLD` and `TLD33`. */
export const isWithin = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

/** `TLD` of `TLD33`. */
export const nationOf = (code: string): string => code.slice(0, 3)
