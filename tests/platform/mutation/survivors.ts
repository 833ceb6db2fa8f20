/** A mutant that no test can or need kill, and why. */
export interface Survivor {
  file: string
  /** The line as it stands in the file, without the space around it. */
  line: string
  from: string
  to: string
  why: string
}

export const survivors: Survivor[] = [
  {
    file: 'server/proposals/padding.ts',
    line: 'if (length <= smallest) return smallest',
    from: '<=',
    to: '<',
    why: 'The smallest length is one of the few that the rest gives, so that it is 4096 either way.',
  },
  {
    file: 'server/proposals/opening-key.ts',
    line: 'privateKey.fill(0)',
    from: 'privateKey.fill(0)',
    to: ';',
    why: 'That a key is gone from memory is seen by nobody who asks the program.',
  },
  {
    file: 'server/proposals/opening-key.ts',
    line: 'privateKey.fill(0)',
    from: '0',
    to: '1',
    why: 'That a key is gone from memory is seen by nobody who asks the program.',
  },
  {
    file: 'server/proposals/opening-key.ts',
    line: 'const proof = Buffer.alloc(32, 1)',
    from: '32',
    to: '33',
    why: 'Any bytes prove that a private half opens what its public half sealed.',
  },
  {
    file: 'server/proposals/opening-key.ts',
    line: 'const proof = Buffer.alloc(32, 1)',
    from: '1',
    to: '2',
    why: 'Any bytes prove that a private half opens what its public half sealed.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'let left = a < 0n ? -a : a',
    from: '<',
    to: '<=',
    why: 'Nought is the same with either sign, and there is no whole number between nought and one.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'let left = a < 0n ? -a : a',
    from: '0n',
    to: '1n',
    why: 'Nought is the same with either sign, and there is no whole number between nought and one.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'const size = top < 0n ? -top : top',
    from: '<',
    to: '<=',
    why: 'Nought is the same with either sign, and there is no whole number between nought and one.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'const size = top < 0n ? -top : top',
    from: '0n',
    to: '1n',
    why: 'Nought is the same with either sign, and there is no whole number between nought and one.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'if (left <= mostSafe && right <= mostSafe) return BigInt(commonDivisorOfSafe(Number(left), Number(right)))',
    from: 'left <= mostSafe && right <= mostSafe',
    to: 'false',
    why: 'The quick way and the other give the same.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'if (left <= mostSafe && right <= mostSafe) return BigInt(commonDivisorOfSafe(Number(left), Number(right)))',
    from: '<=',
    to: '<',
    why: 'The quick way and the other give the same.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'if (below < 0n) [above, below] = [-above, -below]',
    from: '<',
    to: '<=',
    why: 'It is not nought here, and there is no whole number between nought and one.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'if (below < 0n) [above, below] = [-above, -below]',
    from: '0n',
    to: '1n',
    why: 'It is not nought here, and there is no whole number between nought and one.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'return shared === 1n ? { top: above, over: below } : { top: above / shared, over: below / shared }',
    from: 'shared === 1n',
    to: 'false',
    why: 'To divide by one changes nothing: it only takes longer.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'a.over === b.over',
    from: 'a.over === b.over',
    to: 'false',
    why: 'The quick way and the other give the same.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) < 0 ? b : a)',
    from: '<',
    to: '<=',
    why: 'Of two that are the same it makes no difference which is given.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) < 0 ? b : a)',
    from: '0',
    to: '1',
    why: 'Of two that are the same it makes no difference which is given.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: 'export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) > 0 ? b : a)',
    from: '>',
    to: '>=',
    why: 'Of two that are the same it makes no difference which is given.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: "const sign = top < 0n && rounded > 0n ? '-' : ''",
    from: '<',
    to: '<=',
    why: 'Nought is rounded to nought, which has no sign.',
  },
  {
    file: 'shared/evaluation/fraction.ts',
    line: "const sign = top < 0n && rounded > 0n ? '-' : ''",
    from: '0n',
    to: '1n',
    why: 'Nought is rounded to nought, which has no sign.',
  },
  {
    file: 'shared/evaluation/ranking.ts',
    line: 'const lowest = prices.reduce((least, pence) => Math.min(least, pence), prices[0] ?? 0)',
    from: '0',
    to: '1',
    why: 'Where nobody has a price that counts, none is compared with the lowest.',
  },
  {
    file: 'shared/evaluation/ranking.ts',
    line: '.sort((a, b) => order(a, b).sign || (a.ranked.id < b.ranked.id ? -1 : 1))',
    from: '<',
    to: '<=',
    why: 'No two have one id, and of what a comparison says only the sign counts.',
  },
  {
    file: 'shared/evaluation/ranking.ts',
    line: '.sort((a, b) => order(a, b).sign || (a.ranked.id < b.ranked.id ? -1 : 1))',
    from: '1',
    to: '2',
    why: 'No two have one id, and of what a comparison says only the sign counts.',
  },
  {
    file: 'shared/evaluation/ranking.ts',
    line: 'unranked.sort((a, b) => (a.ranked.id < b.ranked.id ? -1 : 1))',
    from: '<',
    to: '<=',
    why: 'No two have one id, and of what a comparison says only the sign counts.',
  },
  {
    file: 'shared/evaluation/ranking.ts',
    line: 'unranked.sort((a, b) => (a.ranked.id < b.ranked.id ? -1 : 1))',
    from: '1',
    to: '2',
    why: 'No two have one id, and of what a comparison says only the sign counts.',
  },
  {
    file: 'shared/evaluation/ranking.ts',
    line: 'known.set(points, share)',
    from: 'known.set(points, share)',
    to: ';',
    why: 'It only keeps a share from being worked out twice.',
  },
]
