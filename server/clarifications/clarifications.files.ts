import type { ClientSession } from 'mongoose'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import { AppError } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { Draft, type DraftRecord } from './clarifications.drafts.model.ts'
import type { QuestionRecord } from './clarifications.model.ts'

/** Every file that the answer has or had, those of earlier answers among them; each once. */
export function filesOfAnswer({ answer, corrections }: QuestionRecord): AnswerFile[] {
  const all = [...(answer?.files ?? []), ...corrections.flatMap(({ files }) => files ?? [])]
  return [...new Map(all.map((file) => [file.id, plainFile(file)])).values()]
}

/** A file without what the database adds. */
export const plainFile = ({ id, name, type, size, sha256 }: AnswerFile): AnswerFile => ({
  id,
  name,
  type,
  size,
  sha256,
})

/** Questions as they are shown; of their files, those that nobody can download say why. */
export async function withScannedFiles<
  Question extends { answer: { files: AnswerFile[] } | null; corrections: { files: AnswerFile[] }[] },
>(questions: Question[]): Promise<Question[]> {
  const listed = questions.flatMap(({ answer, corrections }) => [
    ...(answer?.files ?? []),
    ...corrections.flatMap(({ files }) => files),
  ])
  if (listed.length === 0) return questions
  const scanned = new Map((await withScans(listed)).map((file) => [file.id, file]))
  const shown = (files: AnswerFile[]) => files.map((file) => scanned.get(file.id) ?? file)
  return questions.map((question) => ({
    ...question,
    answer: question.answer && { ...question.answer, files: shown(question.answer.files) },
    corrections: question.corrections.map((one) => ({ ...one, files: shown(one.files) })),
  }))
}

/** The files that stand with a draft: its own, or those of the answer that it would correct. */
export const filesInHand = (
  question: QuestionRecord,
  draft: Pick<DraftRecord, 'files'> | null,
): AnswerFile[] => (draft?.files ?? question.answer?.files ?? []).map(plainFile)

/** The files with these ids, of the draft or the published answer. @throws AppError invalid for any other */
export async function chosenFiles(
  session: ClientSession,
  question: QuestionRecord,
  ids: string[],
): Promise<AnswerFile[]> {
  if (ids.length === 0) return []
  const draft = await Draft.findById(question._id).session(session).lean<DraftRecord>()
  const known = [...(draft?.files ?? []), ...(question.answer?.files ?? [])]
  return ids.map((id) => {
    const file = known.find((one) => one.id === id)
    if (!file) {
      const mend = 'Choose from the files of the draft: attach a new one to it first'
      throw new AppError('invalid', 'No such file', { fileIds: mend })
    }
    return plainFile(file)
  })
}

/** Once an answer is published its draft begins anew; words that were not published stay among the earlier ones. */
export async function settleDraft(
  session: ClientSession,
  questionId: string,
  published: string,
): Promise<void> {
  const draft = await Draft.findById(questionId).session(session)
  if (!draft) return
  const { text, writtenBy: by, savedAt: at } = draft
  if (text && text !== published) draft.earlier.push({ text, by, at })
  const revision = draft.revision + 1
  draft.set({ text: '', why: '', files: undefined, askedBy: null, together: [], revision })
  await draft.save({ session })
}
