import mongoose from 'mongoose'
import { isInLibrary } from '../../shared/outcomes/case-study.ts'
import { CaseStudy, type CaseStudyRecord } from './outcomes.case-study.model.ts'

/** Where the library tells of these pilots, by pilot; nothing for what is not there. */
export async function caseStudiesInLibrary(
  pilotIds: string[],
): Promise<Map<string, { slug: string; title: string }>> {
  const found = await CaseStudy.find({ pilotId: mongoose.trusted({ $in: pilotIds }) }).lean<
    CaseStudyRecord[]
  >()
  return new Map(
    found.filter(isInLibrary).flatMap(({ pilotId, published, versions }) => {
      const title = versions.find(({ number }) => number === published?.number)?.title ?? ''
      return published ? [[pilotId, { slug: published.slug, title }] as const] : []
    }),
  )
}
