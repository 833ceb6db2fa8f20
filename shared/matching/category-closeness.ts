/** How many digits of a CPV code say something: 2 for a division, 8 for the narrowest. */
const depthOf = (code: string): number => Math.max(2, code.replace(/0+$/, '').length)

// By how many leading digits two codes have in common: division, group, class, category, and narrower.
const closenessByDepth = [0, 0, 0.4, 0.65, 0.85, 0.95, 1, 1, 1]

/** The digits that two CPV codes have in common, if at least those of a division: `4521`; else nothing. */
export function commonCategory(a: string, b: string): string {
  const depth = Math.min(depthOf(a), depthOf(b))
  let common = 0
  while (common < depth && a[common] === b[common]) common += 1
  return common >= 2 ? a.slice(0, common) : ''
}

/**
 * How near two sets of CPV codes are in the tree: 1 for the same narrow code, less the higher the branch at
 * which they meet, 0 if they share no division. The nearest pair counts, since a notice lists whatever applies.
 * @returns also the code of that branch, with zeros at its end
 */
export function categoryCloseness(wanted: string[], offered: string[]): { closeness: number; code: string } {
  let best = ''
  for (const a of wanted) {
    for (const b of offered) {
      const common = commonCategory(a, b)
      if (common.length > best.length) best = common
    }
  }
  return { closeness: closenessByDepth[best.length] ?? 0, code: best && best.padEnd(8, '0') }
}
