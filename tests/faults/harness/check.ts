import { type Db, MongoClient } from 'mongodb'
import type { Entry, History } from './history.ts'
import { waitUntil } from './programs.ts'
import type { Site } from './site.ts'
import type { World } from './world.ts'

/** What was found at the end. */
export interface Findings {
  /** Of what was acknowledged, or follows from it, what is not there. */
  lost: string[]
  /** What is there twice, or reached somebody twice. */
  doubled: string[]
  notices: number
  mails: number
  /** E-mails of which nobody can say whether they were taken: the server hung up at the end of them. */
  mailsUnknown: number
  /** From the last fault until everything was told, in milliseconds. */
  drainMs: number
}

// An emptied Redis delays an event until it is handed out again: after a minute, then two.
const longestDrainMs = 300_000

/** Waits until nothing is under way any more, and compares what there is with what was acknowledged. */
export async function check(site: Site, world: World, history: History): Promise<Findings> {
  const client = new MongoClient(site.mongodbUri)
  try {
    const db = client.db()
    const began = Date.now()
    await waitUntil('everything is told', () => isQuiet(db), longestDrainMs)
    const drainMs = Date.now() - began
    const lost: string[] = []
    const doubled: string[] = []
    const found = { lost, doubled }
    await checkQuestions(db, history, found)
    await checkProposals(db, history, found)
    await checkNotices(db, world, found)
    const mailsUnknown = await checkMails(db, site, found)
    const notices = await db.collection('notices').countDocuments()
    return { ...found, notices, mails: site.mail.taken.length, mailsUnknown, drainMs }
  } finally {
    await client.close()
  }
}

async function isQuiet(db: Db): Promise<boolean> {
  const waiting = await db.collection('outbox').countDocuments()
  const unsent = await db
    .collection('deliveries')
    .countDocuments({ state: { $in: ['planned', 'sending'] }, isDaily: false })
  return waiting === 0 && unsent === 0
}

type Found = Pick<Findings, 'lost' | 'doubled'>

const acknowledged = (entries: Entry[], kind: Entry['kind']): Entry[] =>
  entries.filter((entry) => entry.kind === kind && entry.end === 'acknowledged')

interface QuestionRow {
  _id: string
  challengeId: string
  text: string
  number: number | null
  answer: { text: string } | null
}

async function checkQuestions(db: Db, { entries }: History, { lost, doubled }: Found): Promise<void> {
  const questions = await db.collection<QuestionRow>('questions').find().toArray()
  const asked = countBy(questions.map(({ text }) => text))
  const answered = countBy(questions.flatMap(({ answer }) => answer?.text ?? []))
  for (const { mark } of acknowledged(entries, 'ask'))
    if (!asked.has(`What about (${mark})?`)) lost.push(`question ${mark}`)
  for (const { mark } of acknowledged(entries, 'answer'))
    if (!answered.has(`It is so (${mark}).`)) lost.push(`answer ${mark}`)
  for (const [text, count] of [...asked, ...answered]) if (count > 1) doubled.push(text)
  for (const challengeId of new Set(questions.map((question) => question.challengeId))) {
    const numbers = questions
      .filter((question) => question.challengeId === challengeId && question.number !== null)
      .map(({ number }) => number as number)
      .sort((a, b) => a - b)
    if (numbers.some((number, i) => number !== i + 1)) lost.push(`a number in the log of ${challengeId}`)
  }
}

async function checkProposals(db: Db, { entries }: History, { lost, doubled }: Found): Promise<void> {
  const proposals = await db
    .collection<{ _id: string; draft: { summary: string } }>('proposals')
    .find()
    .toArray()
  const stands = new Map(proposals.map(({ _id, draft }) => [_id, numberIn(draft.summary)]))
  for (const { about, mark } of acknowledged(entries, 'save')) {
    if ((stands.get(about) ?? -1) < Number(mark)) lost.push(`save ${mark} of ${about}`)
  }
  const references = countBy(
    (await db.collection<{ reference: string } & { _id: string }>('submissions').find().toArray()).map(
      ({ reference }) => reference,
    ),
  )
  for (const { mark } of acknowledged(entries, 'submit'))
    if (!references.has(mark)) lost.push(`receipt ${mark}`)
  for (const [reference, count] of references) if (count > 1) doubled.push(`receipt ${reference}`)
}

const numberIn = (text: string): number => Number(/\((\d+)\)/.exec(text)?.[1] ?? -1)

/** Each question is news to its authority's officers and the brokers, each answer to its asker, each once. */
async function checkNotices(db: Db, world: World, { lost, doubled }: Found): Promise<void> {
  interface EventRow {
    _id: string
    name: string
    payload: { questionId?: string }
  }
  interface NoticeRow {
    _id: string
    userId: string
    eventId: string
    kind: string
  }
  const events = await db.collection<EventRow>('events').find().toArray()
  const notices = await db.collection<NoticeRow>('notices').find().toArray()
  const told = countBy(notices.map(({ eventId, userId, kind }) => `${eventId} ${userId} ${kind}`))
  for (const [what, count] of told) if (count > 1) doubled.push(`notice ${what}`)
  const people = new Map<string, Set<string>>()
  for (const { eventId, userId } of notices) {
    const known = people.get(eventId) ?? new Set<string>()
    people.set(eventId, known.add(userId))
  }
  const askers = new Map(
    (await db.collection<{ _id: string; askerUserId: string }>('questions').find().toArray()).map(
      ({ _id, askerUserId }) => [_id, askerUserId],
    ),
  )
  const officers = world.officers.map(({ userId }) => userId)
  for (const { _id, name, payload } of events) {
    const asker = askers.get(payload.questionId ?? '')
    const wanted =
      name === 'clarification.asked'
        ? [...officers, world.brokerId]
        : name === 'clarification.answered' && asker
          ? [asker]
          : []
    for (const userId of wanted)
      if (!people.get(_id)?.has(userId)) lost.push(`notice of ${name} ${_id} to ${userId}`)
  }
}

/** @returns how many e-mails nobody can be sure of */
async function checkMails(db: Db, { mail }: Site, { lost, doubled }: Found): Promise<number> {
  interface DeliveryRow {
    _id: string
    state: string
    messageId: string
  }
  const deliveries = await db.collection<DeliveryRow>('deliveries').find().toArray()
  const taken = countBy(mail.taken.map(({ messageId }) => (messageId ?? '').replace(/^<|>$/g, '')))
  for (const [id, count] of taken) if (count > 1) doubled.push(`e-mail ${id}`)
  for (const { _id, state, messageId } of deliveries) {
    if (state === 'sent' && !taken.has(messageId.replace(/^<|>$/g, ''))) lost.push(`e-mail ${_id}`)
    if (state === 'failed') lost.push(`e-mail ${_id}, given up`)
  }
  return deliveries.filter(({ state }) => state === 'unknown').length
}

function countBy(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
