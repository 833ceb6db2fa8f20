import { formatDateTime } from '../../shared/platform/dates.ts'
import type { ResourceContent } from '../../shared/resources/resource.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import type { ResourceRecord } from './resources.model.ts'
import { fieldWords } from './resources.presenter.ts'

const firstInCapitals = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** A field of a resource as a broker knows it, to stand by itself. */
export const fieldLabel = (field: string): string =>
  firstInCapitals(fieldWords[field as keyof typeof fieldWords] ?? field)

/** What a field holds, in words. */
export const asText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(asText).join(', ')
    : value === null || value === undefined
      ? ''
      : String(value)

/** What a resource says, as its form shows it. */
export const resourceShown = (resource: ResourceContent): Shown =>
  (Object.keys(fieldWords) as (keyof ResourceContent)[]).map((field) => [
    fieldLabel(field),
    asText(resource[field]),
  ])

const moment = (label: string, at: Date | null) =>
  [label, at ? formatDateTime(at) : '', at?.toISOString() ?? ''] as const

/** The dates of a resource, as their form shows them, and whether it is published. */
export const datesShown = ({
  status,
  publishAt,
  reviewOn,
}: Pick<ResourceRecord, 'status' | 'publishAt' | 'reviewOn'>): Shown => [
  ['Published', status === 'published' ? 'Yes' : 'No'],
  moment('Publish it by itself', publishAt),
  moment('Look at it again', reviewOn),
]
