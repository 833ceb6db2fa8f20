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

/** A draft is for the brokers; a published resource for everybody. */
export const resourceStatuses = ['draft', 'published'] as const
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
  link: string
  publisher: string
  /** As exactly as it is known: `2024`, `2024-03` or `2024-03-12`; empty if not. */
  publishedOn: string
  topics: string[]
  /** Of the Procurement Act 2023: `20`, `Schedule 2`. */
  procurementActSections: string[]
  place: string
}

/** `Episode 68`, `Case study` */
export const resourceLabel = ({ type, number }: Pick<ResourceContent, 'type' | 'number'>): string =>
  type === 'episode' && number !== null ? `${resourceTypeLabels[type]} ${number}` : resourceTypeLabels[type]

/** A date that may lack its day and month, as people read it: `2024`, `March 2024`, `12 March 2024`. */
export function partialDateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  if (!year) return ''
  if (!month) return String(year)
  const at = new Date(Date.UTC(year, month - 1, day ?? 1))
  const monthWords = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(at)
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

/** A title as the end of an address: small letters, digits and dashes; never empty. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' || slug === 'new' ? `resource-${slug || 'untitled'}` : slug
}
