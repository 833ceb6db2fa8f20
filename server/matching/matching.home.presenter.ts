import type { ClosingReason } from '../../shared/matching/home.schema.ts'
import type { Gain } from '../../shared/matching/profile-gains.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { challengeFacts } from '../challenges/index.ts'
import { translator } from '../platform/translations.ts'
import type { HomeChallenge } from './matching.home.service.ts'
import { matchPolicy } from './matching.policy.ts'
import { presentForSupplier } from './matching.presenter.ts'
import { presentScore } from './matching.score.presenter.ts'
import { isOpen, matchFacts } from './matching.service.ts'
import { presentOwnMissing, presentReasons, profileLink } from './matching.words.presenter.ts'

const closingWords: Record<ClosingReason, string> = {
  draft: 'you have a draft proposal',
  follows: 'you follow it',
  sent: 'a broker sent it to you',
  fits: 'it fits you well',
}

/** One challenge of a supplier's home, as its people see it. */
export function presentHomeRow({ challenge, score, match, isNew, closing }: HomeChallenge, actor: Actor) {
  const t = translator()
  const facts = challengeFacts(challenge)
  return {
    challenge: facts,
    isOpen: isOpen(facts),
    isNew,
    score: score && presentScore(score, t),
    why: score ? presentReasons(score.reasons, t) : [],
    missing: presentOwnMissing(score?.missing, t),
    isNewToBuyer: score?.reasons.some(({ kind }) => kind === 'new-to-buyer') ?? false,
    match: match && presentForSupplier(match),
    closing: closing.map((reason) => t(closingWords[reason])),
    may: {
      refuse: match !== null && matchPolicy.notForMe(actor, matchFacts(match, facts)),
      takeBack: match !== null && matchPolicy.takeBack(actor, matchFacts(match, facts)),
    },
  }
}

/** What one addition to a profile would bring, in sentences, and where it is made. */
export interface PresentedGain {
  what: string
  brings: string
  /** Empty where it costs nothing. */
  costs: string
  href: string
  link: string
}

/** In the order in which they bring most. */
export function presentGains(gains: Gain[]): PresentedGain[] {
  const t = translator()
  return gains.map((gain) => ({
    what: sayWhat(gain),
    brings: t('You would score higher for {count} open challenges.', { count: gain.raised }),
    costs: gain.lowered > 0 ? t('For {count} you would score lower.', { count: gain.lowered }) : '',
    ...profileLink(gain.kind, gain.code, t),
  }))
}

function sayWhat({ kind, code, label, words, asked }: Gain): string {
  const t = translator()
  switch (kind) {
    case 'about':
      return t('You list no capabilities. Your past work speaks of {words}: say so, if it is what you do.', {
        words: words.join(', '),
      })
    case 'categories':
      return t('{count} open challenges ask for {code} {label}. If you do that work, add it.', {
        count: asked,
        code,
        label,
      })
    case 'regions':
      return t('You name no regions. {count} open challenges are in {label}: if you serve it, say so.', {
        count: asked,
        label,
      })
    case 'maturity':
      return t('You do not say how ready your solutions are. If they are at levels {range}, say so.', {
        range: code.replace('-', '–'),
      })
    case 'case-study':
      return t('You tell no case study with a result. Tell one about what you say you do.')
  }
}
