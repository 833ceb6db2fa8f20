import type { Fragment } from '../platform/fragments.ts'

/** What the challenges room shows on the pages of earlier rooms. */
export const challengesFragments: Fragment[] = []
