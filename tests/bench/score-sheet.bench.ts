import mongoose from 'mongoose'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { saveScore } from '../../server/evaluation/evaluation.scores.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes, transaction } from '../../server/platform/database.ts'
import { openedProposals } from '../../server/proposals/index.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { actor } from '../platform/actors.ts'
import { anAnswerableChallenge, aSubmittedProposal, openWith } from '../proposals/proposals.factory.ts'
import { inWords, median } from './measuring.ts'
import { withServices } from './services.ts'

const allowed = 3
const criterionId = 'impact'

/** A challenge with so many opened proposals, and an evaluator who may score them. */
async function scoring(
  count: number,
): Promise<{ evaluator: Actor; challengeId: string; submissions: string[] }> {
  const evaluator = actor('authority', 'council', 'admin')
  const challenge = await anAnswerableChallenge({
    authorityId: 'council',
    criteria: [{ id: criterionId, title: 'Impact', description: '', weight: 100 }],
  })
  for (let n = 0; n < count; n += 1) await aSubmittedProposal(actor('supplier', `firm-${n}`), challenge._id)
  freezeClock(new Date((challenge.timetable.respondBy?.getTime() ?? 0) + opensAfterMs))
  await openWith(challenge, evaluator)
  const at = new Date()
  const declared = { number: 1, hasInterest: false, what: '', suppliers: '', at }
  const member = {
    userId: evaluator.userId,
    name: 'Evaluator',
    organisationId: 'council',
    role: 'evaluator',
    invitedAt: at,
    declarations: [{ ...declared, ruling: null, rulingWords: '', ruledAt: null, ruledBy: '' }],
    sheets: 0,
    submittedAt: null,
  }
  await Evaluation.create({ _id: challenge._id, state: 'scoring', settings: null, panel: [member] } as never)
  const { proposals } = await openedProposals(challenge._id)
  return { evaluator, challengeId: challenge._id, submissions: proposals.map(({ id }) => id) }
}

/** A transaction that writes a record of the same size and asks for nothing. */
async function writeNothingElse(round: number): Promise<void> {
  await transaction(async (session) => {
    const reasons = 'x'.repeat(200)
    const kept = { _id: 'yardstick' as never }
    await mongoose.connection
      .collection('yardstick')
      .updateOne(kept, { $set: { round, reasons } }, { upsert: true, session })
  })
}

/** `npm run bench -- score-sheet [proposals]`: saving one score among many proposals, beside an empty transaction. */
export async function run([proposals = '200']: string[]): Promise<void> {
  const count = Number(proposals)
  await withServices(async ({ mongodbUri, redisUrl, folder }) => {
    try {
      const settings = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: folder }
      const addresses = { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl }
      const secret = 'a secret that only benches use, never anything else'
      useConfig(readConfig({ ...settings, ...addresses, SESSION_SECRET: secret }))
      await connectDatabase()
      await createIndexes()
      const { evaluator, challengeId, submissions } = await scoring(count)
      const revisions = new Map<string, number>()
      const save = async (round: number) => {
        const submissionId = submissions[round % submissions.length] ?? ''
        const revision = revisions.get(submissionId) ?? 0
        const words = { reasons: 'x'.repeat(200), evidence: '' }
        await saveScore(evaluator, challengeId, submissionId, criterionId, {
          ...words,
          points: round % 6,
          revision,
          next: 'save',
        })
        revisions.set(submissionId, revision + 1)
      }
      const empty = await median(writeNothingElse)
      const saved = await median(save)
      const times = saved / empty
      console.log(
        `One score among ${count} proposals is kept in ${inWords(saved)}, ${times.toFixed(1)} times an empty ` +
          `transaction (${inWords(empty)}, yardstick; at most ${allowed} times: ${times <= allowed ? 'met' : 'MISSED'})`,
      )
      console.log(
        JSON.stringify({ bench: 'score-sheet', proposals: count, ms: saved, emptyMs: empty, times }),
      )
      if (times > allowed) process.exitCode = 1
    } finally {
      releaseClock()
      await closeEverything()
    }
  })
}
