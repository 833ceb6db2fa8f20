import type { ChallengeContent } from '../challenges/challenge.ts'
import { draftForCoach } from '../challenges/coach-draft.ts'
import { coach } from '../coaching/coach/coach.ts'
import { textsOf } from '../coaching/coach/draft.ts'
import type { Finding } from '../coaching/coach/finding.ts'
import { numberOf, readSentences, readTokens, type Sentence, tokenAt } from '../coaching/coach/reading.ts'
import { amountsIn } from '../coaching/coach/vocabulary.ts'
import { mostPence } from '../platform/money.ts'
import { accreditationsIn } from './accreditations.ts'
import { conditionId, type MarketCondition } from './market-conditions.ts'
import { readWords } from './words.ts'

/** Where a draft makes a condition, in its own words. */
export interface ConditionPlace {
  /** The coach's rule; empty where the coach finds no fault with it. */
  rule: string
  field: string
  quote: string
  /** The sentence around it, for people. */
  sentence: string
}

/** A condition of a draft that can be counted, and every place that makes it. */
export interface DraftCondition {
  id: string
  condition: MarketCondition
  places: ConditionPlace[]
}

/**
 * The conditions of a draft for which profiles state a fact, as the coach finds them, in the order of the draft.
 * What can't be read with certainty is left out: no number is better than a wrong one.
 */
export function conditionsIn(content: ChallengeContent): DraftCondition[] {
  const draft = draftForCoach(content)
  const texts = textsOf(draft)
  const found: { condition: MarketCondition; place: ConditionPlace }[] = []
  for (const finding of coach(draft).findings) {
    const text = texts.find(({ field }) => field === finding.field)?.text
    if (!finding.span || text === undefined) continue
    for (const condition of readFinding(finding, text))
      found.push({ condition, place: placeOf(finding, text) })
  }
  for (const { field, text } of texts) if (!describing.has(field)) found.push(...readStaff(field, text))
  for (const whom of content.onFile.reserved.for) {
    if (whom === 'sme' || whom === 'vcse')
      found.push({
        condition: { kind: 'reserved', whom },
        place: { rule: '', field: 'onFile', quote: '', sentence: '' },
      })
  }
  return merged(found)
}

// What is said here is how things are, and demands nothing of a firm.
const describing = new Set(['title', 'summary', 'problem', 'context', 'whoHasIt', 'users', 'dataAvailable'])

const placeOf = (finding: Finding, text: string): ConditionPlace => {
  const { rule, field, quote } = finding
  return { rule, field, quote, sentence: sentenceOf(finding, text)?.text ?? quote }
}

/** Two sentences that demand the same thing make one condition. */
function merged(found: { condition: MarketCondition; place: ConditionPlace }[]): DraftCondition[] {
  const byId = new Map<string, DraftCondition>()
  for (const { condition, place } of found) {
    const id = conditionId(condition)
    const known = byId.get(id)
    if (known) known.places.push(place)
    else byId.set(id, { id, condition, places: [place] })
  }
  return [...byId.values()]
}

/** What a finding demands as a fact that a profile can state; nothing where that isn't certain. */
export function readFinding(finding: Finding, text: string): MarketCondition[] {
  const sentence = sentenceOf(finding, text)
  if (!sentence || wish.test(sentence.text)) return []
  switch (finding.rule) {
    case 'turnover-floor':
      return readTurnover(sentence)
    case 'standard-without-equivalent':
      return accreditationsIn(finding.quote).map(({ id }) => ({ kind: 'accreditation', id }))
    case 'experience-years':
      return readExperience(finding.quote, sentence)
    case 'worked-for-us':
      return readWorkedFor(finding.quote)
    default:
      return []
  }
}

/** What would please is no condition. */
const wish =
  /\b(?:ideally|desirable|preferabl[ey]|preferred|encourage[sd]?|welcomed?|an advantage|where possible)\b/i

const sentenceOf = ({ field, span }: Finding, text: string): Sentence | undefined =>
  readSentences(field, text).find(({ start, end }) => span && start <= span.start && span.end <= end)

const turnoverWords = /\b(?:turnover|turn over|annual revenue|annual income)\b/i
const ceiling =
  /\b(?:less than|below|under|lower than|up to|no more than|not more than|maximum|at most|or less)\b/i
const notLess = /\b(?:not|no|be) less than\b|\bnot (?:be )?(?:less|lower|below)\b/gi
const otherFigure = /\b(?:insurance|indemnity|budget|balance sheet|profit|net assets|ratio)\b/i

/** A floor of so many pounds; a sentence with two amounts, a ceiling or a multiple of the contract is left alone. */
function readTurnover(sentence: Sentence): MarketCondition[] {
  const { text } = sentence
  if (!turnoverWords.test(text) || otherFigure.test(text) || ceiling.test(text.replace(notLess, '')))
    return []
  const amounts = [
    ...new Set([...amountsIn(sentence).map(({ pounds }) => pounds), ...bareMillions(sentence)]),
  ]
  const [pounds] = amounts
  if (amounts.length !== 1 || pounds === undefined || isBroken(sentence)) return []
  const pence = Math.round(pounds * 100)
  // A turnover in pounds of three figures is a slip, or no turnover.
  return pence >= 1000_00 && pence <= mostPence ? [{ kind: 'turnover', pence }] : []
}

/** `1 300,000 GBP`: whichever number was meant, this may be the other one. */
const isBroken = (sentence: Sentence): boolean =>
  amountsIn(sentence).some(({ first }) => numberOf(tokenAt(sentence, first - 1)) !== null)

/** `a turnover of 5 million`: no sign for pounds, and nothing else that it could be. */
const bareMillions = (sentence: Sentence): number[] =>
  sentence.tokens.flatMap((token, at) => {
    const value = numberOf(token)
    return value !== null && /^(?:m|million)$/.test(tokenAt(sentence, at + 1).lower)
      ? [value * 1_000_000]
      : []
  })

const numberWords = 'one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty'
const figure = `(\\d{1,3}|${numberWords})`
const yearsOf = new RegExp(`\\b${figure}\\W+(?:\\(\\d+\\)\\W+)?(?:or more |full )?y(?:ea)?rs?\\b`, 'i')
const countOf = new RegExp(
  `(?<![\\p{L}\\p{N}.])${figure}\\W+(?:\\(\\d+\\)\\W+)?(?:(?!(?:years?|months?|for|in|of)\\b)[\\p{L}-]+\\W+){0,3}?(?:examples?|case studies|case study|references|referees|reference sites|(?:similar |relevant |previous )(?:contracts|projects))\\b`,
  'iu',
)
const atMost =
  /\b(?:maximum of|up to|no more than|at most|a maximum)\W+(?:\d+|[a-z]+)\b[^.]{0,30}\b(?:examples?|case stud|refere)/i
const within = /\b(?:last|past|previous|preceding)\b/i
const ofExperience = /\b(?:experience|experienced|track record|in business|trading|established)\b/i
// Years of a person, or of something else than the firm's doing.
const otherYears =
  /\b(?:phd|doctora\w+|post-?qualification|qualified|teacher|manager|engineer|nurse|staff|operative|driver|leader|consultant|director|candidate|applicant|worker|contract (?:term|period)|warranty)s?\b/i

function readExperience(quote: string, sentence: Sentence): MarketCondition[] {
  const { text } = sentence
  const years = numberIn(yearsOf, text)
  const count = numberIn(countOf, quote) ?? numberIn(countOf, text)
  if (atMost.test(text)) return []
  if (count !== null && count > 0) {
    if (years !== null && !within.test(text)) return []
    return [{ kind: 'examples', count, years }]
  }
  if (years === null || years === 0 || within.test(text) || otherYears.test(text) || !ofExperience.test(text))
    return []
  return [{ kind: 'experience', years }]
}

/** The number that a pattern takes out of a text, in figures or words; null if there is none. */
function numberIn(pattern: RegExp, text: string): number | null {
  const written = pattern.exec(text)?.[1]
  return written === undefined ? null : (readTokens(written)[0]?.value ?? null)
}

const ownWork = /\b(?:worked for us|(?:for|with|supplied) (?:the|this|our) (?:council|authority))\b/i
const publicWork =
  /\b(?:local authorit\w+|local government|councils|council experience|public sector|public bod\w+|the public sector)\b/i
const worked =
  /\b(?:experience|track record|worked|supplied|delivered|record|history|contracts|work for|references|referees)\b/i
const seat = /\b(?:local|based|located|situated|premises|depot|offices?|radius|miles of)\b/i

function readWorkedFor(quote: string): MarketCondition[] {
  if (ownWork.test(quote)) return [{ kind: 'worked-for', whom: 'buyer' }]
  if (publicWork.test(quote)) return worked.test(quote) ? [{ kind: 'worked-for', whom: 'public' }] : []
  return seat.test(quote) ? [{ kind: 'seat' }] : []
}

const firm =
  /\b(?:bidders?|tenderers?|suppliers?|providers?|contractors?|firms?|companies|company|business(?:es)?|you)\b/i
const staffFloor =
  /\b(?:must|shall|should|need to|required to)\s+(?:have|employ)\s+(?:at least |a minimum of |more than |no fewer than |not fewer than )?(\d{1,3}(?:,\d{3})+|\d+)\s+(?:or more )?(?:full[- ]time |permanent |directly employed )*(?:employees|staff|people)\b/i
const onTheWork =
  /\b(?:on site|on shift|per shift|each|at all times|on duty|available|present|dedicated|trained|qualified|assigned)\b/i

/** How many people a firm must employ; how many are to stand on a site is another matter. */
function readStaff(field: string, text: string): { condition: MarketCondition; place: ConditionPlace }[] {
  return readSentences(field, text).flatMap((sentence) => {
    const match = staffFloor.exec(sentence.text)
    if (!match || !firm.test(sentence.text.slice(0, match.index)) || onTheWork.test(sentence.text)) return []
    const least = Number(match[1]?.replaceAll(',', ''))
    return [
      {
        condition: { kind: 'staff' as const, least },
        place: { rule: '', field, quote: match[0], sentence: sentence.text },
      },
    ]
  })
}

// Fewer different words than this say so little of a problem that whoever is found is found by chance.
const fewestWords = 8

/** What a draft must say before a count means anything; empty where it says enough. */
export function missingForMarket({
  title,
  summary,
  problem,
  whoHasIt,
}: Pick<ChallengeContent, 'title' | 'summary' | 'problem' | 'whoHasIt'>): ('title' | 'problem')[] {
  const told = new Set(readWords([summary, problem, whoHasIt].join('\n')).map(({ stem }) => stem))
  return [
    ...(readWords(title).length === 0 ? (['title'] as const) : []),
    ...(told.size < fewestWords ? (['problem'] as const) : []),
  ]
}
