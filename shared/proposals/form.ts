import { type AskedStage, askedAnswer, type CriterionAnswer, usualStage } from '../challenges/asked.ts'
import { type Named, namedCriteria } from '../challenges/sub-criteria.ts'
import type { Outcome } from '../challenges/challenge.ts'
import {
  type AskedPart,
  lifeParts,
  type PartName,
  type ProposalStage,
  proposalStages,
  type StageFacts,
} from './stages.ts'

/** What of a challenge makes its form. */
export interface FormSource {
  askedStage?: AskedStage
  wholeLifeYears?: number | null
  outcomes: readonly Outcome[]
  criteria: readonly {
    id: string
    title: string
    description: string
    weight: number | null
    answer?: CriterionAnswer
    partOf?: string
  }[]
}

/** What a sub-criterion is a part of, and what that comes to in per cent; null for what stands alone. */
export type CriterionGroup = { title: string; weight: number } | null

/** A criterion that is answered in words. */
export interface CriterionQuestion {
  id: string
  title: string
  /** The title behind the criterion that it is a part of, where it is a sub-criterion. */
  name: string
  group: CriterionGroup
  description: string
  weight: number | null
  guidance: string
  words: number
  isMandatory: boolean
}

/** What suppliers are asked by a challenge’s deadline. */
export interface ProposalForm {
  stage: ProposalStage
  label: string
  /** The parts that the stage has; others are not asked. */
  parts: Partial<Record<PartName, AskedPart>>
  /** Over how many years costs are compared; null where only the price of the pilot is. */
  wholeLifeYears: number | null
  outcomes: readonly Outcome[]
  criteria: CriterionQuestion[]
}

/** The form that follows from a challenge, at the stage that it asks for unless another is named. */
export function formOf(challenge: FormSource, stage?: ProposalStage): ProposalForm {
  const asked = stage ?? challenge.askedStage ?? usualStage
  const { label, parts: ofStage }: StageFacts = proposalStages[asked]
  const wholeLifeYears = ofStage.pilotPrice ? (challenge.wholeLifeYears ?? null) : null
  const parts = wholeLifeYears === null ? ofStage : withLifeParts(ofStage)
  return {
    stage: asked,
    label,
    parts,
    wholeLifeYears,
    outcomes: parts.outcomes ? challenge.outcomes : [],
    criteria: parts.criteria ? namedCriteria(challenge.criteria).flatMap(questionOf) : [],
  }
}

/** The costs of set-up, each year and the end behind the price of the pilot. */
function withLifeParts(parts: StageFacts['parts']): StageFacts['parts'] {
  const entries = Object.entries(parts) as [PartName, AskedPart][]
  return Object.fromEntries(
    entries.flatMap(([part, asked]) => {
      const added = part === 'pilotPrice' ? lifeParts : []
      return [part, ...added].map((name) => [name, asked] as const)
    }),
  )
}

function questionOf(criterion: Named<FormSource['criteria'][number]>): CriterionQuestion[] {
  const { id, title, name, group, description, weight } = criterion
  const { need, words, guidance } = askedAnswer(criterion)
  return need === 'none'
    ? []
    : [{ id, title, name, group, description, weight, guidance, words, isMandatory: need === 'mandatory' }]
}

const partTitles: Record<Exclude<PartName, 'outcomes' | 'criteria'>, string> = {
  summary: 'Summary',
  approach: 'Approach',
  trl: 'Technology readiness level',
  pilotPlan: 'Pilot plan',
  pilotPrice: 'Price of the pilot',
  setUp: 'Cost of set-up',
  yearly: 'Cost of each year',
  endOfLife: 'Cost at the end of life',
  scalePrice: 'Price of scaling up',
  team: 'Team',
}

/** One question of a form; `field` is its path in the draft. */
export interface Question extends AskedPart {
  field: string
  part: PartName
  title: string
  guidance: string
  /** Of a criterion, in per cent of the total. */
  weight: number | null
  partOf: CriterionGroup
}

/** Every question of a form in the order in which it is asked. */
export function questionsOf(form: ProposalForm): Question[] {
  const parts = Object.entries(form.parts) as [PartName, AskedPart][]
  return parts.flatMap(([part, { words, isMandatory }]): Question[] => {
    if (part === 'outcomes')
      return form.outcomes.map(({ title, measure }, index) => ({
        field: `outcomes.${index}.how`,
        part,
        title,
        guidance: measure,
        weight: null,
        partOf: null,
        words,
        isMandatory,
      }))
    if (part === 'criteria')
      return form.criteria.map((criterion, index) => ({
        field: `criteria.${index}.answer`,
        part,
        title: criterion.title,
        guidance: criterion.guidance,
        weight: criterion.weight,
        partOf: criterion.group,
        words: criterion.words,
        isMandatory: criterion.isMandatory,
      }))
    return [
      {
        field: part,
        part,
        title: partTitles[part],
        guidance: '',
        weight: null,
        partOf: null,
        words,
        isMandatory,
      },
    ]
  })
}
