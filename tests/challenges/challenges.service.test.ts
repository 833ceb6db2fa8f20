import { listEvents } from '../../server/audit/index.ts'
import { amendChallenge } from '../../server/challenges/challenges.amend.service.ts'
import { passDeadlines } from '../../server/challenges/challenges.deadlines.service.ts'
import {
  copyChallenge,
  saveSection,
  startChallenge,
} from '../../server/challenges/challenges.draft.service.ts'
import { importNotices } from '../../server/challenges/challenges.import.service.ts'
import { Challenge, ChallengeVersion } from '../../server/challenges/challenges.model.ts'
import {
  publishChallenge,
  submitChallenge,
  unschedulePublication,
} from '../../server/challenges/challenges.review.service.ts'
import { listDueForPublication, publishWhenDue } from '../../server/challenges/challenges.schedule.service.ts'
import {
  challengeFacts,
  challengesOfAuthority,
  countOpen,
  followersOf,
  getChallenge,
  listLagging,
  listSubmitted,
  newestChallenges,
  textForMatching,
} from '../../server/challenges/index.ts'
import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { gateTable } from '../../shared/challenges/gates.ts'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { handlers } from '../../workers/handlers.ts'
import { challengesJobs } from '../../workers/challenges/challenges.jobs.ts'
import { actor } from '../platform/actors.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/app.ts'
import { aChallenge, aChallengeContent, anAmendment, aPublication, inDays } from './challenges.factory.ts'

beforeAll(async () => {
  await startTestDatabase()
  await loadAuthorities()
})
afterEach(() => releaseClock())
afterAll(() => stopTestDatabase())

const buyer = actor('authority', 'council')
const broker = actor('brokerage', 'ipec')
const supplier = actor('supplier', 'firm')
const ours = (changes: Parameters<typeof aChallenge>[0] = {}) =>
  aChallenge({ authorityId: 'council', ...changes })
const eventsOf = async (id: string) => (await listEvents('challenge', id)).map(({ name }) => name)
const { attachments: _, ...fields } = aChallengeContent()

describe('deadlines', () => {
  it('are stored and told once each, however often and late the worker looks', async () => {
    const { _id, timetable } = await ours({ status: 'open' })
    expect(await passDeadlines(_id)).toEqual([timetable.askBy, timetable.respondBy])
    freezeClock(new Date((timetable.askBy as Date).getTime() + 1))
    await Promise.all([passDeadlines(_id), passDeadlines(_id)])
    expect((await getChallenge(_id)).status).toBe('clarifications-closed')
    freezeClock(timetable.respondBy as Date)
    await passDeadlines(_id)
    expect((await getChallenge(_id)).status).toBe('clarifications-closed')
    freezeClock(new Date((timetable.respondBy as Date).getTime() + 1))
    expect(await listLagging(now())).toContain(_id)
    await Promise.all([passDeadlines(_id), passDeadlines(_id), passDeadlines(_id)])
    await passDeadlines(_id)
    expect(await eventsOf(_id)).toEqual(['challenge.clarifications-closed', 'challenge.closed'])
    expect(await listLagging(now())).not.toContain(_id)
  })

  it('that both passed unnoticed are both told, by the sweep', async () => {
    const { _id, timetable } = await ours({ status: 'open' })
    freezeClock(new Date((timetable.respondBy as Date).getTime() + 1))
    const sweep = challengesJobs.find(({ job }) => job.name === 'challenges.sweep-deadlines')
    await sweep?.work({})
    expect((await eventsOf(_id)).sort()).toEqual(['challenge.clarifications-closed', 'challenge.closed'])
  })

  it('hold by the clock alone, before any worker has looked', async () => {
    const { _id, timetable } = await ours({ status: 'open' })
    const before = await countOpen()
    freezeClock(new Date((timetable.respondBy as Date).getTime() + 1))
    expect(await countOpen()).toBeLessThan(before)
    expect((await newestChallenges(50)).map((one) => one._id)).not.toContain(_id)
    expect(challengeFacts(await getChallenge(_id)).status).toBe('closed')
    const amendment = { ...anAmendment, summary: 'Late' }
    await expect(amendChallenge(buyer, _id, amendment)).rejects.toMatchObject({ code: 'too-late' })
  })

  it('have one handler for each job', () => {
    const names = handlers.jobs.map(({ job }) => job.name).filter((name) => name.startsWith('challenges.'))
    expect(names).toEqual([
      'challenges.pass-deadlines',
      'challenges.publish-scheduled',
      'challenges.remind-of-plans',
      'challenges.tell-gathered',
      'challenges.sweep-deadlines',
    ])
  })
})

describe('drafting', () => {
  it('counts the saves of each section by itself, and lets one of two writers through', async () => {
    const id = await startChallenge(buyer, { title: 'Two writers' })
    const save = (users: string) => saveSection(buyer, id, 'users', { users }, 0)
    const results = await Promise.allSettled([save('first'), save('second')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    expect(await saveSection(buyer, id, 'context', { context: 'c' }, 0)).toMatchObject({ revision: 1 })
  })

  it('is for members of the authority; a pending one drafts but does not submit', async () => {
    const pending = actor('authority', 'pending-council', 'admin', false)
    const id = await startChallenge(pending, fields)
    await expect(submitChallenge(pending, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(startChallenge(supplier, {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(saveSection(buyer, id, 'users', {}, 0)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('copies the words, not the dates, files or notices', async () => {
    const earlier = await ours({ status: 'closed' })
    const copy = await getChallenge(await copyChallenge(buyer, earlier._id))
    expect(copy).toMatchObject({
      status: 'draft',
      title: earlier.title,
      copiedFrom: earlier._id,
      publishedAt: null,
      version: 0,
    })
    expect([copy.timetable.askBy, copy.timetable.pilotMonths, copy.attachments]).toEqual([null, 12, []])
  })
})

describe('from submission to amendment', () => {
  it('records each step, and keeps each public version whole', async () => {
    const id = await startChallenge(buyer, fields)
    await submitChallenge(buyer, id)
    expect((await listSubmitted()).map(({ _id }) => _id)).toContain(id)
    await publishChallenge(broker, id, aPublication())
    await expect(publishChallenge(broker, id, aPublication())).rejects.toMatchObject({ code: 'conflict' })
    expect(await amendChallenge(buyer, id, { ...anAmendment, summary: 'New' })).toBe(2)
    expect(await eventsOf(id)).toEqual([
      'challenge.drafted',
      'challenge.submitted',
      'challenge.published',
      'challenge.amended',
    ])
    const versions = await ChallengeVersion.find({ challengeId: id }).sort({ number: 1 }).lean()
    expect(versions.map(({ content }) => content.summary)).toEqual([fields.summary, 'New'])
  })

  it('does not publish what nobody could answer any more', async () => {
    const id = await startChallenge(buyer, fields)
    await submitChallenge(buyer, id)
    freezeClock(inDays(15))
    const late = publishChallenge(
      broker,
      id,
      aPublication({ noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' }),
    )
    await expect(late).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('in the future'),
    })
  })

  it('is approved for a time, and goes public then, once', async () => {
    const id = await startChallenge(buyer, fields)
    await submitChallenge(buyer, id)
    const publishAt = inDays(1)
    await expect(publishChallenge(broker, id, aPublication({ publishAt: inDays(-1) }))).rejects.toMatchObject(
      { fields: { publishAt: 'Set a time in the future' } },
    )
    await publishChallenge(broker, id, aPublication({ publishAt }))
    expect((await listSubmitted()).map(({ _id }) => _id)).not.toContain(id)
    await publishWhenDue(id)
    expect((await getChallenge(id)).status).toBe('submitted')
    freezeClock(publishAt)
    expect(await listDueForPublication(now())).toContain(id)
    await Promise.all([publishWhenDue(id), publishWhenDue(id)])
    const published = await getChallenge(id)
    expect(published).toMatchObject({ status: 'open', version: 1, schedule: null, publishedAt: publishAt })
    const stood = gateTable['below-threshold'].publish.filter((name) => !/reserved|co-buyers/.test(name))
    expect(published.passedGates.map(({ name }) => name)).toEqual(stood)
    expect(published.passedGates.map(({ approvedBy }) => approvedBy)).toEqual(stood.map(() => broker.userId))
    expect((await eventsOf(id)).filter((name) => name === 'challenge.published')).toHaveLength(1)
  })

  it('goes back to the desk where a gate has closed by the time, found by the sweep', async () => {
    const id = await startChallenge(buyer, fields)
    await submitChallenge(buyer, id)
    await publishChallenge(broker, id, aPublication({ publishAt: inDays(1) }))
    freezeClock(inDays(12))
    const sweep = challengesJobs.find(({ job }) => job.name === 'challenges.sweep-deadlines')
    await sweep?.work({})
    expect(await getChallenge(id)).toMatchObject({ status: 'submitted', schedule: null, publishedAt: null })
    expect((await listSubmitted()).map(({ _id }) => _id)).toContain(id)
    expect((await eventsOf(id)).at(-1)).toBe('challenge.publication-stopped')
  })

  it('waits on the desk again where the broker takes the approval back', async () => {
    const id = await startChallenge(buyer, fields)
    await submitChallenge(buyer, id)
    await publishChallenge(broker, id, aPublication({ publishAt: inDays(1) }))
    await expect(unschedulePublication(buyer, id)).rejects.toMatchObject({ code: 'forbidden' })
    await unschedulePublication(broker, id)
    await expect(unschedulePublication(broker, id)).rejects.toMatchObject({ code: 'conflict' })
    freezeClock(inDays(2))
    await publishWhenDue(id)
    expect((await getChallenge(id)).status).toBe('submitted')
  })

  it('leaves nothing behind when it is refused', async () => {
    const { _id } = await ours({ status: 'open' })
    await expect(amendChallenge(buyer, _id, { ...anAmendment, title: '' })).rejects.toMatchObject({
      fields: { title: 'Enter a title' },
    })
    expect(await eventsOf(_id)).toEqual([])
    expect(await ChallengeVersion.countDocuments({ challengeId: _id })).toBe(1)
  })
})

describe('the front door', () => {
  it('shows an authority its own, others what is public', async () => {
    const draft = await ours({ authorityId: 'door-council' })
    const open = await ours({ authorityId: 'door-council', status: 'open' })
    const seenBy = async (who: typeof buyer) =>
      (await challengesOfAuthority('door-council', who)).map(({ _id }) => _id).sort()
    expect(await seenBy(actor('authority', 'door-council', 'viewer'))).toEqual([draft._id, open._id].sort())
    expect(await seenBy(supplier)).toEqual([open._id])
  })

  it('knows followers, each once', async () => {
    const { _id } = await ours({ status: 'open' })
    await Promise.all([followChallenge(supplier, _id), followChallenge(supplier, _id)])
    await followChallenge(buyer, _id)
    expect((await followersOf(_id)).sort()).toEqual([buyer.userId, supplier.userId].sort())
  })

  it('gives the ranking words and codes, not money, people or files', async () => {
    const text = JSON.stringify(textForMatching(await ours({ status: 'open' })))
    expect(text).toContain('Falls recorded per 100 tenants')
    expect(text).not.toContain('council.example')
  })
})

describe('drafts from public notices', () => {
  it('are made once each, and refused by row with a reason', async () => {
    const row = {
      ref: 'df7c184f-b7a2',
      buyer: 'Blackburn with Darwen Borough Council',
      title: 'Recycling centres',
      description: 'Two sites.',
      status: 'closed',
      notice_type: 'Contract',
      published: '2024-12-16',
      deadline: '2025-02-07',
      value_low: '100',
      value_high: '200',
      cpv: '90500000',
      region: 'North West',
      sme_suitable: 'True',
      url: 'https://www.example.org/1',
    }
    const rows = [row, { ...row, ref: '' }, { ...row, ref: 'other-ref-1', buyer: 'Nowhere Council' }]
    const first = await importNotices(rows)
    expect(first).toMatchObject({ read: 3, new: 1, same: 0, refused: [{ row: 2 }, { row: 3 }] })
    expect(await importNotices(rows)).toMatchObject({ new: 0, same: 1 })
    const draft = await Challenge.findOne({ importedFrom: 'df7c184f-b7a2' }).lean()
    expect(draft).toMatchObject({
      status: 'draft',
      cpv: ['90500000'],
      regions: ['TLD'],
      problem: '',
      budget: { scalePence: 20_000 },
    })
  })
})
