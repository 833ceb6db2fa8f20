import { listEvents } from '../../server/audit/index.ts'
import { amendChallenge, passDeadlines, withdrawChallenge } from '../../server/challenges/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { redactQuestion } from '../../server/clarifications/clarifications.moderate.service.ts'
import { publishRelease, rebuildReleases } from '../../server/publication/index.ts'
import { Refused, Release } from '../../server/publication/publication.model.ts'
import { listReleases, releasesOf } from '../../server/publication/publication.read.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { releasesQuery } from '../../shared/publication/publication.schema.ts'
import { releaseClock, setClock } from '../../server/platform/clock.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { actor, everybody } from '../platform/actors.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { amendmentOf, anAnswer, aPublishedChallenge, inDays } from './publication.records.ts'

useDatabase()
beforeEach(emptyDatabase)
afterEach(releaseClock)

const everything = releasesQuery.parse({})

/** Does what the worker does for each event of a challenge, in the order given. */
async function react({ _id }: ChallengeRecord, turn = <Item>(list: Item[]) => list): Promise<void> {
  for (const event of turn(await listEvents('challenge', _id))) await publishRelease(event._id)
}

const bodies = async ({ _id }: ChallengeRecord) =>
  (await releasesOf(`ocds-fthold-${_id}`)).map(({ body }) => body)

async function aLife(): Promise<ChallengeRecord> {
  const challenge = await aPublishedChallenge()
  const authority = actor('authority', challenge.authorityId)
  await anAnswer(challenge, 'May tenants keep the sensors?', 'Yes.')
  await amendChallenge(authority, challenge._id, amendmentOf('Fewer falls anywhere'))
  await anAnswer(challenge, 'Is Ms Jones of flat 4 in it?', 'No.')
  await withdrawChallenge(authority, challenge._id, { reason: 'The money went elsewhere' })
  return challenge
}

describe('the releases of a challenge', () => {
  it('tell of each thing that happened once, however often the worker is told', async () => {
    const challenge = await aLife()
    await react(challenge)
    const first = await bodies(challenge)
    await react(challenge)
    expect(await bodies(challenge)).toEqual(first)
    const tags = first.map((body) => (JSON.parse(body) as { tag: string[] }).tag[0])
    expect(tags).toEqual(['tender', 'tenderUpdate', 'tenderUpdate', 'tenderUpdate', 'tenderCancellation'])
  })

  it('are the same in whatever order the worker makes them, and made again from the record', async () => {
    const challenge = await aLife()
    await react(challenge)
    const first = await bodies(challenge)
    await Release.deleteMany({})
    await react(challenge, (list) => [...list].reverse())
    expect(await bodies(challenge)).toEqual(first)
    await Release.deleteOne({ _id: `ocds-fthold-${challenge._id}-answer-1` })
    expect(await rebuildReleases()).toEqual({ same: 4, made: 1, different: [] })
    expect(await bodies(challenge)).toEqual(first)
  })

  it('name the files, and take the name and address of one away that an amendment removes', async () => {
    const file = { id: newId(), name: 'plan.csv', type: 'text/csv', size: 4, sha256: 'ab', description: '' }
    const challenge = await aPublishedChallenge({ attachments: [file] })
    const authority = actor('authority', challenge.authorityId)
    const removal = { ...amendmentOf('Fewer falls'), removeAttachments: [file.id] }
    await amendChallenge(authority, challenge._id, removal)
    await amendChallenge(authority, challenge._id, amendmentOf('Fewer falls anywhere'))
    await react(challenge)
    const documents = (await bodies(challenge)).map((body) => {
      const { tender } = JSON.parse(body) as { tender: { documents: { id: string }[] } }
      return tender.documents.find(({ id }) => id === file.id)
    })
    const url = expect.stringContaining(`/challenges/${challenge._id}/attachments/${file.id}`)
    expect(documents).toEqual([
      { id: file.id, title: 'plan.csv', url, format: 'text/csv' },
      { id: file.id, title: null, url: null, format: null },
      undefined,
    ])
    expect(await Refused.countDocuments()).toBe(0)
  })

  it('stay as they are when the record would say something else', async () => {
    const challenge = await aLife()
    await react(challenge)
    await Challenge.updateOne({ _id: challenge._id }, { $set: { authorityName: 'Another name' } })
    const { different } = await rebuildReleases()
    expect(different).toHaveLength(2)
    expect((await bodies(challenge)).join()).not.toContain('Another name')
  })

  it('lose the words that a broker redacts, and say so with a new one', async () => {
    const challenge = await aPublishedChallenge()
    const questionId = await anAnswer(challenge, 'Is Ms Jones of flat 4 in it?', 'No.')
    await react(challenge)
    expect((await bodies(challenge)).join()).toContain('Ms Jones')
    await redactQuestion(everybody.broker, questionId, {
      part: 'question',
      text: 'Is one person in it?',
      reason: 'names a person',
    })
    await react(challenge)
    const all = await bodies(challenge)
    expect(all).toHaveLength(3)
    expect(all.join()).not.toContain('Ms Jones')
    expect(await rebuildReleases()).toEqual({ same: 3, made: 0, different: [] })
  })

  it('end with the deadline', async () => {
    const challenge = await aPublishedChallenge()
    setClock(inDays(22))
    await passDeadlines(challenge._id)
    await react(challenge)
    const last = JSON.parse((await bodies(challenge)).at(-1) ?? '{}') as object
    expect(last).toMatchObject({
      tag: ['tenderUpdate'],
      tender: { status: 'active', awardPeriod: { startDate: challenge.timetable.respondBy?.toISOString() } },
    })
  })

  it('tell nothing of what was never public', async () => {
    const draft = await aChallenge({ status: 'submitted' })
    await withdrawChallenge(actor('authority', draft.authorityId), draft._id, { reason: 'No money' })
    await react(draft)
    expect(await Release.countDocuments()).toBe(0)
  })

  it('are kept out where they are not valid, with what is wrong, until that is mended', async () => {
    const criterion = { id: 'x', title: 'Same', description: '', weight: 50 }
    const challenge = await aPublishedChallenge({ criteria: [criterion, { ...criterion, id: 'y' }] })
    await react(challenge)
    expect(await Release.countDocuments()).toBe(0)
    const [refused] = await Refused.find().lean()
    expect(refused?.challengeId).toBe(challenge._id)
    expect(refused?.faults.join()).toContain('/tender/lots/0/awardCriteria/criteria')
  })
})

describe('the list of releases', () => {
  it('goes on from its cursor without gap or repetition, in the order of publication', async () => {
    for (let count = 0; count < 5; count += 1) await react(await aPublishedChallenge())
    const seen: string[] = []
    let cursor: number | null = 0
    while (cursor !== null) {
      const page = await listReleases({ ...everything, limit: 2, cursor })
      seen.push(...page.releases.map(({ ocid }) => ocid))
      cursor = page.next
    }
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })

  it('gives each of many made at once a place of its own', async () => {
    const challenges = await Promise.all(Array.from({ length: 8 }, () => aPublishedChallenge()))
    await Promise.all(challenges.map((challenge) => react(challenge)))
    const { releases } = await listReleases(everything)
    expect(releases.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('can be asked for what was published since', async () => {
    await react(await aPublishedChallenge())
    setClock(inDays(2))
    await react(await aPublishedChallenge())
    const since = await listReleases({ ...everything, updatedFrom: inDays(-1) })
    const until = await listReleases({ ...everything, updatedTo: inDays(-1) })
    expect([since.releases.length, until.releases.length]).toEqual([1, 1])
  })
})
