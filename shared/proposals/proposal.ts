import type { FileScan } from '../platform/file-scan.ts'
import type { ConsortiumPlan, Member } from './consortium.ts'

/** How one outcome of the challenge would be met. */
export interface OutcomeResponse {
  outcomeId: string
  how: string
}

/** What is said to one criterion of the challenge. */
export interface CriterionResponse {
  criterionId: string
  answer: string
}

/** A file that belongs to a proposal, known by its content's hash. */
export interface ProposalFile {
  id: string
  name: string
  type: string
  /** In bytes. */
  size: number
  sha256: string
  /** Where it is shown only: why nobody can download it. */
  scan?: FileScan
}

/** Everything that a supplier says in a proposal; a submission seals it whole. */
export interface ProposalContent {
  summary: string
  outcomes: OutcomeResponse[]
  /** Absent in proposals from before criteria had questions. */
  criteria?: CriterionResponse[]
  approach: string
  /** Technology readiness level, 1 to 9; null while not chosen. */
  trl: number | null
  pilotPlan: string
  pilotPricePence: number | null
  /** What it costs beside the pilot; absent where the challenge does not compare whole-life costs. */
  setUpPence?: number | null
  yearlyPence?: number | null
  endOfLifePence?: number | null
  /** Null where the supplier does not say yet what scaling up would cost. */
  scalePricePence: number | null
  team: string
  /** Only in drafts, and only once the lead said something about it. */
  consortium?: ConsortiumPlan
  /** Only in submissions, the lead first; absent in those from before it was kept. */
  members?: Member[]
  files: ProposalFile[]
}

/** A proposal with nothing in it yet. */
export const emptyProposal = (): ProposalContent => ({
  summary: '',
  outcomes: [],
  approach: '',
  trl: null,
  pilotPlan: '',
  pilotPricePence: null,
  scalePricePence: null,
  team: '',
  files: [],
})

export const proposalStatuses = ['draft', 'submitted', 'withdrawn'] as const
export type ProposalStatus = (typeof proposalStatuses)[number]

/**
 * What a supplier was told of its proposal: that the award is meant for it, that it has the contract, that another has,
 * or that nothing is awarded.
 */
export const proposalResults = ['successful', 'contract', 'unsuccessful', 'no-award'] as const
export type ProposalResult = (typeof proposalResults)[number]

/** What the nine technology readiness levels mean, in plain words. */
export const readinessLevels: Record<number, string> = {
  1: 'Basic principles observed',
  2: 'Concept formulated',
  3: 'Proof of concept',
  4: 'Tested in a laboratory',
  5: 'Tested in a relevant setting',
  6: 'Demonstrated in a relevant setting',
  7: 'Working prototype in real use',
  8: 'Complete and proven to work',
  9: 'In everyday use',
}

/** The most files, and bytes of all files together, that a proposal may have. */
export const mostFiles = 20
export const mostFileBytes = 250 * 1024 * 1024
