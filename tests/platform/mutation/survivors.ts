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
]
