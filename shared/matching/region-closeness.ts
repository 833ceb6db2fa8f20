import { nationOf } from '../organisations/region-tree.ts'

/** How a supplier's regions lie to those of a challenge. */
export const regionTies = ['serves', 'serves-part', 'worked-there', 'near', 'unknown', 'elsewhere'] as const
export type RegionTie = (typeof regionTies)[number]

const closeness: Record<RegionTie, number> = {
  serves: 1,
  'serves-part': 0.8,
  'worked-there': 0.8,
  near: 0.5,
  unknown: 0.3,
  elsewhere: 0,
}

/** Where a supplier names no region at all. */
export const regionUnknown = closeness.unknown

/**
 * How near a supplier is to where the work is. Regions are ITL codes (`TLD`, `TLD33`), which nest by their
 * beginning. What a supplier says it serves counts for more than where it happened to work, and saying
 * nothing for more than serving somewhere else. A challenge for no region in particular suits everybody.
 * @returns also the code of the region which made the tie
 */
export function regionCloseness(
  wanted: string[],
  served: string[],
  workedIn: string[],
): { closeness: number; tie: RegionTie; code: string } {
  const found = (tie: RegionTie, code = '') => ({ closeness: closeness[tie], tie, code })
  if (wanted.length === 0) return { closeness: 1, tie: 'serves', code: '' }
  const whole = served.find((region) => wanted.some((place) => place.startsWith(region)))
  if (whole) return found('serves', whole)
  const part = served.find((region) => wanted.some((place) => region.startsWith(place)))
  if (part) return found('serves-part', part)
  const worked = workedIn.find((region) =>
    wanted.some((place) => place.startsWith(region) || region.startsWith(place)),
  )
  if (worked) return found('worked-there', worked)
  const near = [...served, ...workedIn].find((region) =>
    wanted.some((place) => nationOf(place) === nationOf(region)),
  )
  if (near) return found('near', nationOf(near))
  return found(served.length + workedIn.length === 0 ? 'unknown' : 'elsewhere')
}
