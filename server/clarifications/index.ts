/** What later rooms may use of the clarifications. */
export {
  countReported,
  listReported,
  reportQuestion,
  showQuestion,
} from './clarifications.moderate.service.ts'
export { contactDetailsOf } from './clarifications.giving-away.service.ts'
export { publishedLog } from './clarifications.log.service.ts'
export { closeWhenDue, closingOf, leaveUnanswered } from './clarifications.closing.service.ts'
export { correctAnswer } from './clarifications.correct.service.ts'
export { listPrivateForBrokers } from './clarifications.private.read.service.ts'
export { askPrivately } from './clarifications.private.service.ts'
export {
  askersOf,
  askersTogether,
  countShown,
  listToShow,
  listUnanswered,
  logCounts,
  readLog,
  suppliersWhoAsked,
  type Unanswered,
  votesOf,
} from './clarifications.read.service.ts'
export { sessionCalendar } from './clarifications.sessions.calendar.ts'
export { endOverdueSessions, endSessionsOf } from './clarifications.sessions.clock.service.ts'
export { choose, closePoll, startPoll } from './clarifications.sessions.polls.service.ts'
export {
  countSessionQuestions,
  findSession,
  isToldAlone,
  listSessions,
  wasAskedLive,
} from './clarifications.sessions.read.service.ts'
export {
  answerInSession,
  answerLater,
  askInSession,
  markAnswering,
  moveToItem,
  takeNote,
  voteInSession,
} from './clarifications.sessions.run.service.ts'
export { announceSession, closeSession, openSession } from './clarifications.sessions.service.ts'
export { attachToDraft } from './clarifications.files.service.ts'
export { askSignOff } from './clarifications.drafts.service.ts'
export { answerSeveral } from './clarifications.several.service.ts'
export { signOff } from './clarifications.sign-off.service.ts'
export { setTopics } from './clarifications.topics.service.ts'
export { answerQuestion, askQuestion } from './clarifications.service.ts'
export { changeSettings } from './clarifications.settings.service.ts'
export { vote } from './clarifications.votes.service.ts'
