/** A mutant that no test can or need kill, and why. */
export interface Survivor {
  file: string
  /** The line as it stands in the file, without the space around it. */
  line: string
  from: string
  to: string
  why: string
}
