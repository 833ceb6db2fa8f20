import type { Reason } from './reasons.ts'

interface Row {
  supplierId: string
  score: number
  reasons: Reason[]
}

const mostAdded = 10
// Further below the line a place would be a courtesy that nobody is served by.
const nearLine = 0.8

const isNew = ({ reasons }: Row): boolean => reasons.some(({ kind }) => kind === 'new-to-buyer')

/**
 * The suppliers just below the line that get a place on the shortlist all the same: for each firm above it that has
 * worked for this buyer before, the next best that has not. Nobody loses a place by it.
 * @param rows the ranking, the best first
 * @param line the score from which suppliers are on the shortlist
 */
export function addedPlaces(rows: Row[], line: number): Set<string> {
  const known = rows.filter((row) => row.score >= line && !isNew(row)).length
  const below = rows.filter((row) => row.score < line && row.score >= line * nearLine && isNew(row))
  return new Set(below.slice(0, Math.min(known, mostAdded)).map(({ supplierId }) => supplierId))
}
