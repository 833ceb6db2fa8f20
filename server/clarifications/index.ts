/** What later rooms may use of the clarifications. */
export { countReported, listReported, reportQuestion } from './clarifications.moderate.service.ts'
export { listPrivateForBrokers } from './clarifications.private.read.service.ts'
export { askPrivately } from './clarifications.private.service.ts'
export { askersOf, logCounts, readLog, suppliersWhoAsked } from './clarifications.read.service.ts'
export { answerQuestion, askQuestion } from './clarifications.service.ts'
