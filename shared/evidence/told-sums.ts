import { fewest } from './facts.ts'

/** What suppliers report of what followed, and only sums tell. */
export const sumIds = ['investment', 'research', 'jobs-created', 'jobs-kept'] as const
export type SumId = (typeof sumIds)[number]

/** True for a figure that is told in sums of five suppliers or more alone. */
export const isSum = (id: string): id is SumId => (sumIds as readonly string[]).includes(id)

/** What the latest review of a pilot says from some time on. */
export interface SaidOfPilot {
  at: Date
  pilotId: string
  supplierId: string
  /** The ITL code at level 1 that the supplier names. */
  region: string
  /** In which the challenge was published. */
  year: number
  /** Null where the supplier does not let them be counted, or not any more. */
  figures: Record<SumId, number> | null
}

/** A sum of pilots that are told of together: those of one region and one year. */
export interface ToldSum {
  figure: SumId
  region: string
  year: number
  value: number
  pilots: number
  suppliers: number
}

interface Given {
  supplierId: string
  value: number
}
/** What each pilot gives to one sum. */
type Givers = ReadonlyMap<string, Given>

interface Group {
  region: string
  year: number
  pilots: Map<string, { supplierId: string; figures: Record<SumId, number> }>
  /** What was told last of each figure, whether it still may be or not. */
  told: Map<SumId, Givers>
}

/**
 * The sums that may be told after all that was said, in its order. Pilots of one region and year are one group, so that
 * no two filters differ by less than a group; and a group's sum is told anew only once the numbers of five suppliers in
 * it differ from what was told, so that no two days do. A pilot that may not be counted any more takes the sum with it.
 */
export function toldSums(said: readonly SaidOfPilot[]): ToldSum[] {
  const groups = new Map<string, Group>()
  const groupOf = new Map<string, Group>()
  for (const { pilotId, supplierId, region, year, figures } of said) {
    const before = groupOf.get(pilotId)
    before?.pilots.delete(pilotId)
    const key = `${region} ${year}`
    const group = groups.get(key) ?? { region, year, pilots: new Map(), told: new Map() }
    groups.set(key, group)
    if (figures) group.pilots.set(pilotId, { supplierId, figures })
    groupOf.set(pilotId, group)
    for (const touched of new Set([group, before ?? group])) for (const id of sumIds) tellAnew(touched, id)
  }
  return [...groups.values()]
    .sort((a, b) => a.year - b.year || (a.region < b.region ? -1 : 1))
    .flatMap((group) => sumIds.flatMap((id) => told(group, id) ?? []))
}

const nobody: Givers = new Map()

const giversOf = ({ pilots }: Group, id: SumId): Givers =>
  new Map(
    [...pilots].map(([pilotId, { supplierId, figures }]) => [pilotId, { supplierId, value: figures[id] }]),
  )

/** By supplier; who gives nothing is in no sum, and is told apart by none. */
function bySupplier(givers: Givers): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { supplierId, value } of givers.values())
    if (value !== 0) sums.set(supplierId, (sums.get(supplierId) ?? 0) + value)
  return sums
}

/** Of how many suppliers the numbers are not the same. */
function differing(a: Givers, b: Givers): number {
  const [before, after] = [bySupplier(a), bySupplier(b)]
  const all = new Set([...before.keys(), ...after.keys()])
  return [...all].filter((id) => before.get(id) !== after.get(id)).length
}

/** True for a sum that tells of nobody alone, and does not differ from the last one by fewer than five. */
const mayFollow = (last: Givers, next: Givers): boolean =>
  differing(last, next) >= fewest && bySupplier(next).size >= fewest

function tellAnew(group: Group, id: SumId): void {
  const next = giversOf(group, id)
  if (mayFollow(group.told.get(id) ?? nobody, next)) group.told.set(id, next)
}

/** What is told of a figure of a group; nothing where somebody in it took it back, or it is wrong by many. */
function told(group: Group, figure: SumId): ToldSum | null {
  const last = group.told.get(figure)
  if (!last || differing(last, giversOf(group, figure)) >= fewest) return null
  if ([...last.keys()].some((pilotId) => !group.pilots.has(pilotId))) return null
  const { region, year } = group
  const given = [...last.values()]
  return {
    figure,
    region,
    year,
    value: given.reduce((sum, { value }) => sum + value, 0),
    pilots: given.length,
    suppliers: new Set(given.map(({ supplierId }) => supplierId)).size,
  }
}
