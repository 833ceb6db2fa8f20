/** One decision as numbers: what is known of it, yes or no, and how much it counts. */
export interface Observation {
  values: number[]
  isGood: boolean
  weight: number
}

/** Where a coefficient is pulled to, and how hard (L2). */
export interface Pull {
  towards: number[]
  strength: number
}

const steps = 50
const enough = 1e-10
// The constant says only how common a yes is: it is held just so much that it stays finite.
const strengthOfConstant = 1e-3

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))

/**
 * Logistic regression with a constant: the coefficients that explain the observations best while being pulled to
 * where `pull` says. Newton's method; the penalty makes the optimum unique.
 * @param observations in an order that does not change, since sums of floating-point numbers depend on it
 */
export function fitLogistic(observations: readonly Observation[], pull: Pull): number[] {
  const size = pull.towards.length + 1
  const centre = [0, ...pull.towards]
  const strengths = centre.map((_, i) => (i === 0 ? strengthOfConstant : pull.strength))
  let current = [...centre]
  for (let step = 0; step < steps; step += 1) {
    const slope = current.map((value, i) => at(strengths, i) * (value - at(centre, i)))
    const curve = strengths.map((strength, i) => strengths.map((_, j) => (i === j ? strength : 0)))
    for (const { values, isGood, weight } of observations) {
      const row = [1, ...values]
      const likely = sigmoid(row.reduce((sum, value, i) => sum + value * at(current, i), 0))
      const spread = weight * likely * (1 - likely)
      for (let i = 0; i < size; i += 1) {
        slope[i] = at(slope, i) + weight * (likely - (isGood ? 1 : 0)) * at(row, i)
        const line = curve[i] as number[]
        for (let j = 0; j < size; j += 1) line[j] = at(line, j) + spread * at(row, i) * at(row, j)
      }
    }
    const change = solve(curve, slope)
    // Far from the optimum a full step may overshoot: no coefficient moves by more than this at once.
    const longest = Math.max(...change.map(Math.abs))
    const share = Math.min(1, 2 / Math.max(longest, Number.MIN_VALUE))
    current = current.map((value, i) => value - share * at(change, i))
    if (longest < enough) break
  }
  return current.slice(1)
}

const at = (list: readonly number[], place: number): number => list[place] as number

/** Solves `matrix · x = right` by elimination; the matrix is positive definite, so that no pivot is zero. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length
  const rows = matrix.map((row, i) => [...row, at(right, i)])
  for (let i = 0; i < size; i += 1) {
    const pivot = rows[i] as number[]
    for (let j = i + 1; j < size; j += 1) {
      const row = rows[j] as number[]
      const factor = at(row, i) / at(pivot, i)
      for (let k = i; k <= size; k += 1) row[k] = at(row, k) - factor * at(pivot, k)
    }
  }
  const found = right.map(() => 0)
  for (let i = size - 1; i >= 0; i -= 1) {
    const row = rows[i] as number[]
    let sum = at(row, size)
    for (let k = i + 1; k < size; k += 1) sum -= at(row, k) * at(found, k)
    found[i] = sum / at(row, i)
  }
  return found
}
