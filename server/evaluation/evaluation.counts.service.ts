import mongoose from 'mongoose'
import type { Usefulness } from '../../shared/evaluation/feedback.ts'
import { Feedback, type FeedbackRecord } from './evaluation.award.model.ts'

/** How much feedback went out for a challenge, and how useful its suppliers call it; for whoever counts, with no names. */
export async function feedbackCounts(
  challengeId: string,
): Promise<{ sent: number; rated: number; useful: Record<Usefulness, number> }> {
  const sent = await Feedback.find(
    { challengeId, sentAt: mongoose.trusted({ $ne: null }) },
    { rating: 1 },
  ).lean<Pick<FeedbackRecord, 'rating'>[]>()
  const useful: Record<Usefulness, number> = { useful: 0, partly: 0, not: 0 }
  for (const { rating } of sent) if (rating) useful[rating.how] += 1
  return { sent: sent.length, rated: useful.useful + useful.partly + useful.not, useful }
}
