/** A count as it may be shown: exact where both ends are one number, else anything from `least` to `most`. */
export interface Band {
  least: number
  most: number
}

/** A fact that divides some firms: those of whom it is so, those of whom it isn't, and those who don't say. */
export interface Split<Count = number> {
  yes: Count
  no: Count
  unsaid: Count
}

/** Fewer firms than this are never counted out: a number with a condition beside it could point at one of them. */
export const fewestShown = 5

const few = fewestShown - 1

/** A number that may be shown as it is. */
export const exactly = (count: number): Band => ({ least: count, most: count })

/** True if the band is one number. */
export const isExact = ({ least, most }: Band): boolean => least === most

/**
 * A count beside others of the same firms that are shown: where subtracting one from another would leave one to four
 * firms, a range of at least four numbers stands for it (docs/decisions/0013).
 * @param shown the counts that can be read exactly; none is always among them. An exact result should join them
 */
export function band(count: number, shown: number[]): Band {
  const known = [0, ...shown]
  if (known.includes(count)) return exactly(count)
  const below = Math.max(...known.filter((one) => one < count))
  const above = Math.min(...known.filter((one) => one > count))
  const isNearBelow = count - below <= few
  const isNearAbove = above - count <= few
  if (!isNearBelow && !isNearAbove) return exactly(count)
  // Where both ends are near each other, being near this one and not that one would tell too much.
  if (above - below <= 2 * few) return { least: below + 1, most: above - 1 }
  return isNearBelow ? { least: below + 1, most: below + few } : { least: above - few, most: above - 1 }
}

/** What remains of a total when two parts of it are taken away, as far as their bands tell. */
const remaining = (total: number, one: Band, other: Band): Band => ({
  least: Math.max(0, total - one.most - other.most),
  most: Math.max(0, total - one.least - other.least),
})

/** The three parts of a total that is shown, so that no subtraction leaves one to four firms. */
export function bandSplit({ yes, no, unsaid }: Split): Split<Band> {
  const total = yes + no + unsaid
  const shownYes = band(yes, [total])
  const shownNo = band(no, isExact(shownYes) ? [total, total - yes] : [total])
  return { yes: shownYes, no: shownNo, unsaid: remaining(total, shownYes, shownNo) }
}
