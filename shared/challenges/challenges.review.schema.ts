import { z } from 'zod'
import { fieldSections } from './challenges.schema.ts'
import { instant, noticeNumber, ocid, text } from './fields.ts'
import { noticeExceptionNames } from './kinds.ts'

/**
 * A broker publishes, at once or at a set time: the notice's number and its ocid or, where the law wants none, the
 * ground and the reason (procurement.md §9).
 */
export const publishChallengeSchema = z
  .strictObject({
    noticeId: noticeNumber.default(''),
    ocid: ocid.default(''),
    exception: z.enum(['', ...noticeExceptionNames], { error: 'Choose a ground from the list' }).default(''),
    noNoticeReason: text(1000, 'The reason').default(''),
    publishAt: instant('The time of publication').default(null),
  })
  .superRefine(({ noticeId, ocid: process, exception, noNoticeReason }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [field] })
    const hasNotice = noticeId !== '' || process !== ''
    const hasReason = exception !== '' || noNoticeReason !== ''
    if (!hasNotice && !hasReason)
      refuse('noticeId', 'Enter the number of the Find a Tender notice, or why none is needed')
    if (hasNotice && noticeId === '') refuse('noticeId', 'Enter the number of the notice beside its ocid')
    if (hasNotice && process === '') refuse('ocid', 'Enter the ocid: it stands on the notice')
    if (hasNotice && hasReason)
      refuse(exception === '' ? 'noNoticeReason' : 'exception', 'Give a notice or a reason, not both')
    if (!hasNotice && hasReason && exception === '')
      refuse('exception', 'Choose on what ground none is needed')
    if (!hasNotice && hasReason && noNoticeReason === '')
      refuse('noNoticeReason', 'Say in a sentence why none is needed')
  })
export type PublishChallenge = z.output<typeof publishChallengeSchema>

const comment = text(2000, 'The comment')

/** A broker returns: words on the whole, on sections, or both. */
export const returnChallengeSchema = z
  .strictObject({
    general: comment.default(''),
    comments: z.partialRecord(z.enum([...fieldSections, 'attachments']), comment).default({}),
  })
  .refine(
    ({ general, comments }) => general !== '' || Object.values(comments).some((words) => words !== ''),
    {
      message: 'Say what has to change: in general, or for a section',
      path: ['general'],
    },
  )
export type ReturnChallenge = z.output<typeof returnChallengeSchema>
