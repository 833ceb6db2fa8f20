import { z } from 'zod'

/** Why nobody can download a file: the scanner has not seen it yet, or found something in it. */
export const fileScans = ['waiting', 'infected'] as const
export type FileScan = (typeof fileScans)[number]

/** The same in an answer to programs; absent for a file that can be downloaded. */
export const fileScanAnswer = z
  .enum(fileScans)
  .optional()
  .describe('Why nobody can download it: not scanned yet, or something was found; absent where everybody may')
