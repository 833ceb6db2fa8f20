import mongoose from 'mongoose'
import { isInLibrary } from '../../shared/outcomes/case-study.ts'
import { publishedAmong } from '../resources/index.ts'
import { CaseStudy, type CaseStudyRecord } from './outcomes.case-study.model.ts'

/** Where the library tells of these pilots, by pilot; nothing for what is not there. */
export async function caseStudiesInLibrary(
  pilotIds: string[],
): Promise<Map<string, { slug: string; title: string }>> {
  const found = await CaseStudy.find({ pilotId: mongoose.trusted({ $in: pilotIds }) }).lean<
    CaseStudyRecord[]
  >()
  const shown = await publishedAmong(found.flatMap(({ published }) => published?.resourceId ?? []))
  return new Map(
    found.filter(isInLibrary).flatMap(({ pilotId, published, versions }) => {
      if (!published || !shown.has(published.resourceId)) return []
      const title = versions.find(({ number }) => number === published.number)?.title ?? ''
      return [[pilotId, { slug: published.slug, title }] as const]
    }),
  )
}
