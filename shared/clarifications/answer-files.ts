import { z } from 'zod'
import type { FileScan } from '../platform/file-scan.ts'

/** A file that goes with an answer: everybody can download it as soon as they can read the answer. */
export interface AnswerFile {
  id: string
  name: string
  type: string
  /** In bytes. */
  size: number
  sha256: string
  /** Where it is shown only: why nobody can download it. */
  scan?: FileScan
}

/** How many files one answer can have. */
export const mostAnswerFiles = 10

/** The files of a draft, or of the answer that is corrected, which go with the words; none unless named. */
export const fileIds = z
  .union([z.string(), z.array(z.string().max(40)).max(50)], 'Name the files by their ids')
  .default([])
  .transform((given) => [...new Set([given].flat().filter(Boolean))])
  .refine((given) => given.length <= mostAnswerFiles, {
    message: `An answer can have at most ${mostAnswerFiles} files`,
  })

/** What a broker takes out of an answer, and why. */
export const redactFileSchema = z.strictObject({
  fileId: z.string('Choose the file').min(1, 'Choose the file').max(40),
  reason: z
    .string('Say why: it stays in the record')
    .trim()
    .min(1, 'Say why: it stays in the record')
    .max(1000, 'The reason must be 1,000 characters or fewer'),
})

/** The same from a page that has another reason beside it. */
export const redactFileFormSchema = z
  .strictObject({ fileId: redactFileSchema.shape.fileId, fileReason: redactFileSchema.shape.reason })
  .transform(({ fileId, fileReason: reason }) => ({ fileId, reason }))
