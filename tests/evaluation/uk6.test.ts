import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { enterContract, publishAward } from '../../server/evaluation/evaluation.award.service.ts'
import { decide } from '../../server/evaluation/evaluation.decision.service.ts'
import { saveExclusions } from '../../server/evaluation/evaluation.exclusions.service.ts'
import { releaseFeedback } from '../../server/evaluation/evaluation.release.service.ts'
import { exclusionGrounds } from '../../server/evaluation/exclusions.data.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { contractSchema, decideSchema, publishAwardSchema } from '../../shared/evaluation/award.schema.ts'
import { exclusionsSchema } from '../../shared/evaluation/exclusions.schema.ts'
import { useDatabase } from '../platform/database.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { aRoom } from './evaluation.people.ts'

useDatabase()
afterEach(releaseClock)

it('above the threshold no contract comes before the UK6 notice has a number and a day, and eight working days are over', async () => {
  freezeClock(new Date('2026-11-27T12:00:00Z'))
  const room = await aRoom({ kind: 'open' })
  const winner = (await agreeEverything(room)).at(-1) ?? ''
  const id = room.challenge._id
  const moderator = await actorOfPerson(room.people.moderator.id)
  const findings = Object.fromEntries(exclusionGrounds().map((ground) => [ground.id, 'none']))
  await saveExclusions(moderator, id, winner, exclusionsSchema.parse({ findings }))
  await decide(moderator, id, decideSchema.parse({ outcome: 'award', winners: [winner] }))
  const values = { [winner]: { grossPence: 60_000_00, netPence: 50_000_00 } }
  const publish = (changes: object) =>
    publishAward(
      moderator,
      id,
      publishAwardSchema.parse({ publishedOn: '2026-11-27', noticeId: '012345-2026', values, ...changes }),
    )
  const sign = (signedOn: string) =>
    enterContract(
      moderator,
      id,
      winner,
      contractSchema.parse({
        reference: 'C-17',
        title: 'Dry homes',
        signedOn,
        startsOn: '2027-02-01',
        endsOn: '2028-01-31',
        grossPence: 60_000_00,
        netPence: 50_000_00,
      }),
    )
  // The summaries come first.
  await expect(publish({})).rejects.toMatchObject({ code: 'not-found' })
  await releaseFeedback(moderator, id)
  await expect(sign('2026-11-27')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('no clock runs before'),
  })
  await expect(publish({ noticeId: '' })).rejects.toMatchObject({ fields: { noticeId: expect.any(String) } })
  await expect(publish({ workingDays: 7 })).rejects.toMatchObject({
    fields: { workingDays: expect.stringContaining('8 working days') },
  })
  // The Act chooses the standstill, whatever is asked for. 30 November is a holiday in Scotland.
  expect(await publish({ standstill: 'none' })).toEqual({ endsOn: '2026-12-09' })
  expect((await Decision.findById(id).lean())?.award).toMatchObject({
    standstill: 'mandatory',
    workingDays: 8,
    noticeId: '012345-2026',
  })
  freezeClock(new Date('2026-12-09T23:59:59Z'))
  await expect(sign('2026-12-09')).rejects.toMatchObject({ code: 'conflict' })
  freezeClock(new Date('2026-12-10T00:00:00Z'))
  await expect(sign('2026-12-09')).rejects.toMatchObject({ fields: { signedOn: expect.any(String) } })
  await sign('2026-12-10')
  expect((await Decision.findById(id).lean())?.contracts).toMatchObject([{ noticeDueOn: '2027-01-08' }])
})
