/** The page of the log that a question stands on, at its place. */
export const questionHref = (challengeId: string, questionId: string, done = ''): string =>
  `/challenges/${challengeId}/questions?${done ? `done=${done}&` : ''}question=${questionId}#question-${questionId}`
