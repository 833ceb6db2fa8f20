/** What somebody does in an evaluation. An observer looks and changes nothing, and declares interests like the others. */
export const panelRoles = ['evaluator', 'moderator', 'observer'] as const
export type PanelRole = (typeof panelRoles)[number]

export const panelRoleNames: Record<PanelRole, string> = {
  evaluator: 'Evaluator',
  moderator: 'Moderator',
  observer: 'Observer',
}

/** How an evaluation goes; the panel is made and interests are declared at any time before the end. */
export const evaluationStates = ['preparing', 'scoring', 'consensus', 'agreed'] as const
export type EvaluationState = (typeof evaluationStates)[number]

/** Fewer cannot disagree, and one person's view is no evaluation. */
export const leastEvaluators = 2

/** What the moderator or the lead decided about a declared interest. */
export const rulings = ['no-conflict', 'mitigated', 'barred'] as const
export type Ruling = (typeof rulings)[number]

export const rulingNames: Record<Ruling, string> = {
  'no-conflict': 'It is no conflict of interest',
  mitigated: 'It is a conflict, and what is written here takes care of it',
  barred: 'It is a conflict that keeps them out of this evaluation',
}

/** Where somebody stands with their interests. */
export type Clearance = 'undeclared' | 'waiting' | 'clear' | 'barred'

/** From the last declaration and what was decided about it. */
export function clearanceOf(declaration: { hasInterest: boolean; ruling: Ruling | null } | null): Clearance {
  if (!declaration) return 'undeclared'
  if (declaration.ruling === 'barred') return 'barred'
  return declaration.hasInterest && declaration.ruling === null ? 'waiting' : 'clear'
}
