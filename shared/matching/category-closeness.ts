const digitsOfCode = 8

/** How many digits of a CPV code say something: 2 for a division, 8 for the narrowest; not the check digit after them. */
const depthOf = (code: string): number => Math.max(2, code.slice(0, digitsOfCode).replace(/0+$/, '').length)

/** The branches of the CPV tree that a code is under, from its division down to itself: `45`, `452`, `4521`. */
export function branchesOf(code: string): string[] {
  const branches: string[] = []
  for (let depth = 2; depth <= depthOf(code); depth += 1) branches.push(code.slice(0, depth))
  return branches
}

/** The digits that two CPV codes have in common, if at least those of a division: `4521`; else nothing. */
export function commonCategory(a: string, b: string): string {
  const depth = Math.min(depthOf(a), depthOf(b))
  let common = 0
  while (common < depth && a[common] === b[common]) common += 1
  return common >= 2 ? a.slice(0, common) : ''
}

/** How many suppliers work under each branch of the CPV tree. */
export interface CategoryCounts {
  /** Counts one supplier in (1) or out (-1): under every branch of its codes, once each. */
  count: (codes: Iterable<number>, by: 1 | -1) => void
  /**
   * How much it tells that a supplier works under a branch, 0 to 1: near 1 where one supplier alone does,
   * little where half of them do.
   */
  telling: (branch: string) => number
}

/** Counts of an empty directory. `codeOf` gives the code that a number stands for. */
export function createCategoryCounts(codeOf: (number: number) => string): CategoryCounts {
  const numbers = new Map<string, number>()
  // Of each code, the numbers of its branches; of each branch, how many suppliers, and in which round it was counted.
  const branches: number[][] = []
  const counts: number[] = []
  const countedIn: number[] = []
  let suppliers = 0
  let round = 0

  const numberOf = (branch: string): number => {
    const known = numbers.get(branch)
    if (known !== undefined) return known
    numbers.set(branch, counts.length)
    countedIn.push(0)
    return counts.push(0) - 1
  }

  function count(codes: Iterable<number>, by: 1 | -1): void {
    suppliers += by
    round += 1
    for (const code of codes) {
      branches[code] ??= branchesOf(codeOf(code)).map(numberOf)
      for (const branch of branches[code]) {
        if (countedIn[branch] === round) continue
        countedIn[branch] = round
        counts[branch] = (counts[branch] as number) + by
      }
    }
  }

  const rarity = (holders: number) => Math.log(1 + suppliers / (holders + 0.5))
  return {
    count,
    telling: (branch) =>
      suppliers === 0 ? 0 : Math.min(1, rarity(counts[numbers.get(branch) ?? -1] ?? 0) / rarity(1)),
  }
}

/**
 * How near a set of CPV codes is to those wanted, 0 to 1. For each code wanted the branch counts at which the
 * nearest code offered meets it, by how telling that branch is in this directory. Half of the closeness is
 * that of the best pair, half the mean over all codes wanted: a notice lists whatever applies, and who covers
 * more of it is nearer. 0 if no division is shared.
 * @returns also the code of the most telling branch, with zeros at its end
 */
export function categoryCloseness(
  wanted: string[],
  offered: string[],
  { telling }: Pick<CategoryCounts, 'telling'>,
): { closeness: number; code: string } {
  let best = 0
  let sum = 0
  let code = ''
  for (const a of wanted) {
    const branch = offered.reduce((longest, b) => {
      const common = commonCategory(a, b)
      return common.length > longest.length ? common : longest
    }, '')
    const closeness = branch ? telling(branch) : 0
    sum += closeness
    if (closeness > best) {
      best = closeness
      code = branch.padEnd(8, '0')
    }
  }
  return { closeness: wanted.length === 0 ? 0 : (best + sum / wanted.length) / 2, code }
}
