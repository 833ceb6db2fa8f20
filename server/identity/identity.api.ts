import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { AppError } from '../platform/errors.ts'
import { personOf } from '../platform/request.ts'
import { organisationKinds, roles } from '../../shared/platform/actor.ts'
import { createTokenSchema } from '../../shared/identity/identity.schema.ts'
import { actorOfPerson } from './identity.actor.ts'
import { languageEndpoints } from './identity.language.api.ts'
import { identityPolicy } from './identity.policy.ts'
import { checkCredentials, wrongCredentials } from './identity.sign-in.service.ts'
import { termsEndpoints } from './identity.terms.api.ts'
import { acceptTerms } from './identity.terms.service.ts'
import { createToken, listTokens, revokeToken } from './identity.tokens.service.ts'

const tokenShape = z
  .object({
    id: z.string(),
    name: z.string(),
    organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Token' })

const makeToken = endpoint({
  method: 'post',
  path: '/tokens',
  summary: 'Make a token by e-mail address and password',
  tag: 'identity',
  auth: 'anyone',
  body: createTokenSchema,
  answer: tokenShape.extend({
    token: z.string().meta({ description: 'Shown this once. Send it as a bearer token.' }),
  }),
  status: 201,
  keepsNoAnswer: true,
  async handle({ body: { email, password, acceptTerms: accepted, ...input }, req }) {
    const person = await checkCredentials(email, password, req.ip ?? 'unknown')
    if (!person) throw new AppError('unauthenticated', wrongCredentials)
    if (!identityPolicy.createTokenByPassword(person)) {
      throw new AppError(
        'forbidden',
        'This account needs more than a password. Make the token on its account page.',
      )
    }
    const actor = await actorOfPerson(person.id)
    if (accepted !== undefined) await acceptTerms(actor, accepted)
    return createToken(actor, input, req.get('idempotency-key') ?? null)
  },
})

const tokens = endpoint({
  method: 'get',
  path: '/tokens',
  summary: 'List your tokens',
  tag: 'identity',
  auth: 'signed-in',
  answer: z.object({ items: z.array(tokenShape) }),
  handle: async ({ actor }) => ({ items: await listTokens(actor.userId) }),
})

const revoke = endpoint({
  method: 'delete',
  path: '/tokens/{id}',
  summary: 'Revoke one of your tokens',
  tag: 'identity',
  auth: 'signed-in',
  params: z.strictObject({ id: z.string() }),
  answer: z.undefined(),
  status: 204,
  handle: ({ actor, params }) => revokeToken(actor, params.id),
})

const me = endpoint({
  method: 'get',
  path: '/me',
  summary: 'Say who the token stands for',
  tag: 'identity',
  auth: 'signed-in',
  answer: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      organisation: z
        .object({
          id: z.string(),
          kind: z.enum(organisationKinds),
          name: z.string(),
          isVerified: z.boolean(),
        })
        .nullable(),
      role: z.enum(roles).nullable(),
    })
    .meta({ id: 'Me' }),
  handle({ actor, req }) {
    const { userId: id, name, email } = personOf(req)
    return { id, name, email, organisation: actor.organisation, role: actor.role }
  },
})

/** The identity room for programs. */
export const identityEndpoints: Endpoint[] = [
  makeToken,
  tokens,
  revoke,
  me,
  ...languageEndpoints,
  ...termsEndpoints,
]
