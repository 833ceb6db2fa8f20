import { getEvents, listEvents } from '../../server/audit/index.ts'
import { getChallenge, withdrawChallenge } from '../../server/challenges/index.ts'
import { readComingSteps, readPublicAward } from '../../server/evaluation/evaluation.award.read.service.ts'
import { decide } from '../../server/evaluation/evaluation.decision.service.ts'
import { endWithoutAward, recordEndNotice } from '../../server/evaluation/evaluation.end.service.ts'
import { declareInterests } from '../../server/evaluation/evaluation.panel.service.ts'
import { releaseFeedback } from '../../server/evaluation/evaluation.release.service.ts'
import { Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { now } from '../../server/platform/clock.ts'
import { releaseOf } from '../../server/publication/publication.facts.ts'
import { faultsOfRelease } from '../../server/publication/release-schema.ts'
import { decideSchema } from '../../shared/evaluation/award.schema.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { useDatabase } from '../platform/database.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { aRoom } from './evaluation.people.ts'

useDatabase()

const words = 'Neither proposal says who looks at the figures.'
const declared = { interest: 'none', what: '', suppliers: '' } as const

/** The release of the event by which everybody learns that nothing is awarded. */
async function releaseOfEnd(challengeId: string) {
  const events = await listEvents('challenge', challengeId)
  const [event] = events.filter(({ name }) => name === 'evaluation.not-awarded')
  const [found] = await getEvents([event?._id ?? ''])
  return found ? releaseOf(found) : null
}

it('is decided, and public with the feedback that every supplier gets', async () => {
  const room = await aRoom({ kind: 'open' })
  const [loser = ''] = await agreeEverything(room)
  const id = room.challenge._id
  const moderator = await actorOfPerson(room.people.moderator.id)
  await expect(endWithoutAward(moderator, id, { because: 'other', words })).rejects.toMatchObject({
    code: 'conflict',
  })
  await decide(moderator, id, decideSchema.parse({ outcome: 'none', because: 'none-suitable', words }))
  await expect(readPublicAward(visitor, id)).rejects.toMatchObject({ code: 'not-found' })
  expect((await readComingSteps(moderator, id)).map(({ id: step, state }) => `${step} ${state}`)).toEqual([
    'decision done',
    'feedback done',
    'release due',
    'end-notice blocked',
  ])
  await releaseFeedback(moderator, id)
  const sent = await Feedback.findOne({ submissionId: loser }).lean()
  expect(sent?.sent).toMatchObject({ result: 'no-award', winners: [] })
  expect(await readPublicAward(visitor, id)).toMatchObject({
    isAwarded: false,
    winners: [],
    noAward: { words },
  })
  expect((await getChallenge(id)).conclusion).toMatchObject({ outcome: 'not-awarded' })
  const notice = { noticeId: '012345-2026', publishedOn: '2020-01-01' }
  await expect(recordEndNotice(moderator, id, notice)).rejects.toMatchObject({ code: 'invalid' })
  await recordEndNotice(moderator, id, { ...notice, publishedOn: dayOf(now()) })
  expect((await readComingSteps(moderator, id)).at(-1)).toMatchObject({ id: 'end-notice', state: 'done' })
  const release = await releaseOfEnd(id)
  expect(release).toMatchObject({ tag: ['tenderCancellation'], tender: { status: 'unsuccessful' } })
  expect(faultsOfRelease(release)).toEqual([])
})

it('ends what was never scored, by somebody who declared, and nothing ends it twice', async () => {
  const room = await aRoom({}, 'MAN')
  await room.close()
  const id = room.challenge._id
  const lead = await actorOfPerson(room.people.lead.id)
  const end = () => endWithoutAward(lead, id, { because: 'money-gone', words })
  await expect(end()).rejects.toMatchObject({ code: 'not-found' })
  await declareInterests(lead, id, declared)
  await end()
  await expect(end()).rejects.toMatchObject({ code: 'conflict' })
  expect(await Feedback.countDocuments({ challengeId: id })).toBe(0)
  expect((await releaseOfEnd(id))?.tender).toMatchObject({ status: 'cancelled' })
  await expect(withdrawChallenge(lead, id, { reason: 'No' })).rejects.toMatchObject({ code: 'conflict' })
})
