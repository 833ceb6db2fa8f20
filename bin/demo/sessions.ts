import {
  answerInSession,
  answerLater,
  announceSession,
  askInSession,
  choose,
  closePoll,
  closeSession,
  findSession,
  markAnswering,
  openSession,
  startPoll,
  takeNote,
  voteInSession,
} from '../../server/clarifications/index.ts'
import { sessionSchema } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { type DemoSession, demoSessions } from './demo-files.ts'
import { actorOf } from './organisations.ts'
import { instantOf } from './relative-time.ts'
import { onWorkingDay } from './working-days.ts'

type On = (inDays: number, at: string, happen: () => Promise<void>) => void

/** What a told session is kept in mind by, from one moment to the next. */
interface Told {
  id: string
  questionIds: string[]
}

/**
 * The live sessions of a challenge: each is announced, and one that is past is held and closed, by the people who
 * would have.
 * @param staffOf the address of somebody at a firm of the demonstration
 */
export function addSessions(
  slug: string,
  leader: string,
  challengeId: () => string,
  staffOf: (supplier: string) => string,
  on: On,
  today: Date,
): void {
  for (const session of demoSessions().filter(({ challenge }) => challenge === slug)) {
    const start = onWorkingDay(session.start, today)
    const told: Told = { id: '', questionIds: [] }
    on(session.announcedInDays, '11:00', async () => {
      const { minutes, agenda, howToTakePart } = session
      const startsAt = instantOf(start, today).toISOString()
      const input = sessionSchema.parse({ startsAt, minutes, agenda, howToTakePart, shortNotice: 'yes' })
      told.id = (await announceSession(await actorOf(leader), challengeId(), input)).id
    })
    if (session.closedAfter === undefined) continue
    on(start.inDays, start.at, async () => openSession(await actorOf(leader), told.id))
    for (const said of session.said)
      on(start.inDays, later(start.at, said.after), () => say(said, told, leader, staffOf))
    on(start.inDays, later(start.at, session.closedAfter), async () =>
      closeSession(await actorOf(leader), told.id),
    )
  }
}

/** `14:00` and 11 minutes: `14:11`. */
function later(at: string, minutes: number): string {
  const [hour = 0, minute = 0] = at.split(':').map(Number)
  const then = hour * 60 + minute + minutes
  return `${String(Math.floor(then / 60)).padStart(2, '0')}:${String(then % 60).padStart(2, '0')}`
}

async function say(
  said: DemoSession['said'][number],
  told: Told,
  leader: string,
  staffOf: (supplier: string) => string,
): Promise<void> {
  const by = await actorOf('supplier' in said ? staffOf(said.supplier) : leader)
  const questionId = (index: number) => told.questionIds[index] ?? ''
  switch (said.kind) {
    case 'note':
      return void (await takeNote(by, told.id, { note: said.text }))
    case 'ask':
      return void told.questionIds.push((await askInSession(by, told.id, { text: said.text })).id)
    case 'vote':
      return void (await voteInSession(by, told.id, { questionId: questionId(said.question), wants: 'yes' }))
    case 'answer':
      await markAnswering(by, told.id, { questionId: questionId(said.question) })
      return void (await answerInSession(by, told.id, {
        questionId: questionId(said.question),
        text: said.text,
      }))
    case 'later':
      return void (await answerLater(by, told.id, { questionId: questionId(said.question) }))
    case 'poll':
      return holdPoll(said, told, leader, staffOf)
  }
}

async function holdPoll(
  { question, options, choices }: Extract<DemoSession['said'][number], { kind: 'poll' }>,
  { id }: Told,
  leader: string,
  staffOf: (supplier: string) => string,
): Promise<void> {
  const leading = await actorOf(leader)
  const { id: pollId } = await startPoll(leading, id, { question, options })
  const live = await findSession(id)
  const optionIds = live?.polls.find((poll) => poll.id === pollId)?.options.map((option) => option.id) ?? []
  for (const [supplier, option] of Object.entries(choices))
    await choose(await actorOf(staffOf(supplier)), id, { pollId, optionId: optionIds[option] ?? '' })
  await closePoll(leading, id, { pollId })
}
