import type { Answers } from '../coaching/routes/answers.ts'
import { defaultAnswers } from '../coaching/routes/answers.ts'
import type { ChallengeContent } from './challenge.ts'

const nations: Record<string, Answers['nation']> = {
  TLL: 'wales',
  TLM: 'scotland',
  TLN: 'northern-ireland',
}

const engagements = { yes: 'done', no: 'none', '': 'none' } as const
const lots = { lots: 'lots', 'one-contract': 'one-contract', '': 'unknown' } as const

/** What a draft already says of the advisor's questions, so that nobody types it twice. */
export function answersFrom(content: ChallengeContent): Answers {
  const { budget, stages, regions, onFile, shortTime } = content
  const [region = ''] = regions
  const pilotsPence = budget.pilotPence === null ? null : budget.pilotPence * (budget.pilots ?? 1)
  const isScaled = stages.includes('scale')
  return {
    ...defaultAnswers,
    nation: nations[region.slice(0, 3)] ?? 'england',
    valuePence: pilotsPence,
    scaling: isScaled ? 'included' : stages.length > 0 ? 'no' : 'unknown',
    scalePence: isScaled ? budget.scalePence : null,
    urgency: shortTime.ground === 'urgency' ? 'urgent' : 'none',
    engagement: engagements[onFile.engagement.held],
    lots: lots[onFile.lots.decision],
    reserve: onFile.reserved.for,
  }
}
