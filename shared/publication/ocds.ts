import type { Json, JsonObject } from './json.ts'

/** The steps of a process that a release may tell of; the codes of OCDS that Foothold uses. */
export type ReleaseTag =
  | 'planning'
  | 'planningUpdate'
  | 'tender'
  | 'tenderUpdate'
  | 'tenderCancellation'
  | 'award'
  | 'awardUpdate'
  | 'awardCancellation'
  | 'contract'
  | 'implementation'
  | 'contractAmendment'
  | 'contractTermination'

/** One release of OCDS 1.1.5: what became known of a process at one moment. */
export interface Release {
  ocid: string
  id: string
  date: string
  tag: ReleaseTag[]
  initiationType: 'tender'
  language: 'en'
  parties?: JsonObject[]
  buyer?: JsonObject
  planning?: JsonObject
  tender?: JsonObject
  awards?: JsonObject[]
  contracts?: JsonObject[]
  relatedProcesses?: JsonObject[]
}

const github = 'https://raw.githubusercontent.com'
const extensionOf = (name: string, version: string) =>
  `${github}/open-contracting-extensions/ocds_${name}_extension/${version}/extension.json`

/** What our releases use beyond OCDS itself. The folder is where Foothold carries it, empty where it doesn't. */
export const ocdsExtensions = [
  { url: extensionOf('lots', 'v1.1.5'), folder: 'extensions/ocds_lots_extension' },
  { url: extensionOf('enquiry', 'v1.1.5'), folder: 'extensions/ocds_enquiry_extension' },
  { url: extensionOf('location', 'v1.1.5'), folder: 'extensions/ocds_location_extension' },
  { url: extensionOf('awardCriteria', 'master'), folder: 'extensions/ocds_awardCriteria_extension' },
  { url: extensionOf('otherRequirements', 'master'), folder: 'extensions/ocds_otherRequirements_extension' },
  { url: `${github}/cabinetoffice/ocds_uk_extension/main/extension.json`, folder: 'uk_extension' },
  { url: extensionOf('pagination', 'master'), folder: '' },
] as const

/** The licence under which the open data may be used by anybody. */
export const dataLicence = 'http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'

type Given = Json | undefined | { [name: string]: Given } | Given[]

/** The same without what says nothing: undefined, empty texts, lists and objects. Null stays: it takes away. */
export function withoutEmpty(value: Given): Json | undefined {
  if (value === undefined || value === '') return undefined
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((item) => item !== undefined)
    return kept.length > 0 ? kept : undefined
  }
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
  return kept.length > 0 ? (Object.fromEntries(kept) as JsonObject) : undefined
}

/** The same, for something that is an object whatever is missing. */
export const anObject = (value: { [name: string]: Given }): JsonObject =>
  (withoutEmpty(value) ?? {}) as JsonObject
