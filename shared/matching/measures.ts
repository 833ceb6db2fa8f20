/**
 * nDCG of the first places, 0 to 1, with relevance yes or no (Järvelin and Kekäläinen, 2002): 1 when everybody who is
 * right comes first. 0 where nobody is right.
 * @param places how many of the first count
 * @param ranked ids, the best first
 */
export function ndcgAt(places: number, ranked: readonly string[], right: ReadonlySet<string>): number {
  const gain = (place: number): number => 1 / Math.log2(place + 2)
  let sum = 0
  for (const [place, id] of ranked.slice(0, places).entries()) if (right.has(id)) sum += gain(place)
  let best = 0
  for (let place = 0; place < Math.min(places, right.size); place += 1) best += gain(place)
  return best === 0 ? 0 : sum / best
}

/** The share of those who are right that the first places hold, 0 to 1; 0 where nobody is right. */
export function recallAt(places: number, ranked: readonly string[], right: ReadonlySet<string>): number {
  if (right.size === 0) return 0
  return new Set(ranked.slice(0, places).filter((id) => right.has(id))).size / right.size
}

/** One divided by the first place that is right, 0 to 1; 0 if none is. */
export function reciprocalRank(ranked: readonly string[], right: ReadonlySet<string>): number {
  const place = ranked.findIndex((id) => right.has(id))
  return place < 0 ? 0 : 1 / (place + 1)
}
