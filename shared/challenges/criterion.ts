import type { CriterionAnswer } from './asked.ts'

/** What responses are judged by; the weights of all sum to 100. */
export interface Criterion {
  id: string
  title: string
  description: string
  weight: number | null
  /** What suppliers are asked to write; absent in challenges from before they were asked. */
  answer?: CriterionAnswer
  /** The criterion that this is a sub-criterion of; absent where it is none. */
  partOf?: string
  /** True where it asks what the contract does for people and place beside what is bought; absent where it does not. */
  isSocialValue?: boolean
}
