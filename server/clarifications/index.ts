/** What later rooms may use of the clarifications. */
export { countReported, listReported, reportQuestion } from './clarifications.moderate.service.ts'
export {
  askersOf,
  listUnanswered,
  logCounts,
  readLog,
  suppliersWhoAsked,
  type Unanswered,
} from './clarifications.read.service.ts'
export { answerQuestion, askQuestion } from './clarifications.service.ts'
