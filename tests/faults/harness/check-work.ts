import type { Db } from 'mongodb'
import { countBy, type Found } from './findings.ts'
import type { Entry, History, WorkKind } from './history.ts'
import type { Site } from './site.ts'
import type { World } from './world.ts'

interface Row {
  _id: string
}

const acknowledged = (entries: Entry[], kind: WorkKind): Entry[] =>
  entries.filter((entry) => entry.kind === kind && entry.end === 'acknowledged')

/** Numbers that begin at 1 and leave none out. */
const isWithoutGap = (numbers: number[]): boolean =>
  numbers.toSorted((a, b) => a - b).every((number, i) => number === i + 1)

/** Every question and answer that was acknowledged is there once, and the log has no gap. */
export async function checkQuestions(db: Db, { entries }: History, { lost, doubled }: Found): Promise<void> {
  const questions = await db
    .collection<
      Row & { challengeId: string; text: string; number: number | null; answer: { text: string } | null }
    >('questions')
    .find()
    .toArray()
  const asked = countBy(questions.map(({ text }) => text))
  const answered = countBy(questions.flatMap(({ answer }) => answer?.text ?? []))
  for (const { mark } of acknowledged(entries, 'ask'))
    if (!asked.has(`What about (${mark})?`)) lost.push(`question ${mark}`)
  for (const { mark } of acknowledged(entries, 'answer'))
    if (!answered.has(`It is so (${mark}).`)) lost.push(`answer ${mark}`)
  for (const [text, count] of [...asked, ...answered]) if (count > 1) doubled.push(text)
  for (const challengeId of new Set(questions.map((question) => question.challengeId))) {
    const numbers = questions
      .filter((question) => question.challengeId === challengeId)
      .flatMap(({ number }) => number ?? [])
    if (!isWithoutGap(numbers)) lost.push(`a number in the log of ${challengeId}`)
  }
}

/** What a supplier last said of a question stands, unless nobody knows what came of its last try. */
export async function checkVotes(db: Db, { entries }: History, { lost, doubled }: Found): Promise<void> {
  const votes = await db
    .collection<Row & { questionId: string; organisationId: string }>('question_votes')
    .find()
    .toArray()
  const stands = countBy(votes.map(({ questionId, organisationId }) => `${questionId} ${organisationId}`))
  for (const [about, count] of stands) if (count > 1) doubled.push(`vote ${about}`)
  const last = new Map<string, Entry>()
  for (const entry of entries)
    if (entry.kind === 'vote' && entry.end !== 'refused') last.set(entry.about, entry)
  for (const { about, mark, end } of last.values())
    if (end === 'acknowledged' && stands.has(about) !== (mark === 'true')) lost.push(`vote ${about}`)
  const counted = await db
    .collection<Row & { votes: number }>('questions')
    .find({ votes: { $gt: 0 } })
    .toArray()
  const each = countBy(votes.map(({ questionId }) => questionId))
  for (const { _id, votes: count } of counted)
    if (each.get(_id) !== count) lost.push(`the count of votes of ${_id}`)
}

/** Everything that was written down in the live session is in its record once, under numbers without a gap. */
export async function checkSession(db: Db, { entries }: History, { lost, doubled }: Found): Promise<void> {
  const record = await db
    .collection<Row & { number: number; text: string }>('live_session_entries')
    .find()
    .toArray()
  const said = countBy(record.map(({ text }) => text).filter(Boolean))
  for (const { mark } of acknowledged(entries, 'say'))
    if (!said.has(`We said (${mark}).`)) lost.push(`note ${mark}`)
  for (const [text, count] of said) if (count > 1) doubled.push(text)
  if (!isWithoutGap(record.map(({ number }) => number))) lost.push('a number in the record of the session')
}

interface SubmissionRow extends Row {
  reference: string
  proposalId: string
  version: number
  status: string
  receivedAt: Date
}

/**
 * Drafts stand as last saved, every receipt is there, and one submission of each proposal counts. What drafts say is
 * sealed: their own suppliers read it.
 */
export async function checkProposals(
  db: Db,
  stands: ReadonlyMap<string, number>,
  { entries }: History,
  { lost, doubled }: Found,
): Promise<void> {
  const proposals = await db.collection<Row & { status: string }>('proposals').find().toArray()
  for (const { about, mark } of acknowledged(entries, 'save')) {
    if ((stands.get(about) ?? -1) < Number(mark)) lost.push(`save ${mark} of ${about}`)
  }
  const submissions = await db.collection<SubmissionRow>('submissions').find().toArray()
  const references = countBy(submissions.map(({ reference }) => reference))
  for (const { mark } of acknowledged(entries, 'submit'))
    if (!references.has(mark)) lost.push(`receipt ${mark}`)
  for (const [reference, count] of references) if (count > 1) doubled.push(`receipt ${reference}`)
  const live = countBy(
    submissions.filter(({ status }) => status === 'live').map(({ proposalId }) => proposalId),
  )
  for (const { _id, status } of proposals) {
    if (status === 'submitted' && !live.has(_id)) lost.push(`what counts of proposal ${_id}`)
    if ((live.get(_id) ?? 0) > 1) doubled.push(`what counts of proposal ${_id}`)
  }
}

/** The number that each draft was last saved with, as its supplier reads it. */
export async function readDrafts(
  { webs: [web] }: Site,
  { suppliers, latecomers }: World,
): Promise<Map<string, number>> {
  const stands = new Map<string, number>()
  for (const { token, address, proposalId } of [...suppliers, ...latecomers]) {
    const headers = { Authorization: `Bearer ${token}`, 'X-Forwarded-For': address }
    const answer = await fetch(`${web?.url}/api/v1/proposals/${proposalId}`, { headers })
    const { draft } = (await answer.json()) as { draft?: { summary: string } }
    stands.set(proposalId, numberIn(draft?.summary ?? ''))
  }
  return stands
}

const numberIn = (text: string): number => Number(/\((\d+)\)/.exec(text)?.[1] ?? -1)

/** Nothing was taken after its deadline, and nothing refused for it that had its answer before. */
export async function checkDeadlines(
  db: Db,
  { latecomers }: World,
  { entries }: History,
  { wrong }: Found,
): Promise<void> {
  const deadlines = new Map(latecomers.map(({ proposalId, respondBy }) => [proposalId, respondBy]))
  const submissions = await db.collection<SubmissionRow>('submissions').find().toArray()
  for (const { proposalId, reference, receivedAt } of submissions)
    if (receivedAt.getTime() > (deadlines.get(proposalId) ?? Infinity)) wrong.push(`taken late: ${reference}`)
  for (const { kind, about, mark, end, isTooLate, beganAt, endedAt } of entries) {
    const deadline = deadlines.get(about)
    if (kind !== 'submit' || deadline === undefined) continue
    if (end === 'acknowledged' && beganAt > deadline) wrong.push(`acknowledged late: ${mark}`)
    if (isTooLate && endedAt < deadline) wrong.push(`refused before its deadline: ${mark}`)
  }
}

/** Each question, answer and submission has its event in the record, once. */
export async function checkEvents(db: Db, { wrong }: Found): Promise<void> {
  const idOf = { asked: 'clarification.asked', answered: 'clarification.answered' }
  const events = await db
    .collection<
      Row & { name: string; payload: { questionId?: string; proposalId?: string; version?: number } }
    >('events')
    .find({ name: { $in: [idOf.asked, idOf.answered, 'proposal.submitted'] } })
    .toArray()
  const recorded = countBy(
    events.map(
      ({ name, payload }) => `${name} ${payload.questionId ?? `${payload.proposalId} ${payload.version}`}`,
    ),
  )
  const questions = await db
    .collection<Row & { answer: object | null }>('questions')
    .find()
    .project<Row & { answer: object | null }>({ answer: 1 })
    .toArray()
  const submissions = await db.collection<SubmissionRow>('submissions').find().toArray()
  const wanted = [
    ...questions.map(({ _id }) => `${idOf.asked} ${_id}`),
    ...questions.filter(({ answer }) => answer).map(({ _id }) => `${idOf.answered} ${_id}`),
    ...submissions.map(({ proposalId, version }) => `proposal.submitted ${proposalId} ${version}`),
  ]
  for (const what of wanted)
    if (recorded.get(what) !== 1) wrong.push(`${recorded.get(what) ?? 0} events for ${what}`)
  if (recorded.size > wanted.length)
    wrong.push(`${recorded.size - wanted.length} events of nothing that is there`)
}
