import type { CoachDraft, CoachFacts } from './draft.ts'
import type { PlaceToFill } from './places.ts'
import type { Match, Sentence, Token } from './reading.ts'

/** Whether a section binds: everywhere, above the thresholds only, or it is no law at all. */
export type Binding = 'always' | 'above' | 'never'

export type RuleFamily =
  | 'requirements'
  | 'conditions'
  | 'judging'
  | 'language'
  | 'safety'
  | 'statement'
  | 'fairness'

/** What a rule says, apart from how it finds: all of it is shown on the page of the law. */
export interface RuleWords {
  id: string
  family: RuleFamily
  title: string
  binds: Binding
  /** The section that binds below the thresholds in the place of `source`, and what it says. */
  below?: { source: string; why: string }
  /** `Procurement Act 2023 s.56(6)`; for good practice, whose it is. */
  source: string
  /** What is wrong, in a sentence. */
  problem: string
  /** Why it matters to the market, in a sentence. */
  why: string
  /** What to write instead. */
  instead: string
  /** The resource of the library that explains it, by its slug. */
  resource: string
  /** What it takes from each score the first time; a second time costs half of it, and so on. */
  costs: { openness: number; readiness: number }
}

/** Words that a rule found; what to put in their place, where it takes more than the words alone to tell. */
export interface Found extends Match {
  rewrite?: string | null
}

/** A rule that judges a sentence by what it says itself. */
export interface SentenceRule extends RuleWords {
  scope: 'sentence'
  find: (sentence: Sentence) => Found[]
  /** Where the sentences of a draft must be seen together: takes the place of `find` for a whole draft. */
  findOverAll?: (sentences: Sentence[]) => (sentence: Sentence) => Found[]
  /** What to put in place of the words found, where the find doesn’t say; null where only the writer can know. */
  rewrite?: (quote: string) => string | null
  /** Words that open what was found to others when they stand right behind it; offered as the rewrite. */
  opening?: string
  /** Fields in which its words mean something else. */
  notIn?: readonly string[]
  examples: { found: readonly string[]; passed: readonly string[] }
}

/** Where a rule of the whole draft points, and what it says where figures make it plainer. */
export interface Place {
  field: string
  span?: { start: number; end: number }
  problem?: string
  instead?: string
  rewrite?: string
  /** A page of this site that helps, such as the challenge that is like this one. */
  link?: string
}

/** A draft as the rules of the whole get it. */
export interface DraftReading {
  draft: CoachDraft
  facts: CoachFacts
  sentences: Sentence[]
  /** Brackets of a template that wait for words; they are read as blanks everywhere else. */
  places: PlaceToFill[]
  /** What is not in English, and was not read. */
  unread: Sentence[]
  /** How much of it is written at all; an empty draft isn't found fault with. */
  words: number
  /** Nothing but running text: what is budget or users must be read from the words. */
  isPlain: boolean
}

/** A rule that judges a draft as a whole: what it lacks, and what its parts come to together. */
export interface DraftRule extends RuleWords {
  scope: 'draft'
  check: (reading: DraftReading) => Place[]
  examples: { found: readonly Example[]; passed: readonly Example[] }
}

/** A draft with what the coach is told beside it. */
export interface Example {
  draft: CoachDraft
  facts?: CoachFacts
}

export type Rule = SentenceRule | DraftRule

/** `Procurement Act 2023 s.56(6)` */
export const act = (section: string): string => `Procurement Act 2023 ${section}`

/** The words from one token to another, as they were typed. */
export const quoteOf = (sentence: Sentence, { first, last }: Match): string =>
  sentence.text.slice(
    (sentence.tokens[first] as Token).start - sentence.start,
    (sentence.tokens[last] as Token).end - sentence.start,
  )
