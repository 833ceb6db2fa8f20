import type { AskedStage } from '../challenges/asked.ts'

/** The parts that a proposal can have; `outcomes` and `criteria` have a question for each of the challenge’s. */
export const partNames = [
  'summary',
  'outcomes',
  'criteria',
  'approach',
  'trl',
  'pilotPlan',
  'pilotPrice',
  'setUp',
  'yearly',
  'endOfLife',
  'scalePrice',
  'team',
] as const
export type PartName = (typeof partNames)[number]

/** What is asked beside the price of the pilot where a challenge compares whole-life costs, as much as that price is. */
export const lifeParts = ['setUp', 'yearly', 'endOfLife'] as const satisfies PartName[]

/** A part that a stage asks for. */
export interface AskedPart {
  /** The most words; null for what is no text, and for criteria, whose limits the buyer sets. */
  words: number | null
  isMandatory: boolean
}

/** What suppliers write at one stage: a stage is data, a new one is a row here. */
export interface StageFacts {
  label: string
  parts: Partial<Record<PartName, AskedPart>>
}

const needed = (words: number | null = null): AskedPart => ({ words, isMandatory: true })
const welcome = (words: number | null = null): AskedPart => ({ words, isMandatory: false })

/** From a first sign of interest to what follows the pilot; a challenge’s deadline is for one of the first three. */
export const proposalStages = {
  'expression-of-interest': {
    label: 'Expression of interest',
    parts: {
      summary: needed(200),
      criteria: needed(),
      trl: needed(),
      team: needed(200),
    },
  },
  concept: {
    label: 'Concept',
    parts: {
      summary: needed(200),
      outcomes: needed(300),
      criteria: needed(),
      approach: needed(800),
      trl: needed(),
      pilotPrice: welcome(),
      team: needed(300),
    },
  },
  'full-proposal': {
    label: 'Full proposal',
    parts: {
      summary: needed(300),
      outcomes: needed(600),
      criteria: needed(),
      approach: needed(1200),
      trl: needed(),
      pilotPlan: needed(1200),
      pilotPrice: needed(),
      scalePrice: welcome(),
      team: needed(600),
    },
  },
  'pilot-report': {
    label: 'Pilot report',
    parts: { summary: needed(300), outcomes: needed(600), approach: needed(800), trl: needed() },
  },
  'scale-up': {
    label: 'Scale-up',
    parts: {
      summary: needed(300),
      outcomes: needed(600),
      criteria: needed(),
      approach: needed(1200),
      scalePrice: needed(),
      team: needed(600),
    },
  },
} as const satisfies Record<AskedStage | 'pilot-report' | 'scale-up', StageFacts>
export type ProposalStage = keyof typeof proposalStages
