import type { Actor } from '../../shared/platform/actor.ts'
import type { ProposalResult } from '../../shared/proposals/proposal.ts'

/** A proposal that was submitted, for whoever knows what came of it. */
export interface Submitted {
  proposalId: string
  challengeId: string
}

type FindResults = (actor: Actor, proposals: Submitted[]) => Promise<Map<string, ProposalResult>>
let findResults: FindResults = async () => new Map()

/** Says who knows what suppliers were told of their proposals. */
export function useResults(find: FindResults): void {
  findResults = find
}

/** What the actor's supplier was told of its proposals, by proposal; nothing of those that nobody was told of yet. */
export const resultsOf = (actor: Actor, proposals: Submitted[]): Promise<Map<string, ProposalResult>> =>
  proposals.length > 0 ? findResults(actor, proposals) : Promise.resolve(new Map())
