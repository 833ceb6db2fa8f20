import { Evaluation, Agreement, ScoreSheet } from '../../server/evaluation/evaluation.model.ts'
import { now } from '../../server/platform/clock.ts'
import type { Room, Who } from './evaluation.people.ts'

const reasons = [
  'Your plan names who visits each home and when, with evidence from two earlier pilots.',
  'The plan says what is measured, and leaves open who looks at the figures each week.',
]

/**
 * Takes an evaluation to its end as it would be stored: a panel, everybody cleared, every score agreed. The second
 * proposal is first, with 5 of 5; the other has 3.
 */
export async function agreeEverything(room: Room): Promise<string[]> {
  await room.close()
  const submissions = await room.submissions()
  const challengeId = room.challenge._id
  const at = now()
  const declarations = [
    {
      number: 1,
      hasInterest: false,
      what: '',
      suppliers: '',
      at,
      ruling: null,
      rulingWords: '',
      ruledAt: null,
      ruledBy: '',
    },
  ]
  const member = (who: Who, role: string) => ({
    userId: room.people[who].id,
    name: who,
    organisationId: 'x',
    role,
    invitedAt: at,
    declarations,
    sheets: role === 'evaluator' ? 1 : 0,
    submittedAt: role === 'evaluator' ? at : null,
  })
  await Evaluation.create({
    _id: challengeId,
    state: 'agreed',
    settings: {
      scale: 'nought-to-five',
      minimums: {},
      price: { formula: 'lowest-proportion', criterionId: 'price' },
      tieRule: 'heaviest-then-price',
    },
    panel: [
      member('moderator', 'moderator'),
      member('first', 'evaluator'),
      member('second', 'evaluator'),
      member('viewer', 'observer'),
      member('broker', 'observer'),
    ],
    agreedAt: at,
  } as never)
  for (const [index, submissionId] of submissions.entries()) {
    const place = { submissionId, criterionId: 'outcome' }
    const points = index === 0 ? 3 : 5
    await Agreement.create({
      ...place,
      challengeId,
      number: 1,
      points,
      reason: reasons[1 - index],
      at,
      byUserId: room.people.moderator.id,
    } as never)
    for (const who of ['first', 'second'] as const) {
      const scores = [{ ...place, points, reasons: 'x', evidence: '“CANARY-how”' }]
      await ScoreSheet.updateOne(
        { challengeId, userId: room.people[who].id, number: 1 },
        { $push: { scores: { $each: scores } }, $setOnInsert: { at } },
        { upsert: true },
      )
    }
  }
  return submissions
}
