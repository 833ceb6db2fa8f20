import { calendarDayInWords } from './days.ts'
import { type CoachDraft, type CoachFacts, draftWithout, textsOf } from './draft.ts'
import type { Finding, Severity } from './finding.ts'
import { measure, type Readability } from './readability.ts'
import { placesToFill } from './places.ts'
import { countWords, readSentences, type Sentence, type Token } from './reading.ts'
import { type DraftReading, type Found, type Place, quoteOf, type Rule, type SentenceRule } from './rule.ts'
import { draftRules, sentenceRules } from './rules/index.ts'
import { fewestWords } from './rules/statement.ts'
import { type Scores, scoresOf } from './scores.ts'
import { isWelsh } from './tongue.ts'

/** What the coach has to say of a draft. */
export interface Coaching {
  /** In the order of the draft: by field, then by place. */
  findings: Finding[]
  scores: Scores
  readability: Readability
  /** How many more findings there are than are shown, of rules with very many. */
  leftOut: number
  /** Too few words in English to judge: the scores say nothing yet. */
  isTooShort: boolean
}

/** More of one rule in one draft teach nothing new. */
export const mostOfOneRule = 50
// What is read once more for each rewrite must be short: the time may not grow with its square.
const longestRewritten = 1000
// What a finding shows of a very long span.
const longestQuote = 400

/**
 * Reads a draft and says what shuts innovation out, why, and what to write instead. The same in the browser, on the
 * server and on the command line; time grows with the length of the draft and nothing else.
 * @param facts what the words can't tell; what isn't told isn't judged
 */
export function coach(draft: CoachDraft, facts: CoachFacts = {}): Coaching {
  const texts = textsOf(draft)
  const places = texts.flatMap(({ field, text }) => placesToFill(field, text))
  const written = places.length === 0 ? draft : draftWithout(draft)
  const sentences: Sentence[] = []
  const unread: Sentence[] = []
  for (const sentence of textsOf(written).flatMap(({ field, text }) => readSentences(field, text)))
    (isWelsh(sentence) ? unread : sentences).push(sentence)
  const reading: DraftReading = {
    draft: written,
    facts,
    sentences,
    places,
    words: sentences.reduce((sum, sentence) => sum + countWords(sentence), 0),
    unread,
    isPlain: draft.outcomes === undefined && draft.budget === undefined && draft.users === undefined,
  }
  const ofSentences = sentenceRules.map((rule) => sentenceFindings(rule, sentences, facts))
  const ofDraft = draftRules.flatMap((rule) =>
    rule.check(reading).map((place) => placeFinding(rule, place, facts)),
  )
  const shown = ofSentences.map((list) => list.slice(0, mostOfOneRule))
  const findings = inOrder(
    [...shown.flat(), ...ofDraft],
    texts.map(({ field }) => field),
  )
  return {
    findings,
    scores: scoresOf(findings),
    readability: measure(sentences),
    leftOut: ofSentences.reduce((sum, list) => sum + Math.max(0, list.length - mostOfOneRule), 0),
    isTooShort: reading.words < fewestWords,
  }
}

/** What is found in one sentence out of its context; nothing is said of what a whole draft lacks. */
export function coachSentence(text: string, facts: CoachFacts = {}): Finding[] {
  const sentences = readSentences('text', text, true)
  return inOrder(
    sentenceRules.flatMap((rule) =>
      sentences.flatMap((sentence) => findingsIn(rule, sentence, rule.find(sentence), facts)),
    ),
    ['text'],
  )
}

function sentenceFindings(rule: SentenceRule, sentences: Sentence[], facts: CoachFacts): Finding[] {
  const look = rule.findOverAll?.(sentences) ?? rule.find
  const findings: Finding[] = []
  for (const sentence of sentences) {
    if (!isReadBy(rule, sentence.field)) continue
    const matches = look(sentence)
    // What is only counted needs no rewrite, for which its sentence would be read once more.
    const isShown = findings.length < mostOfOneRule
    if (matches.length > 0) findings.push(...findingsIn(rule, sentence, matches, facts, isShown))
  }
  return findings
}

/** A rule may pass over fields in which its words mean something else. */
const isReadBy = ({ notIn }: SentenceRule, field: string): boolean =>
  notIn === undefined || !notIn.some((one) => field === one || field.startsWith(`${one}.`))

function findingsIn(
  rule: SentenceRule,
  sentence: Sentence,
  matches: Found[],
  facts: CoachFacts,
  isShown = true,
): Finding[] {
  return matches.flatMap((match) => {
    const quote = quoteOf(sentence, match)
    const start = (sentence.tokens[match.first] as Token).start
    const end = (sentence.tokens[match.last] as Token).end
    if (rule.opening && isOpened(sentence, end, rule.opening)) return []
    const rewrite = !isShown || quote.length > longestQuote ? null : rewriteOf(rule, match, quote)
    return [
      {
        ...wordsOf(rule, facts),
        field: sentence.field,
        span: { start, end },
        quote: quote.slice(0, longestQuote),
        rewrite: rewrite !== null && isClearing(rule, sentence, { start, end }, rewrite) ? rewrite : null,
        link: null,
      },
    ]
  })
}

const isOpened = ({ text, start }: Sentence, end: number, opening: string): boolean =>
  text.startsWith(opening, end - start + 1)

function rewriteOf(rule: SentenceRule, { rewrite }: Found, quote: string): string | null {
  if (rewrite !== undefined) return rewrite
  return rule.opening ? `${quote} ${rule.opening}` : (rule.rewrite?.(quote) ?? null)
}

/** A rewrite that the same rule would find fault with again is none: "Use this" would never end. */
function isClearing(
  rule: SentenceRule,
  { field, text, start }: Sentence,
  span: { start: number; end: number },
  rewrite: string,
): boolean {
  if (rule.opening) return true
  if (text.length > longestRewritten) return false
  const before = text.slice(0, span.start - start)
  const end = before.length + rewrite.length
  const sentences = readSentences(field, `${before}${rewrite}${text.slice(span.end - start)}`)
  return sentences.every((one) =>
    rule
      .find(one)
      .every(
        ({ first, last }) =>
          (one.tokens[first] as Token).start >= end || (one.tokens[last] as Token).end <= before.length,
      ),
  )
}

function placeFinding(rule: Rule, place: Place, facts: CoachFacts): Finding {
  const words = wordsOf(rule, facts)
  return {
    ...words,
    problem: place.problem ?? words.problem,
    instead: place.instead ?? words.instead,
    field: place.field,
    span: place.span ?? null,
    quote: '',
    rewrite: place.rewrite ?? null,
    link: place.link ?? null,
  }
}

function wordsOf(rule: Rule, { regime = 'unknown', lawAsAt }: CoachFacts) {
  const isAbove = regime === 'above-threshold' || regime === 'unknown'
  const below = regime === 'below-threshold' ? rule.below : undefined
  const isLaw = rule.binds === 'always' || (rule.binds === 'above' && isAbove) || below !== undefined
  const severity: Severity = isLaw ? 'law' : 'advice'
  const source = below?.source ?? rule.source
  return {
    rule: rule.id,
    family: rule.family,
    severity,
    title: rule.title,
    problem: rule.problem,
    why: [rule.why, bindingWords(rule, regime)].filter(Boolean).join(' '),
    source: rule.binds === 'never' || !lawAsAt ? source : `${source}, as at ${calendarDayInWords(lawAsAt)}`,
    instead: rule.instead,
    resource: rule.resource,
  }
}

/** Whether the section binds here, in words. */
function bindingWords({ binds, below }: Rule, regime: NonNullable<CoachFacts['regime']>): string {
  if (binds !== 'above' || regime === 'above-threshold') return ''
  if (below && regime === 'below-threshold') return below.why
  if (below && regime === 'unknown') return `This is law above the threshold. ${below.why}`
  if (regime === 'unknown') return 'This is law above the threshold, and good practice below it.'
  return regime === 'below-threshold'
    ? 'Below the threshold this is good practice, not law.'
    : 'For early engagement this is good practice, not law.'
}

function inOrder(findings: Finding[], fields: string[]): Finding[] {
  const rank = new Map(fields.map((field, index) => [field, index]))
  const of = ({ field, span }: Finding): [number, number] => [
    rank.get(field) ?? fields.length,
    span?.start ?? -1,
  ]
  return findings
    .map((finding, index) => ({ finding, index, at: of(finding) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1] || a.index - b.index)
    .map(({ finding }) => finding)
}
