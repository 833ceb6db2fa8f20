import type { Request } from 'express'
import type { Actor } from '../../shared/platform/actor.ts'

/** A part of an earlier room's page that a later room fills: `{% include fragment.template %}` with its data. */
export interface Fragment {
  /**
   * The page: `challenge`, `proposal`, `authority`, `supplier`, `home`, `account`, `organisation`, `desk`, `resource`,
   * `problems`, `own-challenges`.
   */
  page: string
  /** The place in it: `main`, `side`, `actions`. */
  slot: string
  template: string
  /** What the template needs, under the name `fragment`; null if there is nothing to show this actor. */
  show: (actor: Actor, id: string, req: Request) => Promise<object | null>
}

let offered: Fragment[] = []

/** Says which fragments there are, in the order in which they stand. */
export function useFragments(fragments: Fragment[]): void {
  offered = fragments
}

/** Every fragment that there is. */
export const offeredFragments = (): readonly Fragment[] => offered

/** The fragments of one page for one actor, by slot. */
export async function fragmentsOf(
  page: string,
  actor: Actor,
  id: string,
  req: Request,
): Promise<Record<string, { template: string; data: object }[]>> {
  const bySlot: Record<string, { template: string; data: object }[]> = {}
  const wanted = offered.filter((fragment) => fragment.page === page)
  const shown = await Promise.all(wanted.map((fragment) => fragment.show(actor, id, req)))
  for (const [index, fragment] of wanted.entries()) {
    const data = shown[index]
    if (data) (bySlot[fragment.slot] ??= []).push({ template: fragment.template, data })
  }
  return bySlot
}
