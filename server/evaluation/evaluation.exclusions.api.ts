import { z } from 'zod'
import { exclusionOutcomes, findings } from '../../shared/evaluation/exclusions.ts'
import { exclusionsSchema } from '../../shared/evaluation/exclusions.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { listExclusions, readExclusions, saveExclusions } from './evaluation.exclusions.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const ofProposal = params.extend({ submissionId: id })
const common = { tag: 'evaluation', auth: 'signed-in' } as const
const path = '/challenges/{id}/evaluation/exclusions'

const progress = { done: z.int(), total: z.int(), found: z.int(), isComplete: z.boolean() }

/** The checks of exclusion grounds, for programs. */
export const evaluationExclusionEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path,
    summary: 'List how far the checks of exclusion grounds of each proposal are',
    params,
    answer: z.looseObject({
      proposals: z.array(z.looseObject({ submissionId: z.string(), ...progress })),
    }),
    handle: ({ actor, params: { id: challengeId } }) => listExclusions(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${path}/{submissionId}`,
    summary: 'Read the checks of one proposal, each ground with its source and what was found',
    params: ofProposal,
    answer: z.looseObject({
      grounds: z.array(
        z.looseObject({
          id: z.string(),
          section: z.string(),
          finding: z.enum(findings).nullable(),
          answeredBy: z.string(),
        }),
      ),
      outcome: z.enum([...exclusionOutcomes, '']),
      revision: z.int(),
    }),
    handle: ({ actor, params: { id: challengeId, submissionId } }) =>
      readExclusions(actor, challengeId, submissionId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${path}/{submissionId}`,
    summary: 'Save the checks of one proposal; some may still be open, and those before stay on record',
    params: ofProposal,
    body: exclusionsSchema,
    answer: z.object({ revision: z.int() }),
    handle: ({ actor, params: { id: challengeId, submissionId }, body }) =>
      saveExclusions(actor, challengeId, submissionId, body),
  }),
]
