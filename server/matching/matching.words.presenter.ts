import type { SharedContext } from '../../shared/matching/contexts.ts'
import { type Missing, type OwnMissing, sayMissing } from '../../shared/matching/missing.ts'
import {
  projectsOf,
  type Reason,
  sayProject,
  sayWithAmount,
  type Translate,
} from '../../shared/matching/reasons.ts'
import { translator } from '../platform/translations.ts'

/** One reason as a page shows it: its sentence, cut where the shared words stand so that they can be marked. */
export interface ReasonLine {
  before: string
  words: string[]
  after: string
  /** The delivered projects that count as evidence. */
  projects: string[]
  /** Where a measured pilot is told of in the library; empty for every other reason. */
  href: string
}

/** Reasons for a page: read together, each line is the sentence that API and e-mail say. */
export const presentReasons = (reasons: Reason[], t: Translate = translator()): ReasonLine[] =>
  reasons.map((reason) => ({
    ...cutAtWords(sayWithAmount(reason, t), reason.kind === 'shares-terms' ? reason.terms : []),
    projects: projectsOf(reason).map((project) => sayProject(project, t)),
    href: reason.kind === 'measured' ? `/resources/${reason.slug}` : '',
  }))

function cutAtWords(sentence: string, words: string[]): Pick<ReasonLine, 'before' | 'words' | 'after'> {
  const listed = words.join(', ')
  const start = words.length > 0 ? sentence.indexOf(listed) : -1
  if (start < 0) return { before: sentence, words: [], after: '' }
  return { before: sentence.slice(0, start), words, after: sentence.slice(start + listed.length) }
}

/** Where a profile says what is missing, and what the link to it is called. */
export interface ProfileLink {
  href: string
  link: string
}

/** A missing fact for its supplier: never with a rank. */
export const presentOwnMissing = (
  missing: (Missing | OwnMissing)[] = [],
  t: Translate = translator(),
): (ProfileLink & { sentence: string })[] =>
  missing.map((one) => ({ sentence: sayMissing(one, t), ...linkToSay(one, t) }))

function linkToSay(missing: Missing | OwnMissing, t: Translate): ProfileLink {
  switch (missing.kind) {
    case 'category':
      return profileLink('categories', missing.code, t)
    case 'regions':
      return profileLink('regions', '', t)
    case 'readiness':
      return profileLink('maturity', '', t)
    case 'result':
      return profileLink('case-study', '', t)
  }
}

/** Where in its profile a supplier says such a thing. */
export function profileLink(
  kind: 'about' | 'categories' | 'regions' | 'maturity' | 'case-study',
  code: string,
  t: Translate = translator(),
): ProfileLink {
  const profile = '/organisation/profile'
  switch (kind) {
    case 'about':
      return { href: `${profile}/about`, link: t('Say what you can do') }
    case 'categories':
      return { href: `${profile}/categories?q=${code}`, link: t('Add {code} to your categories', { code }) }
    case 'regions':
      return { href: `${profile}/regions`, link: t('Choose your regions') }
    case 'maturity':
      return { href: `${profile}/maturity`, link: t('Say how ready your solutions are') }
    case 'case-study':
      return { href: `${profile}/case-studies/new`, link: t('Tell a case study') }
  }
}

/** The words that carried a match where they stand; none for what was stored before they were kept. */
export const presentContexts = (contexts: SharedContext[] | undefined): SharedContext[] => contexts ?? []
