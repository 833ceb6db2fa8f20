import mongoose from 'mongoose'
import { challengePublicationStopped } from '../../shared/challenges/challenges.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { gatesOf } from './challenges.gates.ts'
import { Challenge } from './challenges.model.ts'
import { goPublic } from './challenges.review.service.ts'

const { trusted } = mongoose

/** Approved challenges whose time has come. */
export async function listDueForPublication(at: Date, limit = 100): Promise<string[]> {
  const rows = await Challenge.find({ status: 'submitted', 'schedule.at': trusted({ $lte: at }) }, { _id: 1 })
    .sort({ 'schedule.at': 1 })
    .limit(limit)
    .lean<{ _id: string }[]>()
  return rows.map(({ _id }) => _id)
}

/**
 * Publishes an approved challenge whose time has come, if every gate is still clear; else it goes back to the desk
 * and the brokers are told. Safe to repeat: nothing happens to one that is public, withdrawn or not yet due.
 */
export async function publishWhenDue(id: string): Promise<void> {
  await transaction(async (session) => {
    const challenge = await Challenge.findById(id).session(session)
    if (challenge?.status !== 'submitted' || !challenge.schedule || challenge.schedule.at > now()) return
    const states = gatesOf(challenge.toObject(), 'publish', { isApproved: true })
    const open = states.filter(({ isClear }) => !isClear)
    if (open.length === 0) return goPublic(session, system, challenge, states)

    challenge.set({ schedule: null, updatedAt: now() })
    await challenge.save({ session })
    await record(session, system, challengePublicationStopped, {
      challengeId: id,
      authorityId: challenge.authorityId,
      gates: open.map(({ name }) => name),
    })
  })
}
