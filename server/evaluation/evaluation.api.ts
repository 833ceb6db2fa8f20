import { z } from 'zod'
import {
  agreeSchema,
  declareSchema,
  inviteSchema,
  reasonSchema,
  rulingSchema,
  scoreSchema,
  settingsSchema,
} from '../../shared/evaluation/evaluation.schema.ts'
import { evaluationStates, panelRoles } from '../../shared/evaluation/panel.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { agreeScore, finishConsensus, readConsensus, readPlace } from './evaluation.consensus.service.ts'
import { invite } from './evaluation.invite.service.ts'
import {
  beginScoring,
  declareInterests,
  removeFromPanel,
  ruleOnInterest,
} from './evaluation.panel.service.ts'
import { chooseSettings } from './evaluation.settings.service.ts'
import { readRanking } from './evaluation.ranking.service.ts'
import {
  readOwnScore,
  readOwnSheet,
  returnScores,
  saveScore,
  submitScores,
} from './evaluation.scores.service.ts'
import { readEvaluation } from './evaluation.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const person = params.extend({ userId: id })
const place = params.extend({ submissionId: id, criterionId: id })
const done = z.object({})
const common = { tag: 'evaluation', auth: 'signed-in', params } as const
const base = '/challenges/{id}/evaluation'
const onePlace = '{submissionId}/{criterionId}'

const evaluationAnswer = z
  .looseObject({
    state: z.enum(evaluationStates),
    isOpen: z.boolean(),
    isAnonymous: z.boolean().meta({
      description: 'Evaluators score by letters, without knowing who wrote, until everybody’s scores are in',
    }),
    names: z.array(z.string()).nullable().meta({
      description:
        'Everybody who takes part in a proposal, to declare interests against; null where that is not asked',
    }),
    panel: z.array(
      z.looseObject({
        userId: z.string(),
        name: z.string(),
        role: z.enum(panelRoles),
        clearance: z.string(),
      }),
    ),
  })
  .meta({ id: 'Evaluation' })

const panelEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: base,
    summary: 'Read how far the evaluation of a challenge is, who takes part and what you may do',
    answer: evaluationAnswer,
    handle: ({ actor, params: { id: challengeId } }) => readEvaluation(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/settings`,
    summary: 'Choose how proposals are scored and ranked; after publication once',
    body: settingsSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId }, body }) => {
      await chooseSettings(actor, challengeId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/panel`,
    summary: 'Take a member of a buying authority into the panel',
    body: inviteSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId }, body: { userId, role } }) => {
      await invite(actor, challengeId, userId, role)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/panel/{userId}/remove`,
    summary: 'End somebody’s part in the panel, with the reason',
    params: person,
    body: reasonSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, userId }, body: { reason } }) => {
      await removeFromPanel(actor, challengeId, userId, reason)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/declarations`,
    summary: 'Declare your interests, before anything of the proposals is shown to you',
    body: declareSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId }, body }) => {
      await declareInterests(actor, challengeId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/panel/{userId}/ruling`,
    summary: 'Decide what follows from somebody’s declared interest',
    params: person,
    body: rulingSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, userId }, body }) => {
      await ruleOnInterest(actor, challengeId, userId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/begin`,
    summary: 'Let scoring begin, with two evaluators at least and a moderator',
    answer: done,
    handle: async ({ actor, params: { id: challengeId } }) => {
      await beginScoring(actor, challengeId)
      return {}
    },
  }),
]

const scoresEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/scores`,
    summary: 'Read your own score sheet; in an anonymous first look proposals go by a letter',
    answer: z.looseObject({ done: z.number().int(), total: z.number().int() }),
    handle: ({ actor, params: { id: challengeId } }) => readOwnSheet(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/scores/${onePlace}`,
    summary: 'Read one of your scores with the proposal that it is about',
    params: place,
    answer: z.looseObject({ number: z.number().int(), total: z.number().int() }),
    handle: ({ actor, params: { id: challengeId, submissionId, criterionId } }) =>
      readOwnScore(actor, challengeId, submissionId, criterionId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/scores/${onePlace}`,
    summary: 'Save one of your scores; level and reasons may still be missing',
    params: place,
    body: scoreSchema,
    answer: z.object({ revision: z.number().int(), savedAt: z.iso.datetime() }),
    handle: ({ actor, params: { id: challengeId, submissionId, criterionId }, body }) =>
      saveScore(actor, challengeId, submissionId, criterionId, body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/scores/submit`,
    summary: 'Submit all your scores; only the moderator can give them back',
    answer: done,
    handle: async ({ actor, params: { id: challengeId } }) => {
      await submitScores(actor, challengeId)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/panel/{userId}/return`,
    summary: 'Give an evaluator’s scores back, as the moderator and with the reason',
    params: person,
    body: reasonSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, userId }, body: { reason } }) => {
      await returnScores(actor, challengeId, userId, reason)
      return {}
    },
  }),
]

const consensusEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/consensus`,
    summary: 'Read how far the evaluators are apart, once everybody’s scores are in',
    answer: z.looseObject({ done: z.number().int(), total: z.number().int() }),
    handle: ({ actor, params: { id: challengeId } }) => readConsensus(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/consensus/${onePlace}`,
    summary: 'Read what each evaluator gave and why, and every agreed score',
    params: place,
    answer: z.looseObject({
      history: z.array(z.looseObject({ number: z.number().int(), points: z.number().int() })),
    }),
    handle: ({ actor, params: { id: challengeId, submissionId, criterionId } }) =>
      readPlace(actor, challengeId, submissionId, criterionId),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/consensus/${onePlace}`,
    summary: 'Record the panel’s score with its reasons; the one before stays on record',
    params: place,
    body: agreeSchema,
    answer: z.object({ number: z.number().int() }),
    handle: ({ actor, params: { id: challengeId, submissionId, criterionId }, body }) =>
      agreeScore(actor, challengeId, submissionId, criterionId, body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/finish`,
    summary: 'Let every agreed score stand; the ranking follows',
    answer: done,
    handle: async ({ actor, params: { id: challengeId } }) => {
      await finishConsensus(actor, challengeId)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/ranking`,
    summary: 'Read the ranking and how robust it is',
    answer: z.looseObject({
      ranking: z.array(
        z.looseObject({ submissionId: z.string(), rank: z.number().int().nullable(), total: z.string() }),
      ),
    }),
    handle: ({ actor, params: { id: challengeId } }) => readRanking(actor, challengeId),
  }),
]

/** The evaluation room for programs. */
export const evaluationEndpoints: Endpoint[] = [...panelEndpoints, ...scoresEndpoints, ...consensusEndpoints]
