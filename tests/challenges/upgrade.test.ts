import { Challenge, ChallengeVersion } from '../../server/challenges/challenges.model.ts'
import { getChallenge } from '../../server/challenges/challenges.service.ts'
import { upgradeChallenges } from '../../server/challenges/challenges.upgrade.service.ts'
import { contentOf, emptyContent } from '../../shared/challenges/challenge.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/app.ts'
import { aChallenge } from './challenges.factory.ts'

beforeAll(() => startTestDatabase())
afterAll(() => stopTestDatabase())

describe('a challenge stored by an earlier Foothold', () => {
  it('gets what it lacks, empty, and keeps every word', async () => {
    const { _id } = await aChallenge({
      status: 'open',
      findATender: { noticeId: '012345-2026', ocid: '' },
      noNoticeReason: '',
    })
    const lacking = {
      onFile: '',
      demand: '',
      shortTime: '',
      assessmentMethod: '',
      coBuyers: '',
      schedule: '',
    }
    await Challenge.collection.updateOne(
      { _id: _id as never },
      { $unset: { ...lacking, passedGates: '', noNoticeException: '', 'findATender.ocid': '' } },
    )
    await ChallengeVersion.collection.updateOne(
      { challengeId: _id },
      { $unset: { 'content.onFile': '', 'content.demand': '' } },
    )
    expect(await upgradeChallenges()).toBe(1)
    expect(await upgradeChallenges()).toBe(0)
    const { onFile, demand, shortTime, assessmentMethod } = emptyContent()
    expect(await getChallenge(_id)).toMatchObject({
      title: 'Fewer falls in sheltered housing',
      findATender: { noticeId: '012345-2026', ocid: '' },
      onFile,
      demand,
      shortTime,
      assessmentMethod,
      coBuyers: [],
      schedule: null,
      passedGates: [],
    })
    const version = await ChallengeVersion.findOne({ challengeId: _id }).lean()
    expect(contentOf(version?.content ?? emptyContent())).toMatchObject({ onFile, demand })
  })
})
