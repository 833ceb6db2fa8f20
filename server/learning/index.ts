/** What other rooms may use of learning. */
export { setConsents } from './learning.consents.service.ts'
export { courses } from './learning.courses.data.ts'
export { answerExercise, judgeAnswer, readLesson } from './learning.progress.service.ts'
