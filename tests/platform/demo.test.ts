import { demoChallenges } from '../../bin/demo/demo-files.ts'
import { tellHistory } from '../../bin/demo/history.ts'
import { actorOf } from '../../bin/demo/organisations.ts'
import { onWorkingDay, workingTimetable } from '../../bin/demo/working-days.ts'
import { listEvents } from '../../server/audit/index.ts'
import { canSee, challengesOfAuthority, findPlan, listLagging } from '../../server/challenges/index.ts'
import { law } from '../../server/coaching/index.ts'
import { listSessions, logCounts } from '../../server/clarifications/index.ts'
import { countIntroductions, liveModel } from '../../server/matching/index.ts'
import { MatchingTraining } from '../../server/matching/matching.learning.model.ts'
import { presentModels } from '../../server/matching/matching.learning.presenter.ts'
import { useModel } from '../../server/matching/matching.learning.service.ts'
import { Match } from '../../server/matching/matching.model.ts'
import { Engagement, Registration } from '../../server/groups/groups.engagements.model.ts'
import { getEngagement } from '../../server/groups/groups.engagements.service.ts'
import { Group, Post as GroupPost } from '../../server/groups/groups.model.ts'
import { engagementPolicy } from '../../server/groups/groups.policy.ts'
import { listInbox } from '../../server/notifications/notifications.inbox.service.ts'
import { readPublicAward } from '../../server/evaluation/evaluation.award.read.service.ts'
import { readOwnFeedback } from '../../server/evaluation/evaluation.own-feedback.service.ts'
import { listPilots } from '../../server/outcomes/outcomes.pilots.service.ts'
import { listReviewDeadlines } from '../../server/outcomes/index.ts'
import { readPublicResults } from '../../server/outcomes/outcomes.results.service.ts'
import { findResourceBySlug } from '../../server/resources/index.ts'
import { readPilot } from '../../server/outcomes/outcomes.read.service.ts'
import { readPartnerBoard } from '../../server/proposals/proposals.partner-board.service.ts'
import { listOwnProposals } from '../../server/proposals/proposals.service.ts'
import { findAuthorityByCode } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { engagementState } from '../../shared/groups/engagement.ts'
import { dayOf, isWorkingDay } from '../../shared/coaching/law/periods.ts'
import { demandOf } from '../../shared/challenges/same-need.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { wholeInbox } from '../../shared/notifications/inbox.ts'
import { system, visitor } from '../../shared/platform/actor.ts'
import { daysUntil } from '../../shared/platform/dates.ts'
import { tellStory } from '../journeys/demonstration.ts'
import { useDatabase } from './database.ts'

useDatabase()

describe('the history of the demonstration', () => {
  beforeAll(tellStory, 120_000)

  const allChallenges = async () => {
    const all = []
    for (const code of new Set(demoChallenges().map(({ authority }) => authority))) {
      const council = await findAuthorityByCode(code)
      all.push(...(await challengesOfAuthority(council?.id ?? '', system)))
    }
    return all
  }

  it('has news in the archives of its main people, and none of it unread', async () => {
    for (const email of [
      'farah.siddiqui@damson-sensing.example',
      'amina.rahman@blackburn-with-darwen.example',
      'miriam.osei@ipec-brokers.example',
    ]) {
      const { userId } = await actorOf(email)
      const { items } = await listInbox(userId, 1, { ...wholeInbox, show: 'archived' })
      expect([email, items.length > 0, items.every(({ notice }) => notice.isRead)]).toEqual([
        email,
        true,
        true,
      ])
    }
  })

  it('has each deadline found when it passed, so that no worker tells of it as news', async () => {
    expect(await listLagging(now())).toEqual([])
    const closed = (await allChallenges()).filter(({ status }) => status === 'closed')
    expect(closed.length).toBeGreaterThan(2)
    for (const { _id, timetable } of closed) {
      const events = await listEvents('challenge', _id)
      const ends = events.filter(({ name }) => name === 'challenge.closed')
      const late = ends.map(({ at }) => at.getTime() - (timetable.respondBy?.getTime() ?? 0))
      expect(late.map((ms) => ms > 0 && ms < 60_000)).toEqual([true])
    }
  })

  it('leaves each challenge where its file says', async () => {
    const told = await allChallenges()
    expect(told).toHaveLength(demoChallenges().length)
    for (const { words, status } of demoChallenges()) {
      const challenge = told.find(({ title }) => title === words.title)
      expect([words.title, challenge && effectiveStatus(challenge, now())]).toEqual([words.title, status])
    }
  })

  it('has a question to ask within three days and a response due tomorrow, or the next working day', async () => {
    const open = (await allChallenges()).filter(({ status }) => openStatuses.includes(status))
    const next = (inDays: number) => onWorkingDay({ inDays, at: '12:00' }, now()).inDays
    const days = (at: Date | null) => (at ? daysUntil(at, now()) : -1)
    expect(open.some(({ timetable }) => days(timetable.askBy) === next(3))).toBe(true)
    expect(open.some(({ timetable }) => days(timetable.respondBy) === next(1))).toBe(true)
  })

  it('has every date of every challenge on a working day', async () => {
    const times = (await allChallenges()).flatMap(
      ({ timetable: { askBy, answerBy, respondBy, pilotStart }, publishedAt }) =>
        [askBy, answerBy, respondBy, pilotStart, publishedAt].flatMap((at) => (at ? [dayOf(at)] : [])),
    )
    expect(times.length).toBeGreaterThan(50)
    expect(times.filter((day) => !isWorkingDay(day, law().holidays))).toEqual([])
  })

  it('has a plan that agrees with what was published, with work that is done and work that somebody has', async () => {
    const [planned] = (await allChallenges()).filter(
      ({ title }) => title === demoChallenges()[0]?.words.title,
    )
    const planner = await actorOf('amina.rahman@blackburn-with-darwen.example')
    const { plan } = await findPlan(planner, planned?._id ?? '')
    const dayIn = (id: string) => plan?.steps.find((step) => step.id === id)?.on
    const dayFor = (at: Date | null | undefined) => at && dayOf(at)
    expect(dayIn('uk4-flexible')).toBe(dayFor(planned?.publishedAt))
    expect(dayIn('first-tenders-due')).toBe(dayFor(planned?.timetable.respondBy))
    for (const { id, doneAt, due } of plan?.tasks ?? [])
      expect([id, doneAt !== null]).toEqual([id, due <= (dayIn('uk4-flexible') ?? '')])
    const open = plan?.tasks.filter(({ doneAt }) => doneAt === null) ?? []
    expect(new Set(open.flatMap(({ assignedTo }) => assignedTo ?? [])).size).toBe(2)
  })

  it('moves what is past back and what is to come on, so that each stays what it is', () => {
    const christmas = new Date('2026-12-24T12:00:00Z')
    const day = (inDays: number) => onWorkingDay({ inDays, at: '12:00' }, christmas).inDays
    expect([day(1), day(2), day(5), day(-4), day(-5)]).toEqual([5, 5, 5, -6, -6])
    const times = { askBy: { inDays: 1, at: '17:00' }, answerBy: { inDays: 4, at: '17:00' } }
    expect(workingTimetable(times, christmas)).toMatchObject({
      askBy: { inDays: 5 },
      answerBy: { inDays: 6 },
    })
  })

  it('keeps the version before an amendment, and the questions that were asked', async () => {
    const homes = (await allChallenges()).find(({ version }) => version === 2)
    expect(homes?.budget.pilotPence).toBe(7_500_000)
    expect(await logCounts(homes?._id ?? '')).toEqual({ answered: 2, waiting: 0 })
  })

  it('has several authorities with one challenge, and with one problem', async () => {
    const all = await allChallenges()
    expect(all.flatMap(({ coBuyers }) => coBuyers.map(({ status }) => status))).toEqual(['approved'])
    const shared = all.filter(({ sameNeeds }) => sameNeeds.length > 0)
    expect(shared.map(demandOf).map(({ authorities }) => authorities)).toEqual(
      expect.arrayContaining([5, 3, 2]),
    )
    expect(shared.map(demandOf).find(({ authorities }) => authorities === 5)).toMatchObject({
      volume: 61_000,
      unit: 'homes',
      counted: 4,
      unnamed: 1,
      withheld: 1,
      spend: { fromPence: 625_000_00, toPence: 2_600_000_00, counted: 3 },
    })
  })

  it('has a working group that talks, and asks the market together', async () => {
    const [group] = await Group.find().lean()
    const engagements = await Engagement.find().sort({ startsAt: 1 }).lean()
    expect(await Group.countDocuments()).toBe(1)
    expect(await GroupPost.countDocuments({ groupId: group?._id ?? '' })).toBe(6)
    // One with notes, one whose notes somebody can still write, one to come.
    const states = engagements.map((one) => `${engagementState(one, now())} ${one.notes !== null}`)
    expect(states).toEqual(['held true', 'held false', 'announced false'])
    const [, unwritten, toCome] = engagements
    const writer = await actorOf('amina.rahman@blackburn-with-darwen.example')
    const { standing } = await getEngagement(writer, unwritten?._id ?? '')
    expect(engagementPolicy.publishNotes(writer, standing)).toBe(true)
    expect(toCome?.authorities).toHaveLength(4)
    expect(await Registration.countDocuments({ engagementId: toCome?._id ?? '' })).toBe(2)
  })

  it('has a live session that was held, with its record, and one to come', async () => {
    const all = await allChallenges()
    const sessions = (
      await Promise.all(all.map(({ _id }) => listSessions(system, _id).catch(() => null)))
    ).flatMap((list) => list?.sessions ?? [])
    expect(sessions.map(({ status }) => status).sort()).toEqual(['announced', 'closed'])
    expect(sessions.find(({ status }) => status === 'closed')?.newest).toBeGreaterThan(8)
  })

  it('has an award that everybody reads, and feedback that a firm rated and asked about', async () => {
    const told = (await allChallenges()).find(({ conclusion }) => conclusion?.outcome === 'awarded')
    const { isAwarded, winners } = await readPublicAward(visitor, told?._id ?? '')
    expect([isAwarded, winners.map(({ supplierName }) => supplierName)]).toEqual([
      true,
      ['Warmwall Co-operative (example)'],
    ])
    const farah = await actorOf('farah.siddiqui@damson-sensing.example')
    const [proposal] = (await listOwnProposals(farah)).filter(({ challengeId }) => challengeId === told?._id)
    const { summary, rating, question } = await readOwnFeedback(farah, proposal?.id ?? '')
    expect([summary.result, rating?.how, question?.answeredAt === null]).toEqual([
      'unsuccessful',
      'useful',
      false,
    ])
  })

  it('has a pilot whose plan and first reading the supplier sees, unless the standstill lasts longer', async () => {
    const told = (await allChallenges()).find(({ conclusion }) => conclusion?.outcome === 'awarded')
    const { winners } = await readPublicAward(visitor, told?._id ?? '')
    const warmwall = await actorOf('peter.clegg@warmwall.example')
    const [piloted] = await listPilots(warmwall, told?._id ?? '')
    const pilot = piloted && (await readPilot(warmwall, told?._id ?? '', piloted.contract.submissionId))
    const [, outcome] = pilot?.outcomes ?? []
    // It was measured before the pilot: that checks the figure of before.
    expect([pilot?.milestones.length, outcome?.standing, outcome?.checked?.value]).toEqual(
      winners[0]?.contract ? [3, 'unknown', 5.5] : [undefined, undefined, undefined],
    )
  })

  it('has an older pilot that was looked back at, told in the library and adopted elsewhere', async () => {
    const told = (await allChallenges()).find(({ title }) => title.startsWith('Hear of a cold'))
    const { pilots } = await readPublicResults(visitor, told?._id ?? '')
    expect(pilots).toMatchObject([
      {
        adoptions: 1,
        decision: { what: 'scale' },
        outcomes: [{ standing: 'reached' }, { standing: 'part' }],
      },
    ])
    expect(await findResourceBySlug(visitor, pilots[0]?.caseStudy?.slug ?? '')).toMatchObject({
      type: 'case-study',
      fairness: expect.stringContaining('demonstration'),
    })
    expect((await listReviewDeadlines()).filter(({ challengeId }) => challengeId === told?._id)).toEqual([])
  })

  it('has suppliers that look for partners, for other suppliers to read', async () => {
    const damp = (await allChallenges()).find(({ title }) => title === demoChallenges()[0]?.words.title)
    const farah = await actorOf('farah.siddiqui@damson-sensing.example')
    const { own, others } = await readPartnerBoard(farah, damp?._id ?? '')
    expect([own !== null, others.length]).toEqual([true, 1])
  })

  it('has an introduction that was made, and one that waits for its supplier', async () => {
    const farah = await actorOf('farah.siddiqui@damson-sensing.example')
    expect(await countIntroductions(farah)).toEqual({ any: true, open: 1, toAnswer: 1 })
  })

  it('has a version of the score learnt from invented decisions, to go back from and to go live again', async () => {
    const broker = await actorOf('miriam.osei@ipec-brokers.example')
    const { versions, training } = await presentModels(broker)
    expect(versions.map(({ version, status, may }) => [version, status, may.use])).toEqual([
      [1, 'live', false],
      [0, 'retired', true],
    ])
    expect(versions[0]?.trainedOn?.total).toBeGreaterThanOrEqual(30)
    expect(training?.askedAt.getUTCDay()).toBe(1)
    for (const version of [0, 1]) {
      await useModel(broker, version)
      expect((await liveModel()).version).toBe(version)
    }
    const decided = await Match.find({ decision: { $type: 'object' } } as never).lean()
    // No invented firm is decided on beforehand, and none that is real hears of anything.
    expect(decided.filter(({ supplier, sentAt }) => supplier.isClaimed || sentAt)).toEqual([])
    for (const { status, decision } of decided)
      if (status === 'declined') expect(decision?.reason).toContain('Invented for the demonstration')
  })

  it('told again, adds nothing', async () => {
    await tellHistory(now(), () => undefined)
    expect(await allChallenges()).toHaveLength(demoChallenges().length)
    expect(await MatchingTraining.countDocuments()).toBe(1)
  }, 60_000)

  it('lets its people in where they belong', async () => {
    const viewer = await actorOf('councillor.yusuf@blackburn-with-darwen.example')
    expect(viewer).toMatchObject({ role: 'viewer', organisation: { kind: 'authority', isVerified: true } })
    const broker = await actorOf('miriam.osei@ipec-brokers.example')
    expect(broker).toMatchObject({ role: 'admin', organisation: { kind: 'brokerage', isVerified: true } })
    const challenge = (await allChallenges()).find(({ status }) => status === 'submitted')
    expect(challenge && canSee(broker, challenge)).toBe(true)
    expect(challenge && canSee(visitor, challenge)).toBe(false)
  })
})
