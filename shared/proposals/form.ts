import { type AskedStage, askedAnswer, type CriterionAnswer, usualStage } from '../challenges/asked.ts'
import type { Outcome } from '../challenges/challenge.ts'
import {
  type AskedPart,
  type PartName,
  type ProposalStage,
  proposalStages,
  type StageFacts,
} from './stages.ts'

/** What of a challenge makes its form. */
export interface FormSource {
  askedStage?: AskedStage
  outcomes: readonly Outcome[]
  criteria: readonly {
    id: string
    title: string
    description: string
    weight: number | null
    answer?: CriterionAnswer
  }[]
}

/** A criterion that is answered in words. */
export interface CriterionQuestion {
  id: string
  title: string
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
  outcomes: readonly Outcome[]
  criteria: CriterionQuestion[]
}

/** The form that follows from a challenge, at the stage that it asks for unless another is named. */
export function formOf(challenge: FormSource, stage?: ProposalStage): ProposalForm {
  const asked = stage ?? challenge.askedStage ?? usualStage
  const { label, parts }: StageFacts = proposalStages[asked]
  return {
    stage: asked,
    label,
    parts,
    outcomes: parts.outcomes ? challenge.outcomes : [],
    criteria: parts.criteria ? challenge.criteria.flatMap(questionOf) : [],
  }
}

function questionOf(criterion: FormSource['criteria'][number]): CriterionQuestion[] {
  const { id, title, description, weight } = criterion
  const { need, words, guidance } = askedAnswer(criterion)
  return need === 'none'
    ? []
    : [{ id, title, description, weight, guidance, words, isMandatory: need === 'mandatory' }]
}

const partTitles: Record<Exclude<PartName, 'outcomes' | 'criteria'>, string> = {
  summary: 'Summary',
  approach: 'Approach',
  trl: 'Technology readiness level',
  pilotPlan: 'Pilot plan',
  pilotPrice: 'Price of the pilot',
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
        words: criterion.words,
        isMandatory: criterion.isMandatory,
      }))
    return [{ field: part, part, title: partTitles[part], guidance: '', weight: null, words, isMandatory }]
  })
}
