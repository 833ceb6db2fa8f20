/** A broker's page asks to hear of a challenge's ranking: `{ challengeId }`. */
export const watchRanking = 'matching:watch'

/** To the brokers: the challenge was ranked; read the page again. */
export const matchingRanked = 'matching:ranked'

/** To the brokers: a ranking that was asked for has come a step further; read its progress again. */
export const matchingProgress = 'matching:progress'

/** The brokers who have the ranking of a challenge open. */
export const rankingAudience = (challengeId: string): string => `challenge:${challengeId}:ranking`

/** A broker's page asks to hear when the weights were learnt again: `{}`. */
export const watchModels = 'matching:watch-models'

/** To the brokers: a training ended; read the page again. */
export const matchingTrained = 'matching:trained'

/** The brokers who have the list of versions open. */
export const modelsAudience = 'matching-models'
