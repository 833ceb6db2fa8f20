import { type Confidence, type Law, sectionOf } from '../../shared/coaching/law/law.ts'

/** A citation as pages show it: it leads to its section on the page of the law. */
export interface Citation {
  text: string
  title: string
  href: string
  isUnchecked: boolean
}

/** Where a section stands on the page of the law: `Sch 5 para 8` at `#sch-5-para-8`. */
export const anchorOf = (sectionId: string): string =>
  sectionId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** What is said of a row that nobody found in the text of the law. */
export const isUnchecked = (confidence: Confidence): boolean => confidence === 'mem'

/** A citation for pages; null where there is none. */
export function citation(law: Law, text: string): Citation | null {
  const section = sectionOf(law, text)
  if (!section) return null
  return {
    text,
    title: section.title,
    href: `/law#${anchorOf(section.id)}`,
    isUnchecked: isUnchecked(section.confidence),
  }
}
