import type { DraftRule, Rule, SentenceRule } from '../rule.ts'
import { conditionRules } from './conditions.ts'
import { fairnessRules } from './fairness.ts'
import { criteriaRules } from './criteria.ts'
import { judgingSentenceRules } from './judging.ts'
import { languageSentenceRules, notEnglishRule, readingAgeRule } from './language.ts'
import { nameRules } from './names.ts'
import { placeToFillRule } from './places.ts'
import { requirementRules } from './requirements.ts'
import { safetyRules } from './safety.ts'
import { statementRules } from './statement.ts'
import { timeRules } from './times.ts'

/** Rules that judge each sentence. */
export const sentenceRules: SentenceRule[] = [
  ...requirementRules,
  ...nameRules,
  ...conditionRules,
  ...judgingSentenceRules,
  ...languageSentenceRules,
  ...safetyRules,
]

/** Rules that judge a draft as a whole. */
export const draftRules: DraftRule[] = [
  ...statementRules,
  placeToFillRule,
  ...criteriaRules,
  ...timeRules,
  ...fairnessRules,
  readingAgeRule,
  notEnglishRule,
]

/** Every rule of the coach, in the order in which findings of one place stand. */
export const coachRules: Rule[] = [...sentenceRules, ...draftRules]

/** Null for an id that names no rule. */
export const findRule = (id: string): Rule | null => coachRules.find((rule) => rule.id === id) ?? null
