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
]
