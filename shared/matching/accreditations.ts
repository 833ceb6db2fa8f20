/** A standard or scheme that a firm as a whole holds, which its profile can therefore name. */
export interface KnownAccreditation {
  id: string
  name: string
  /** How notices and profiles write it. */
  pattern: RegExp
  /** Holding one of these is holding it too. */
  coveredBy?: string[]
}

const iso = (number: number): KnownAccreditation => ({
  id: `iso-${number}`,
  name: `ISO ${number}`,
  pattern: new RegExp(`\\b(?:iso|iec|en)\\W{0,3}${number}\\b`, 'i'),
})

const scheme = (id: string, name: string, pattern: RegExp): KnownAccreditation => ({ id, name, pattern })

// Left out on purpose: what a person holds (a card, a degree, a check by the police), what a product or a building
// meets, and what a law demands of everybody in a trade. A profile that doesn't list those says nothing by it.
const known: KnownAccreditation[] = [
  ...[9001, 13485, 14001, 20000, 22301, 27001, 27701, 44001, 50001].map(iso),
  { ...iso(45001), coveredBy: ['ohsas-18001'] },
  {
    ...scheme('ohsas-18001', 'OHSAS 18001', /\b(?:ohsas|bs|iso)\W{0,3}18001\b/i),
    // ISO 45001 has taken its place.
    coveredBy: ['iso-45001'],
  },
  scheme('cyber-essentials-plus', 'Cyber Essentials Plus', /\bcyber essentials plus\b/i),
  {
    ...scheme('cyber-essentials', 'Cyber Essentials', /\bcyber essentials\b(?!\s+plus)/i),
    coveredBy: ['cyber-essentials-plus'],
  },
  scheme('chas', 'CHAS', /\bchas\b/i),
  scheme('constructionline', 'Constructionline', /\bconstructionline\b/i),
  scheme('safecontractor', 'SafeContractor', /\bsafe ?contractor\b/i),
  scheme('achilles', 'Achilles', /\bachilles\b/i),
  scheme('fors', 'FORS', /\bfors\b/i),
  scheme('niceic', 'NICEIC', /\bniceic\b/i),
  scheme('napit', 'NAPIT', /\bnapit\b/i),
  scheme('oftec', 'OFTEC', /\boftec\b/i),
  scheme('hetas', 'HETAS', /\bhetas\b/i),
  scheme('fensa', 'FENSA', /\bfensa\b/i),
  scheme('trustmark', 'TrustMark', /\btrustmark\b/i),
  scheme('mcs', 'MCS', /\bmcs\b/i),
  scheme('bafe', 'BAFE', /\bbafe\b/i),
  scheme('ssaib', 'SSAIB', /\bssaib\b/i),
  scheme('nsi', 'NSI', /\bnsi (?:gold|silver|approv\w+)\b/i),
  scheme('investors-in-people', 'Investors in People', /\binvestors in people\b/i),
  scheme('living-wage', 'Living Wage', /\bliving wage (?:accredited|employer|accreditation)\b/i),
  scheme('disability-confident', 'Disability Confident', /\bdisability confident\b/i),
  scheme('dsp-toolkit', 'DSP Toolkit', /\b(?:dsp toolkit|dspt|data security and protection toolkit)\b/i),
  scheme('pci-dss', 'PCI DSS', /\bpci[ -]?dss\b/i),
  scheme('soc-2', 'SOC 2', /\bsoc ?2\b/i),
  scheme('emas', 'EMAS', /\b(?:emas|eco-management and audit)\b/i),
]
const byId = new Map(known.map((one) => [one.id, one]))

/** The standards and schemes that a text names, of those which a firm's profile can list. */
export const accreditationsIn = (text: string): KnownAccreditation[] =>
  known.filter(({ pattern }) => pattern.test(text))

/** Null for an id that is none of ours. */
export const findAccreditation = (id: string): KnownAccreditation | null => byId.get(id) ?? null

/** True if one of the entries of a profile's list is this accreditation, or one that covers it. */
export function holdsAccreditation(listed: string[], id: string): boolean {
  const wanted = [id, ...(findAccreditation(id)?.coveredBy ?? [])]
  return listed.some((entry) => accreditationsIn(entry).some((one) => wanted.includes(one.id)))
}
