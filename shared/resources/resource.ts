import type { IpecGate, Picture, PlaceOfHelp, ResourceRoute, Sector } from './facets.ts'

/** What a resource can be, in the order of the filter, with its name on a page. */
export const resourceTypeLabels = {
  article: 'Article',
  episode: 'Episode',
  report: 'Report',
  'case-study': 'Case study',
  guide: 'Guide',
  template: 'Template',
  course: 'Course',
} as const
export type ResourceType = keyof typeof resourceTypeLabels
export const resourceTypes = Object.keys(resourceTypeLabels) as [ResourceType, ...ResourceType[]]

/** A draft is for the brokers; a published resource for everybody; one is archived where those whose it is took it back. */
export const resourceStatuses = ['draft', 'published', 'archived'] as const
export type ResourceStatus = (typeof resourceStatuses)[number]

/** What a broker writes about a resource: our own words and where the thing itself is to be found. */
export interface ResourceContent {
  type: ResourceType
  title: string
  summary: string
  /** Markdown. */
  body: string
  /** Of a podcast; null for everything else. */
  number: number | null
  /** Of an episode or a course: how long it takes; null if not known. */
  minutes: number | null
  link: string
  /** Of an episode: where it can be heard or seen at once; empty if it is only linked. */
  mediaLink: string
  /** Of an episode: what is said in it, in Markdown. */
  transcript: string
  /** Of an article: what people say against innovation that it answers; empty for every other. */
  objection: string
  /** What must be said beside it to be fair: what became of it, or what we don't know. Markdown. */
  fairness: string
  publisher: string
  /** As exactly as it is known: `2024`, `2024-03` or `2024-03-12`; empty if not. */
  publishedOn: string
  topics: string[]
  /** Of the Procurement Act 2023: `20`, `Schedule 2`. */
  procurementActSections: string[]
  place: string
  gates: IpecGate[]
  routes: ResourceRoute[]
  sectors: Sector[]
  /** CPV 2008, eight digits. */
  categories: string[]
  /** Where it is shown beside what somebody does. */
  helpsAt: PlaceOfHelp[]
  picture: Picture
}

/** Which fields only some types have; in all others they are empty. */
export const fieldsOfType = {
  number: ['episode'],
  minutes: ['episode', 'course'],
  mediaLink: ['episode'],
  transcript: ['episode'],
  objection: ['article'],
} as const satisfies Partial<Record<keyof ResourceContent, readonly ResourceType[]>>

/** True where a resource of this type has the field. */
export const hasField = (field: keyof typeof fieldsOfType, type: ResourceType): boolean =>
  (fieldsOfType[field] as readonly ResourceType[]).includes(type)

/** The year in which it was published; empty if not known. */
export const yearOf = ({ publishedOn }: Pick<ResourceContent, 'publishedOn'>): string =>
  publishedOn.slice(0, 4)

// How many words a grown-up reads in a minute, as most sites reckon it.
const wordsInMinute = 200

/** How many minutes it takes to read the page, at least one. */
export function readingMinutes({
  summary,
  body,
  fairness,
}: Pick<ResourceContent, 'summary' | 'body' | 'fairness'>): number {
  const words = `${summary} ${body} ${fairness}`.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  return Math.max(1, Math.round(words.length / wordsInMinute))
}

/** `Episode 68`, `Case study` */
export const resourceLabel = ({ type, number }: Pick<ResourceContent, 'type' | 'number'>): string =>
  type === 'episode' && number !== null ? `${resourceTypeLabels[type]} ${number}` : resourceTypeLabels[type]

/** A date that may lack its day and month, as people read it: `2024`, `March 2024`, `12 March 2024`. */
export function partialDateWords(date: string, locale = 'en-GB'): string {
  const [year, month, day] = date.split('-').map(Number)
  if (!year) return ''
  if (!month) return String(year)
  const at = new Date(Date.UTC(year, month - 1, day ?? 1))
  const monthWords = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(at)
  return day ? `${day} ${monthWords} ${year}` : `${monthWords} ${year}`
}

/** True for a year, a month or a day that exists, between 1900 and 2200. */
export function isPartialDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
  const at = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && year <= 2200 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
}

/** Where a section or schedule of the Procurement Act 2023 can be read. */
export function procurementActLink(section: string): string {
  const act = 'https://www.legislation.gov.uk/ukpga/2023/54'
  const schedule = /^Schedule (\d+)$/.exec(section)?.[1]
  return schedule ? `${act}/schedule/${schedule}` : `${act}/section/${section}`
}

/** `Section 20`, `Schedule 2` */
export const sectionWords = (section: string): string =>
  section.startsWith('Schedule') ? section : `Section ${section}`

// Ends of addresses that are pages of their own.
const ownAddresses = new Set(['new', 'objections', 'links'])

/** A title as the end of an address: small letters, digits and dashes; never empty. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' || ownAddresses.has(slug) ? `resource-${slug || 'untitled'}` : slug
}
