/** What other rooms, workers and commands may use of the evidence. */
export { countAwards } from './evidence.awards.service.ts'
export { countChallenge } from './evidence.challenges.service.ts'
export { beginEvidence, rebuildEvidence } from './evidence.rebuild.service.ts'
export { countSums } from './evidence.sums.service.ts'
