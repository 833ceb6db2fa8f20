import mongoose from 'mongoose'
import type { Usefulness } from '../../shared/evaluation/feedback.ts'
import { Feedback, type FeedbackRecord } from './evaluation.award.model.ts'

/**
 * How much feedback went out for a challenge, and how useful its suppliers call it, in the order in which they said so;
 * for whoever counts, with no names.
 */
export async function feedbackCounts(
  challengeId: string,
): Promise<{ sent: number; ratings: { id: string; how: Usefulness }[] }> {
  const sent = await Feedback.find({ challengeId, sentAt: mongoose.trusted({ $ne: null }) }, { rating: 1 })
    .sort({ 'rating.at': 1, _id: 1 })
    .lean<Pick<FeedbackRecord, '_id' | 'rating'>[]>()
  const ratings = sent.flatMap(({ _id: id, rating }) => (rating ? [{ id, how: rating.how }] : []))
  return { sent: sent.length, ratings }
}
