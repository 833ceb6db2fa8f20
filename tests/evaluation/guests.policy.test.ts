import { type AwardStanding, awardPolicy } from '../../server/evaluation/evaluation.award.policy.ts'
import { evaluationPolicy } from '../../server/evaluation/evaluation.policy.ts'
import { askingPolicy } from '../../server/evaluation/evaluation.questions.policy.ts'
import { recordPolicy } from '../../server/evaluation/evaluation.record.policy.ts'
import type { Clearance, EvaluationState } from '../../shared/evaluation/panel.ts'
import { allowed, type Who } from '../platform/actors.ts'

/** Whoever asks is the guest: of no organisation, or of one that has nothing to do with the challenge. */
const standing = (changes: Partial<AwardStanding> = {}, clearance: Clearance = 'clear'): AwardStanding => ({
  buyerIds: ['the-buyer'],
  isPublished: true,
  isOpen: true,
  state: 'scoring',
  hasSettings: true,
  isAnonymous: false,
  stage: 'open',
  isReleased: false,
  hasContract: false,
  own: { role: 'evaluator', clearance, hasSubmitted: false, hasSeenNames: true, isGuest: true },
  ...changes,
})
const outsiders: Who[] = ['nobodys', 'buyer', 'buyerViewer', 'otherCouncil', 'falseBroker']
const brokers: Who[] = ['broker', 'brokerViewer']
const inOrder = (who: Who[]) => allowed(() => true).filter((one) => who.includes(one))
const may = (rule: (typeof evaluationPolicy)['enter'], of: AwardStanding) =>
  allowed((who) => rule(who, of)).filter((one) => !brokers.includes(one))

it('know of the evaluation, but for those who act for a supplier, and nobody who was barred', () => {
  expect(may(evaluationPolicy.enter, standing())).toEqual(inOrder(outsiders))
  expect(may(evaluationPolicy.enter, standing({}, 'barred'))).toEqual([])
  const own = { role: 'evaluator', clearance: 'clear', hasSubmitted: false, hasSeenNames: true } as const
  expect(may(evaluationPolicy.enter, standing({ own }))).toEqual([])
})

it.each<[Clearance, boolean, boolean]>([
  ['undeclared', true, false],
  ['waiting', true, false],
  ['clear', true, true],
  ['clear', false, false],
  ['barred', true, false],
])('read and score where they are %s, and it is open: %s: %s', (clearance, isOpen, isAllowed) => {
  const wanted = isAllowed ? inOrder(outsiders) : []
  expect(may(evaluationPolicy.readProposals, standing({ isOpen }, clearance))).toEqual(wanted)
  expect(may(evaluationPolicy.score, standing({ isOpen }, clearance))).toEqual(wanted)
})

it('make no panel, decide about no interest, agree nothing, ask no supplier', () => {
  for (const state of ['preparing', 'scoring', 'consensus', 'agreed'] as EvaluationState[]) {
    const of = standing({ state })
    for (const rule of ['organise', 'chooseSettings', 'begin', 'returnScores', 'agree'] as const)
      expect([rule, may(evaluationPolicy[rule], of)]).toEqual([rule, []])
    expect(allowed((who) => evaluationPolicy.rule(who, of, 'somebody'))).toEqual([])
    expect(allowed((who) => askingPolicy.ask(who, of))).toEqual([])
  }
})

it('read the ranking, and neither the decision nor the record', () => {
  const agreed = standing({ state: 'agreed', stage: 'published', isReleased: true })
  expect(may(evaluationPolicy.readRanking, agreed)).toEqual(inOrder(outsiders))
  expect(may(evaluationPolicy.readReport, agreed)).toEqual([])
  expect(may(awardPolicy.read as never, agreed)).toEqual([])
  expect(may(awardPolicy.readAward, agreed)).toEqual([])
  expect(may(awardPolicy.readExclusions as never, agreed)).toEqual([])
  expect(may(recordPolicy.take, agreed)).toEqual([])
})
