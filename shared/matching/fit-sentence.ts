import type { Missing, OwnMissing } from './missing.ts'
import { inEnglish, projectsOf, type Reason, sayProject, type Translate } from './reasons.ts'

/** What is known of a match, as it was stored. */
interface Fit {
  /** The most telling first. */
  reasons: Reason[]
  missing?: (Missing | OwnMissing)[] | undefined
  /** The words of the broker who thought of the supplier; empty if the ranking found it. */
  brokersWords?: string | undefined
}

/** So many reasons fit into one sentence that is read at a glance. */
const inOneSentence = 3

const and = new Intl.ListFormat('en-GB')
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/**
 * Why a challenge may suit a supplier, told to that supplier in whole sentences and without figures: those are on the
 * page. Nothing is said that is no reason of the match; empty if there is none.
 */
export function sayFit({ reasons, missing = [], brokersWords = '' }: Fit, t: Translate = inEnglish): string {
  const clauses = reasons.map((reason) => sayToYou(reason, t)).filter((clause) => clause !== '')
  const [first, rest] = [clauses.slice(0, inOneSentence), clauses.slice(inOneSentence)]
  return [
    ...(first.length > 0 ? [t('It may suit you because {reasons}.', { reasons: and.format(first) })] : []),
    ...(rest.length > 0 ? [t('Also, {reasons}.', { reasons: and.format(rest) })] : []),
    ...sayNearest(reasons, t),
    ...sayNew(reasons, t),
    ...(brokersWords ? [t('A broker thought of you: “{words}”.', { words: brokersWords })] : []),
    ...sayUnsaid(missing, t),
  ].join(' ')
}

/** One reason as a clause about the reader; empty for one that is no reason to look. */
function sayToYou(reason: Reason, t: Translate): string {
  switch (reason.kind) {
    case 'delivered-similar':
      return sayDelivered(reason, t)
    case 'shares-terms':
      return t('you and the challenge both speak of {terms}', { terms: and.format(reason.terms) })
    case 'category':
      return t('you work in {label}', { label: reason.label })
    case 'region':
      return sayRegion(reason, t)
    case 'readiness':
      return reason.from === reason.to
        ? t('you work at technology readiness level {from}', { from: reason.from })
        : t('you work at technology readiness levels {from} to {to}', { from: reason.from, to: reason.to })
    case 'result':
      return t('you say what came of your work')
    case 'measured':
      return t('your pilot with {buyer} was measured', { buyer: reason.buyer })
    case 'worked-for-buyer':
      return reason.count === 1
        ? t('you have worked for {buyer} before', { buyer: reason.buyer })
        : t('you have worked for {buyer} {count} times', { buyer: reason.buyer, count: reason.count })
    case 'new-to-buyer':
      return ''
  }
}

function sayDelivered(reason: Extract<Reason, { kind: 'delivered-similar' }>, t: Translate): string {
  const { count, buyers } = reason
  const all = and.format(buyers)
  if (count === 1)
    return all
      ? t('you have delivered a similar project for {buyer}', { buyer: all })
      : t('you have delivered a similar project')
  if (!all) return t('you have delivered {count} similar projects', { count })
  return count > buyers.length && buyers.length > 1
    ? t('you have delivered {count} similar projects (for {buyers} among others)', { count, buyers: all })
    : t('you have delivered {count} similar projects for {buyers}', { count, buyers: all })
}

function sayRegion({ tie, label }: Extract<Reason, { kind: 'region' }>, t: Translate): string {
  if (tie === 'worked-there') return t('you have worked in {label}', { label })
  if (tie === 'near') return t('you work near by in {label}', { label })
  if (tie === 'serves-part') return t('you serve a part of the area ({label})', { label })
  return t('you serve {label}', { label })
}

function sayNearest(reasons: Reason[], t: Translate): string[] {
  const [nearest] = reasons.flatMap(projectsOf)
  return nearest ? [t('Your project most like it: {project}.', { project: sayProject(nearest, t) })] : []
}

const sayNew = (reasons: Reason[], t: Translate): string[] =>
  reasons.flatMap((reason) =>
    reason.kind === 'new-to-buyer' ? [t('You would be new to {buyer}.', { buyer: reason.buyer })] : [],
  )

function sayUnsaid(missing: (Missing | OwnMissing)[], t: Translate): string[] {
  if (missing.length === 0) return []
  const unsaid = or.format(missing.map((one) => sayUnsaidOne(one, t)))
  return [
    t('Your profile does not say {unsaid}. Add what is true of you, and more challenges that fit find you.', {
      unsaid,
    }),
  ]
}

function sayUnsaidOne(missing: Missing | OwnMissing, t: Translate): string {
  switch (missing.kind) {
    case 'regions':
      return t('which places you serve')
    case 'category':
      return t('that you work in {label}', { label: missing.label })
    case 'readiness':
      return t('at which technology readiness levels you work')
    case 'result':
      return t('what came of a project of yours')
  }
}
