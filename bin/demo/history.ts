import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import {
  amendChallenge,
  challengesOfAuthority,
  decideAsCoBuyer,
  findChallenge,
  inviteCoBuyer,
  listSavedSearches,
  passDeadlines,
  publishChallenge,
  returnChallenge,
  saveSearch,
  shareNeed,
  startChallenge,
  submitChallenge,
  withdrawChallenge,
} from '../../server/challenges/index.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/index.ts'
import { findAuthorityByCode } from '../../server/organisations/index.ts'
import { saveDraft, startProposal, submitProposal } from '../../server/proposals/index.ts'
import { shareNeedSchema } from '../../shared/challenges/challenges.together.schema.ts'
import {
  publishChallengeSchema,
  returnChallengeSchema,
} from '../../shared/challenges/challenges.review.schema.ts'
import { amendChallengeSchema, challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { quartersFrom } from '../../shared/challenges/scale.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { formOf } from '../../shared/proposals/form.ts'
import { criteriaOf } from '../../shared/challenges/saved-search.ts'
import { system } from '../../shared/platform/actor.ts'
import { draftSchema } from '../../shared/proposals/proposals.schema.ts'
import { inviteDemoPartners } from './consortium.ts'
import { type DemoChallenge, type DemoProposal, demoChallenges, demoPeople } from './demo-files.ts'
import { fillArchives } from './archive.ts'
import { addChannels } from './channels.ts'
import { decideOnMatches, learnFromDecisions, mondayBefore } from './decisions.ts'
import { addEvaluation, evaluationOf } from './evaluation.ts'
import { fillDesk } from './desk.ts'
import { groupMoments } from './groups.ts'
import { takeCourses } from './learning.ts'
import { actorOf, seedDemoPeople, staffOf } from './organisations.ts'
import { addPartnerLines } from './partner-lines.ts'
import { planChallenge, workOnPlan } from './plan.ts'
import { instantOf } from './relative-time.ts'
import { addSessions } from './sessions.ts'
import { onWorkingDay, workingTimetable } from './working-days.ts'

const deskReporter = 'nadia.farouk@calder-reuse.example'
const searcher = 'farah.siddiqui@damson-sensing.example'

/** Something that somebody did, and when. */
interface Moment {
  at: Date
  happen: () => Promise<void>
}

/**
 * Tells the demonstration's history in the order in which it went, each step by the person and through the
 * service that would have done it, so that records, versions, receipts and events are like any others.
 * @param today the day from which the demonstration counts
 * @param onStep told how much of it is done, from 0 to 1
 */
export async function tellHistory(today: Date, onStep: (share: number) => void): Promise<void> {
  try {
    // Before the oldest challenge.
    setClock(instantOf({ inDays: -280, at: '10:00' }, today))
    await seedDemoPeople()
    const moments: Moment[] = []
    for (const challenge of demoChallenges()) {
      if (!(await isThere(challenge))) moments.push(...momentsOf(onWorkingDays(challenge, today), today))
    }
    moments.push({ at: mondayBefore(today), happen: learnFromDecisions })
    const on = (inDays: number, at: string, happen: () => Promise<void>) =>
      moments.push({ at: instantOf({ inDays, at }, today), happen })
    takeCourses(on)
    await groupMoments(on, today)
    moments.sort((a, b) => a.at.getTime() - b.at.getTime())
    for (const [index, { at, happen }] of moments.entries()) {
      setClock(at)
      await happen()
      onStep((index + 1) / moments.length)
    }
    setClock(instantOf({ inDays: -1, at: '09:00' }, today))
    await fillDesk(firstBroker(), deskReporter)
    await saveDemoSearch()
    await addChannels()
    await fillArchives()
  } finally {
    releaseClock()
  }
}

/** What the demonstration's supplier wants to hear of; what is open already is no news to it. */
async function saveDemoSearch(): Promise<void> {
  const actor = await actorOf(searcher)
  if ((await listSavedSearches(actor)).length > 0) return
  const criteria = criteriaOf(challengeListQuery.parse({ q: 'damp mould homes', region: 'TLD' }))
  await saveSearch(actor, { name: 'Damp homes in the North West', alert: 'daily', criteria })
}

async function isThere({ authority, words }: DemoChallenge): Promise<boolean> {
  const council = await findAuthorityByCode(authority)
  const known = council ? await challengesOfAuthority(council.id, system) : []
  return known.some(({ title }) => title === words.title)
}

/** Councils publish on working days, and set no deadline on another. */
function onWorkingDays(challenge: DemoChallenge, today: Date): DemoChallenge {
  const { publishedInDays: inDays, timetable } = challenge
  const published =
    inDays === undefined ? {} : { publishedInDays: onWorkingDay({ inDays, at: '09:30' }, today).inDays }
  return { ...challenge, ...published, timetable: workingTimetable(timetable, today) }
}

function momentsOf(challenge: DemoChallenge, today: Date): Moment[] {
  const { publishedInDays, submittedInDays, amendment, returned, route, withdrawn, status } = challenge
  const moments: Moment[] = []
  const on = (inDays: number, at: string, happen: () => Promise<void>) =>
    moments.push({ at: instantOf({ inDays, at }, today), happen })
  const submitted = submittedInDays ?? (publishedInDays === undefined ? undefined : publishedInDays - 1)
  const evaluation = evaluationOf(challenge.slug)
  let id = ''

  on((submitted ?? 0) - 2, '10:20', async () => {
    const fields = challengeFieldsSchema.parse(fieldsOf(challenge, today))
    id = await startChallenge(await actorOf(challenge.createdBy), fields, true)
    if (route) await planChallenge(challenge, route, id, publishedInDays, today, evaluation)
  })
  if (submitted !== undefined) {
    on(submitted, '15:10', async () => submitChallenge(await actorOf(challenge.createdBy), id))
  }
  if (publishedInDays !== undefined) {
    on(publishedInDays, '09:30', async () => {
      const { findATender, noNoticeException: exception, noNoticeReason } = challenge
      const notice = findATender ?? { noticeId: '', ocid: '' }
      const input = publishChallengeSchema.parse({ ...notice, exception, noNoticeReason })
      await publishChallenge(await actorOf(firstBroker()), id, input)
    })
    // As the worker would have found them, so that the record and the inboxes have them at their time.
    for (const deadline of [challenge.timetable.askBy, challenge.timetable.respondBy]) {
      const at = deadline && new Date(instantOf(deadline, today).getTime() + 1000)
      if (at && at < today) moments.push({ at, happen: async () => void (await passDeadlines(id)) })
    }
    if (route) on(publishedInDays, '10:30', async () => workOnPlan(challenge, route, id))
    // Firms of the open ones are left to whoever tries the desk.
    if (['closed', 'withdrawn'].includes(status) && !evaluation)
      on(publishedInDays + 1, '10:00', async () => decideOnMatches(id, brokers()))
  }
  if (returned) {
    on(returned.inDays, '11:45', async () => {
      const comments = Object.fromEntries(returned.comments.map(({ section, text }) => [section, text]))
      await returnChallenge(await actorOf(returned.by), id, returnChallengeSchema.parse({ comments }))
    })
  }
  if (amendment) {
    on(amendment.inDays, '10:00', async () => {
      const now = fieldsOf({ ...challenge, amendment: undefined }, today) as Record<string, unknown>
      const changed = Object.fromEntries(Object.keys(amendment.before).map((field) => [field, now[field]]))
      const input = { ...changed, whatChanged: amendment.what, why: amendment.why, ...amendment.terms }
      await amendChallenge(await actorOf(amendment.by), id, amendChallengeSchema.parse(input))
    })
  }
  if (withdrawn) {
    const { inDays, by, reason } = withdrawn
    on(inDays, '16:00', async () => withdrawChallenge(await actorOf(by), id, { reason }))
  }
  addOthers(challenge, submitted, () => id, on)
  addQuestions(challenge, () => id, on)
  addPartnerLines(challenge.slug, () => id, staffOf, on)
  addSessions(challenge.slug, challenge.createdBy, () => id, staffOf, on, today)
  if (evaluation) {
    const told = { challengeId: () => id, organiser: challenge.createdBy, broker: firstBroker() }
    addEvaluation(evaluation, { ...told, supplierEmail: staffOf }, on)
  }
  for (const proposal of challenge.proposals) {
    on((proposal.submittedInDays ?? -1) - 1, '14:00', async () => propose(proposal, id))
  }
  return moments
}

/** What the authority wrote at first: where it amended the challenge later, without the amendment. */
function fieldsOf({ words, timetable, conflictsInDays, amendment }: DemoChallenge, today: Date): object {
  const { pilotMonths = null, ...times } = timetable
  const instants = Object.entries(times).map(([name, time]) => [
    name,
    time ? instantOf(time, today).toISOString() : null,
  ])
  const { onFile, ...others } = words
  const conflictsOn =
    conflictsInDays === undefined
      ? null
      : instantOf({ inDays: conflictsInDays, at: '09:00' }, today).toISOString()
  return {
    ...others,
    ...(onFile ? { onFile: { ...onFile, conflictsOn } } : {}),
    timetable: { ...Object.fromEntries(instants), pilotMonths },
    ...amendment?.before,
  }
}

/** Other authorities: those that take part are asked before it is submitted, and approve it after. */
function addOthers(
  { together, sameProblem, createdBy }: DemoChallenge,
  submitted: number | undefined,
  id: () => string,
  on: (inDays: number, at: string, happen: () => Promise<void>) => void,
): void {
  for (const { by } of submitted === undefined ? [] : together) {
    on((submitted ?? 0) - 1, '11:30', async () => {
      const authorityId = (await actorOf(by)).organisation?.id ?? ''
      await inviteCoBuyer(await actorOf(createdBy), id(), { authorityId })
    })
    on(submitted ?? 0, '16:40', async () => {
      const submittedAt = (await findChallenge(id()))?.submittedAt?.toISOString() ?? ''
      await decideAsCoBuyer(await actorOf(by), id(), { decision: 'approve', reason: '', submittedAt })
    })
  }
  for (const { by, inDays, buyInQuarters, ...said } of sameProblem)
    on(inDays, '14:20', async () => {
      const buyFrom = quartersFrom(now(), buyInQuarters + 1)[buyInQuarters]
      await shareNeed(await actorOf(by), id(), shareNeedSchema.parse({ ...said, buyFrom }))
    })
}

function addQuestions(
  { questions, createdBy }: DemoChallenge,
  id: () => string,
  on: (inDays: number, at: string, happen: () => Promise<void>) => void,
): void {
  for (const { supplier, askedInDays, text, answeredInDays, answer } of questions) {
    let questionId = ''
    on(askedInDays, '11:15', async () => {
      questionId = (await askQuestion(await actorOf(staffOf(supplier)), id(), text)).id
    })
    if (answer === undefined || answeredInDays === undefined) continue
    on(answeredInDays, '15:30', async () => {
      await answerQuestion(await actorOf(createdBy), questionId, answer)
    })
  }
}

async function propose(proposal: DemoProposal, challengeId: string): Promise<void> {
  const actor = await actorOf(staffOf(proposal.supplier))
  const challenge = await findChallenge(challengeId)
  const { id } = await startProposal(actor, challengeId)
  const { summary, approach, priceNotes, trl, pilotPlan, team, price } = proposal
  const draft = draftSchema.parse({
    summary,
    outcomes: (challenge?.outcomes ?? []).map((outcome, index) => ({
      outcomeId: outcome.id,
      how: proposal.outcomes[index] ?? '',
    })),
    criteria: (challenge ? formOf(challenge).criteria : []).map((criterion, index) => ({
      criterionId: criterion.id,
      answer: proposal.criteria[index] ?? '',
    })),
    approach: [approach, priceNotes].filter(Boolean).join('\n\n'),
    trl,
    pilotPlan,
    pilotPrice: String(price.pilotPence / 100),
    scalePrice: price.scalePence ? String(price.scalePence / 100) : '',
    team,
  })
  const { revision } = await saveDraft(actor, id, draft)
  await inviteDemoPartners(actor, id, proposal.partners, (supplier) => actorOf(staffOf(supplier)))
  if (proposal.status === 'submitted') await submitProposal(actor, id, revision)
}

const brokers = (): string[] =>
  demoPeople()
    .filter(({ organisation }) => organisation.kind === 'brokerage')
    .map(({ email }) => email)

function firstBroker(): string {
  const [broker] = brokers()
  if (!broker) throw new Error('The demonstration has no broker')
  return broker
}
