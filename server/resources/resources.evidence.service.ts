import mongoose from 'mongoose'
import { longestSearchMs } from '../platform/database.ts'
import { type Compared, nearest } from '../../shared/resources/related.ts'
import { readable, Resource, type ResourceRecord } from './resources.model.ts'
import { beginsWith } from './resources.search.service.ts'

const mostEvidence = 3
// So many are compared; the search hands out the likeliest first.
const mostCompared = 40

/** What somebody writes about, as far as it can be compared with what the library has. */
export interface Draft {
  title: string
  summary: string
  cpv: readonly string[]
}

const published = { status: 'published', type: 'case-study' } as const

/** Published case studies that are near to a draft, by its category or by its words; measured pilots before others as near. */
export async function caseStudiesNear({ title, summary, cpv }: Draft): Promise<ResourceRecord[]> {
  const words = `${title} ${summary}`.replaceAll(/["-]/g, ' ').trim().slice(0, 400)
  const divisions = [...new Set(cpv.map((code) => code.slice(0, 2)))]
  const [alike, filed] = await Promise.all([
    words === ''
      ? []
      : Resource.find({ ...published, $text: mongoose.trusted({ $search: words }) as never })
          .sort({ score: { $meta: 'textScore' } })
          .limit(mostCompared)
          .maxTimeMS(longestSearchMs)
          .lean(),
    divisions.length === 0
      ? []
      : Resource.find({ ...published, categories: beginsWith(divisions) })
          .sort({ publishedAt: -1, _id: -1 })
          .limit(mostCompared)
          .lean(),
  ])
  const found = new Map(
    ([...filed, ...alike] as ResourceRecord[]).map((one) => [one._id, readable(one)] as const),
  )
  const filedAs = { topics: [], sectors: [], routes: [], gates: [], procurementActSections: [] }
  const draft: Compared = { title, summary, categories: [...cpv], ...filedAs }
  const others = [...found.values()].toSorted((a, b) => Number(b.from !== null) - Number(a.from !== null))
  return nearest(draft, others, mostEvidence)
}
