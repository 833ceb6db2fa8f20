import type { Survivor } from './survivor.ts'
import { survivorsOfEvaluation } from './survivors.evaluation.ts'
import { survivorsOfProposals } from './survivors.proposals.ts'

export const survivors: Survivor[] = [...survivorsOfProposals, ...survivorsOfEvaluation]
