import { assessAndTell, prepareAndPublish } from '../common-moves.ts'
import { condition, duty, isPublicContract, regulated, stateOf } from '../conditions.ts'
import { flexibleScaling } from '../flexible-parts.ts'
import { awardNotices, engagementNotice, lifeNotices, noticeStep } from '../notice-steps.ts'
import { fileForCompetition } from '../on-file.ts'
import { competitionRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { afterSigning, publish, respond, standstill } from '../timetable.ts'

/** A competition among the members of a dynamic market, which anybody may join at any time. */
export const dynamicMarket: Route = {
  id: 'dynamic-market',
  summary:
    'A competitive flexible procedure among the members of a dynamic market, which anybody who qualifies may join at any time.',
  challengeKind: 'competitive-flexible',
  conditions: (given) => [
    regulated(given),
    isPublicContract(given),
    condition(
      'appropriate',
      'There is a dynamic market whose terms permit this contract',
      's.34(6)',
      stateOf(given.answers.dynamicMarket),
      given.answers.dynamicMarket === 'no'
        ? 'Without one this route is closed for now. Setting one up takes a notice (UK13), and pays if you buy in this field again.'
        : 'Check what it covers and who may use it.',
    ),
    duty(
      'applications',
      'Applications to join that arrive with a request or tender are considered first',
      's.34(4)',
      'Leave time for it before you invite.',
    ),
  ],
  fit: {
    novelty: {
      points: { available: 14, adapted: 16, new: 12, unknown: 12 },
      good: 'New firms join as they appear; the competition itself is yours to design.',
      poor: '',
    },
    market: {
      points: { many: 18, few: 14, one: 6, unknown: 12 },
      good: 'A field in which suppliers come and go.',
      poor: 'Few would join for one contract.',
    },
    time: {
      points: { none: 16, urgent: 18 },
      good: 'Ten days for tenders, and no standstill by law.',
      poor: '',
    },
    scaling: {
      points: { no: 12, included: 14, later: 16, unknown: 14 },
      good: 'The next contract is competed among the same members and new ones.',
      poor: '',
    },
    smallFirms: { points: 14, words: 'They can join at any time, once for many contracts.' },
  },
  notices: (given) => [
    ...engagementNotice(given),
    noticeStep(given, 'uk4-dynamic-market', 'must', 'First of all publications; it names the market.'),
    ...awardNotices(given, 'uk7-above'),
    ...lifeNotices(given),
  ],
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(given, 'uk4-dynamic-market', 'It invites members, and those who apply to join.'),
    respond('tendering', 'tenders-due', 'Tenders are due', { isDynamicMarket: true, isPreSelected: true }),
    ...assessAndTell,
    publish('uk6', 'Before signing; a standstill is voluntary here (s.51(3)(e)).'),
    standstill('voluntary'),
    afterSigning('uk7-above'),
  ],
  risks: (given) => [
    'Ten days are lawful and short: give more where tenders are not simple.',
    ...competitionRisks(given),
  ],
  scaling: flexibleScaling('Each next step can be competed in ten days among members.'),
}
