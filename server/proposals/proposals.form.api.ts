import { z } from 'zod'
import { questionsOf } from '../../shared/proposals/form.ts'
import { partNames, type ProposalStage, proposalStages } from '../../shared/proposals/stages.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { earlierAnswers } from './proposals.earlier.service.ts'
import { getProposed } from './proposals.service.ts'

const stageNames = Object.keys(proposalStages) as [ProposalStage, ...ProposalStage[]]

const questionAnswer = z
  .object({
    field: z.string().meta({ description: 'Its path in the draft' }),
    part: z.enum(partNames),
    title: z.string(),
    guidance: z.string(),
    weight: z.int().nullable(),
    partOf: z
      .object({ title: z.string(), weight: z.int() })
      .nullable()
      .meta({ description: 'The criterion that it is a sub-criterion of, and what that comes to' }),
    words: z.int().nullable().meta({ description: 'The most words; null for what is no text' }),
    isMandatory: z.boolean(),
  })
  .meta({ id: 'ProposalQuestion' })

/** What a challenge asks, for programs. */
export const formEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/proposal-form',
    summary: 'Read the questions that a proposal answers, in order',
    tag: 'proposals',
    auth: 'anyone',
    params: z.object({ id: z.string().max(40) }),
    answer: z.object({
      stage: z.enum(stageNames),
      questions: z.array(questionAnswer),
      outcomeIds: z.array(z.string()),
      criterionIds: z.array(z.string()),
    }),
    handle: async ({ actor, params: { id } }) => {
      const { form } = await getProposed(actor, id)
      return {
        stage: form.stage,
        questions: questionsOf(form),
        outcomeIds: form.outcomes.map((outcome) => outcome.id),
        criterionIds: form.criteria.map((criterion) => criterion.id),
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/proposals/{id}/earlier-answers',
    summary: 'Read what your supplier wrote before that fits the questions of a proposal, by field',
    tag: 'proposals',
    auth: 'signed-in',
    params: z.object({ id: z.string().max(40) }),
    answer: z.record(
      z.string(),
      z.array(
        z.object({
          id: z.string(),
          part: z.enum(partNames),
          title: z.string(),
          text: z.string(),
          challenge: z.string().meta({ description: 'Empty for the profile' }),
          at: z.iso.datetime(),
        }),
      ),
    ),
    handle: ({ actor, params: { id } }) => earlierAnswers(actor, id),
  }),
]
